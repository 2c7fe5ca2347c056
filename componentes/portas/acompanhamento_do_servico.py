"""Shows the service: one quiet line on a terminal, a plain line for each change elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import msgspec

from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    Aviso,
    Evento,
    MetricasMedidas,
)
from componentes.base.tempo import agora
from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.apresentacao.agenda import frase, proximo
from componentes.portas.apresentacao.painel import hora_local, linha_simples
from componentes.portas.saida import Saida
from componentes.portas.vivo.linha import linha_viva
from componentes.relatorio.textos import visivel


@contextlib.contextmanager
def acompanhando_servico(central: OrquestradorCentral, saida: Saida) -> Iterator[None]:
    """Show the service inside the block."""
    with contextlib.ExitStack() as pilha:
        pilha.callback(central.barramento.assinar(_Linhas(saida)))
        if saida.ao_vivo:
            estado = LinhaDeEstado()
            pilha.callback(central.barramento.assinar(estado))
            pilha.enter_context(linha_viva(estado.texto, saida, "dim"))
        yield


class _Linhas:
    """Says each change once; NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._proximo = ""

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, Aviso):
            self._saida.avisar(evento.texto)
            return
        texto = frase(evento)
        if isinstance(evento, AgendaMudou):
            if texto == self._proximo:
                return
            self._proximo = texto
        if texto and self._saida.json:
            self._saida.emitir("status", msgspec.to_builtins(evento))
        elif texto and not (self._saida.ao_vivo and isinstance(evento, AgendaMudou)):
            self._saida.dizer(f"{hora_local(agora())} {texto}")


class LinhaDeEstado:
    """What the line on the terminal says: what runs, or what is next, and how the last one went."""

    def __init__(self) -> None:
        self._agora = ""
        self._andamento = ""
        self._proximo = "agenda: nada a fazer"
        self._ultimo = ""

    def __call__(self, evento: Evento) -> None:
        """Take note of what happened."""
        if isinstance(evento, AgendamentoIniciado):
            self._agora, self._andamento = f"executando {evento.agendamento}", ""
        elif isinstance(evento, AgendamentoEsperando):
            self._agora = f"{evento.agendamento} espera a sua vez"
        elif isinstance(evento, MetricasMedidas):
            self._andamento = linha_simples(evento.metricas) if evento.metricas.total else ""
        elif isinstance(evento, AgendamentoTerminado | AgendamentoPerdido):
            self._agora, self._ultimo = "", f"último: {frase(evento)}"
        elif isinstance(evento, AgendaMudou):
            self._proximo = proximo(evento)

    def texto(self) -> str:
        """Return the line."""
        vez = (self._agora, self._andamento)
        partes = vez if self._agora else (self._proximo, self._ultimo)
        return visivel(" · ".join(["serviço", *filter(None, partes)]))
