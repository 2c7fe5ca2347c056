"""Who lives in the service: agents that stay until it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from componentes.agentes.agendador import Agendador
from componentes.agentes.agente import Agente
from componentes.base.erros import ErroTrava
from componentes.base.eventos import Aviso
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.comandos.classificacao import classificar_tudo
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.residencia.agendaveis import compromissos
from componentes.orquestracao.residencia.executor_da_agenda import ExecutorDaAgenda
from componentes.orquestracao.residencia.guarda import guarda_de, o_que_guardar
from componentes.orquestracao.residencia.livro_da_agenda import LivroDaAgenda
from componentes.orquestracao.residencia.ocasiao import Ocasiao
from componentes.orquestracao.residencia.vigilancia import ordens_de, vigia_a_postos


@dataclass(frozen=True, slots=True)
class Residente:
    """An agent of the service: started, asked for its state and stopped as every agent is."""

    agente: Agente
    ao_reconfigurar: Callable[[Ambiente], None]
    """Called with surroundings that were checked, after the configuration changed on disk."""


def residentes(equipe: Equipe, pilha: ExitStack, *, vigiar: bool) -> tuple[Residente, ...]:
    """Return all residents, in the order they start; what they hold is let go with `pilha`.

    Raises `ErroConfiguracao` for settings that one of them cannot work with. Where another process
    watches already the service does without a watcher, and says so.
    """
    moradores = [_agendador(equipe)]
    if vigiar:
        try:
            moradores.append(_vigia(equipe, pilha))
        except ErroTrava as erro:
            equipe.barramento.publicar(Aviso(f"o serviço não vigia: {erro.o_que}"))
    moradores.append(_guarda(equipe))
    return tuple(moradores)


def conferir(ambiente: Ambiente) -> None:
    """Raise `ErroConfiguracao` for settings that a resident could not go on with."""
    compromissos(ambiente.lida)


def _agendador(equipe: Equipe) -> Residente:
    ocasiao = Ocasiao(equipe)
    livro = LivroDaAgenda(equipe.ambiente)
    agenda = compromissos(equipe.ambiente.lida)
    agendador = Agendador(equipe.barramento, livro, ExecutorDaAgenda(ocasiao), agenda)

    def reconfigurar(ambiente: Ambiente) -> None:
        ocasiao.ambiente = ambiente
        agendador.recarregar(compromissos(ambiente.lida))

    return Residente(agendador, reconfigurar)


def _vigia(equipe: Equipe, pilha: ExitStack) -> Residente:
    ocasiao = Ocasiao(equipe)

    def classificar(pastas: tuple[Path, ...]) -> Mapping[str, Any]:
        pedido = {"pastas": [str(pasta) for pasta in pastas]}
        feito = ocasiao.cumprir(classificar_tudo, pedido, equipe.parada_pedida)
        return {"codigo": 0, **feito}

    ordens = ordens_de(equipe.ambiente, classificar, equipe.parada_pedida)
    vigia = pilha.enter_context(vigia_a_postos(equipe, ordens, ocasiao.parar))

    def reconfigurar(ambiente: Ambiente) -> None:
        antes, ocasiao.ambiente = ocasiao.ambiente, ambiente
        if _do_vigia(antes) != _do_vigia(ambiente):
            vigia.recarregar(ordens_de(ambiente, classificar, equipe.parada_pedida))

    return Residente(vigia, reconfigurar)


def _guarda(equipe: Equipe) -> Residente:
    guarda = guarda_de(equipe)
    return Residente(guarda, lambda ambiente: guarda.recarregar(o_que_guardar(equipe, ambiente)))


def _do_vigia(ambiente: Ambiente) -> tuple[object, ...]:
    """Return the settings a watcher works by; another of them is no reason to begin anew."""
    return ambiente.pastas_da_biblioteca(), ambiente.configuracao.vigilancia
