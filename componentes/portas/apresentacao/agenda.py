"""The agenda and the service as text: their answers, and what happens while the service lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.text import Text

from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    ConfiguracaoRecarregada,
    Evento,
    ServicoIniciado,
)
from componentes.base.secoes_agenda import DIAS
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import visivel

_ESTADOS = {
    "nunca": "nunca executado",
    "executando": "em execução",
    "concluido": "concluído",
    "com_falhas": "concluído, com falhas",
    "cancelado": "interrompido a pedido",
    "falhou": "falhou",
    "interrompido": "cortado",
    "perdido": "perdido",
}
_RUINS = frozenset({"falhou", "interrompido", "perdido"})


def mostrar_agenda(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print each entry: what, when, how it went."""
    if resposta["servico_em_execucao"]:
        saida.mostrar(Text("serviço: em execução", "bold"))
    else:
        saida.mostrar(Text(f"serviço: parado; inicie com '{saida.programa} servico'", "bold"))
    if not resposta["agendamentos"]:
        saida.mostrar(Text("a agenda está vazia: a chave 'agenda' da configuração a define"))
    for agendado in resposta["agendamentos"]:
        _mostrar_agendado(agendado, saida, servico=resposta["servico_em_execucao"])


def _mostrar_agendado(a: Mapping[str, Any], saida: Saida, *, servico: bool) -> None:
    titulo = Text.assemble(
        (visivel(a["nome"]), "bold"), f" · {visivel(a['comando'])} · {quando(a)} ({a['fuso']})"
    )
    saida.mostrar(titulo)
    if a["atrasada"]:
        quem = "está na fila do serviço" if servico else "roda assim que o serviço iniciar"
        saida.mostrar(Text(f"  atrasado: era {_no_fuso([a['atrasada']])}; {quem}"))
    if a["proximas"]:
        saida.mostrar(Text(f"  próximas: {_no_fuso(a['proximas'])}"))
    ultimo = a["ultimo_resultado"]
    estilo = "red" if ultimo["estado"] in _RUINS else ""
    saida.mostrar(Text(f"  última: {_desfecho(a['ultima_em'], ultimo)}", estilo))
    if a["aviso"]:
        saida.mostrar(Text(f"  aviso: {a['aviso']}", "yellow"))


def _desfecho(ultima_em: str, ultimo: Mapping[str, Any]) -> str:
    partes = [hora_local(ultima_em), _ESTADOS[ultimo["estado"]]]
    if ultimo["estado"] == "perdido":
        partes.append(f"o de {hora_local(ultimo['prevista_em'])}")
    return " · ".join(visivel(parte) for parte in (*partes, ultimo["resumo"]) if parte)


def quando(definicao: Mapping[str, Any]) -> str:
    """Return when an entry is due, in words."""
    if definicao["a_cada_minutos"]:
        minutos = definicao["a_cada_minutos"]
        return "a cada minuto" if minutos == 1 else f"a cada {minutos} minutos"
    if definicao["cron"]:
        return f"cron {visivel(definicao['cron'])}"
    horas = definicao["diariamente"]
    horas = [horas] if isinstance(horas, str) else list(horas)
    dias = ", ".join(definicao["dias"]) if definicao["dias"] else "todos os dias"
    return f"{dias} às {', '.join(horas)}"


def _no_fuso(horas: Sequence[str]) -> str:
    """Return times as the clock of their own zone shows them: ter 01/12 02:30 -03:00, 14:30.

    The day, and how far from UTC the clock is, are said where they change.
    """
    partes, dia_dito, distancia_dita = [], "", ""
    for hora in horas:
        momento = datetime.fromisoformat(hora)
        dia, distancia = f"{DIAS[momento.weekday()]} {momento:%d/%m}", f"{momento:%z}"
        parte = f"{momento:%H:%M}" if dia == dia_dito else f"{dia} {momento:%H:%M}"
        partes.append(parte if distancia == distancia_dita else f"{parte} {distancia}")
        dia_dito, distancia_dita = dia, distancia
    return ", ".join(partes)


def mostrar_execucao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print which entry it was; what its command answers is shown as always."""
    saida.dizer(f"agendamento {resposta['agendamento']}: {resposta['comando_executado']}")


def mostrar_servico(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print that the service has ended, and how long it lived."""
    inicio = hora_local(resposta["iniciado_em"])
    saida.mostrar(Text(f"serviço encerrado; estava em execução desde {inicio}"))


def proximo(evento: AgendaMudou) -> str:
    """Return which entry is next."""
    if not evento.proximo:
        return "agenda: nada a fazer"
    return f"próximo: {evento.proximo}, {hora_local(evento.proxima_em)}"


def _inicio(evento: ServicoIniciado) -> str:
    quem = ", ".join(evento.residentes)
    return f"serviço iniciado (processo {evento.pid}): {quem}; Ctrl-C encerra"


def _fim(evento: AgendamentoTerminado) -> str:
    fim = f"{evento.agendamento}: {_ESTADOS[evento.estado]}"
    return f"{fim}: {evento.resumo}" if evento.resumo else fim


def _perda(evento: AgendamentoPerdido) -> str:
    era = hora_local(evento.prevista_em)
    return f"{evento.agendamento}: perdido o de {era}, {evento.motivo}"


_FRASES: Mapping[type[Evento], Callable[[Any], str]] = {
    ServicoIniciado: _inicio,
    AgendamentoIniciado: lambda e: f"{e.agendamento}: começou {e.comando}",
    AgendamentoEsperando: lambda e: f"{e.agendamento}: espera a sua vez; {e.motivo}",
    AgendamentoTerminado: _fim,
    AgendamentoPerdido: _perda,
    AgendaMudou: proximo,
    ConfiguracaoRecarregada: lambda e: f"configuração relida: {e.arquivo}",
}


def frase(evento: Evento) -> str:
    """Return what happened in the service as one line; "" for what is not worth one."""
    em_palavras = _FRASES.get(type(evento))
    return em_palavras(evento) if em_palavras else ""
