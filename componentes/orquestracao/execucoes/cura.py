"""What a crash left is healed by whoever looks: a run without a process gets its end state."""

from __future__ import annotations

import contextlib
import os

from componentes.base.erros import ErroDisco, ErroTrava
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.execucoes.fila import escrevendo
from componentes.orquestracao.trava import Trava


def curar(ambiente: Ambiente, consulta: Consulta) -> None:
    """End the runs that died; harmless and silent while somebody works or nothing may be written.

    A free lock is proof: a run holds it from before its row is taken until after its end state.
    """
    trava = Trava(ambiente.pastas.catalogo)
    if not consulta.abertas() or trava.ocupada():
        return
    if not os.access(ambiente.pastas.catalogo, os.W_OK):
        return
    with contextlib.suppress(ErroTrava, ErroDisco):
        trava.tomar("conferência do catálogo")
        try:
            with escrevendo(ambiente) as (escritor, _):
                escritor.executar(operacoes.interromper_orfas)
        finally:
            trava.soltar()
