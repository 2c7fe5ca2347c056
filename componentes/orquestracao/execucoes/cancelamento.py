"""Asking a run to end, from any process, and waiting for it."""

from __future__ import annotations

import threading
import time

from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import ABERTAS, Execucao
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.anotacao import anotar

PRAZO = 5.0
"""Seconds within which a cancelled run has its end state."""
_FOLGA = 5.0
_ENTRE_OLHADAS = 0.1


def pedir_cancelamento(ambiente: Ambiente, execucao_id: int) -> bool:
    """Leave the wish; one that waits in line is cancelled by it. False: the run had ended."""
    return anotar(ambiente, lambda conn: operacoes.pedir_cancelamento(conn, execucao_id))


def esperar_o_fim(consulta: Consulta, execucao: Execucao, desistir: threading.Event) -> Execucao:
    """Return a run as soon as it has ended, or as it is when its time is long over."""
    limite = time.monotonic() + PRAZO + _FOLGA
    while True:
        atual = consulta.execucao(execucao.id) or execucao
        acabou = atual.estado not in ABERTAS or time.monotonic() > limite
        if acabou or desistir.wait(_ENTRE_OLHADAS):
            return atual
