"""The guard of backups, for whoever stays: the service, and a watch of its own."""

from __future__ import annotations

from componentes.agentes.depois_do_backup import Protecao
from componentes.agentes.guarda_de_backups import GuardaDeBackups
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import Aviso
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.protecao import lugares_de, protecao_de


def guarda_de(equipe: Equipe) -> GuardaDeBackups:
    """Return a guard that is for the caller to start and to end."""
    return GuardaDeBackups(equipe.barramento, o_que_guardar(equipe, equipe.ambiente))


def o_que_guardar(equipe: Equipe, ambiente: Ambiente) -> Protecao:
    """Return what is looked after; a second place that cannot be used is told and done without."""
    lugares = lugares_de(ambiente)
    for problema in lugares.problemas:
        equipe.barramento.publicar(Aviso(em_uma_linha(problema)))
    return protecao_de(ambiente, lugares)
