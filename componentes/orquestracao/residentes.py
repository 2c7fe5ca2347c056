"""Who lives in the service: agents that stay until it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from componentes.agentes.agendador import Agendador
from componentes.agentes.agente import Agente
from componentes.orquestracao.agendaveis import compromissos
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.executor_da_agenda import ExecutorDaAgenda
from componentes.orquestracao.livro_da_agenda import LivroDaAgenda


@dataclass(frozen=True, slots=True)
class Residente:
    """An agent of the service: started, asked for its state and stopped as every agent is."""

    agente: Agente
    ao_reconfigurar: Callable[[Ambiente], None]
    """Called with surroundings that were checked, after the configuration changed on disk."""


def residentes(equipe: Equipe) -> tuple[Residente, ...]:
    """Return all residents, in the order they start; a new one is one line here.

    Raises `ErroConfiguracao` for settings that one of them cannot work with.
    """
    return (_agendador(equipe),)


def conferir(ambiente: Ambiente) -> None:
    """Raise `ErroConfiguracao` for settings that a resident could not go on with."""
    compromissos(ambiente.lida)


def _agendador(equipe: Equipe) -> Residente:
    executor = ExecutorDaAgenda(equipe.ambiente, equipe.barramento)
    livro = LivroDaAgenda(equipe.ambiente)
    agenda = compromissos(equipe.ambiente.lida)
    agendador = Agendador(equipe.barramento, livro, executor, agenda)

    def reconfigurar(ambiente: Ambiente) -> None:
        executor.ambiente = ambiente
        agendador.recarregar(compromissos(ambiente.lida))

    return Residente(agendador, reconfigurar)
