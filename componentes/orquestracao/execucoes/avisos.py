"""The alerts of a run: destinations gathered, the agent started before and ended after it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from componentes.agentes.alertador import Encomenda
from componentes.alertas.destinos import Destinos, citados_em_vao, reunir
from componentes.alertas.entrega import Prazos
from componentes.alertas.envio import CanalApprise
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import Aviso
from componentes.base.quem import este_processo
from componentes.catalogo.escrita import Escritor
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe

_PRAZOS = Prazos()
_ALEM_DO_FECHAMENTO = 5.0
"""The agent may be in the middle of a write when it is asked to end."""


def destinos_de(ambiente: Ambiente) -> Destinos:
    """Return where this installation can send, and what is wrong with the rest."""
    alertas = ambiente.configuracao.alertas
    return reunir(alertas.destinos, ambiente.pastas.segredos, os.environ)


@contextlib.contextmanager
def alertando(equipe: Equipe, escritor: Escritor) -> Iterator[None]:
    """Warn of what happens inside the block; where somebody does that already, he goes on.

    A destination that cannot be used is told and done without.
    """
    ambiente, alertador = equipe.ambiente, equipe.alertador
    alertas = ambiente.configuracao.alertas
    if not alertas.ligado or alertador.vivo:
        yield
        return
    destinos = destinos_de(ambiente)
    for problema in (*destinos.problemas, *citados_em_vao(alertas, destinos)):
        equipe.barramento.publicar(Aviso(em_uma_linha(problema)))
    base = str(ambiente.pastas.base)
    encomenda = Encomenda(
        alertas,
        base,
        escritor,
        tuple(CanalApprise(destino) for destino in destinos.todos),
        destinos.tarja(),
        f"{este_processo().maquina} · {base}",
        _PRAZOS,
    )
    alertador.encomendar(encomenda)
    equipe.iniciar_agente(alertador)
    try:
        yield
    finally:
        alertador.parar()
        alertador.aguardar(_PRAZOS.fechamento + _ALEM_DO_FECHAMENTO)
