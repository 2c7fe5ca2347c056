"""Shows the service: one quiet line on a terminal, a plain line for each change elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    Evento,
    MetricasMedidas,
    VigiaMudou,
)
from componentes.base.tempo import agora
from componentes.base.vigilancia import EstadoVigia
from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.apresentacao.agenda import frase, proximo
from componentes.portas.apresentacao.painel import hora_local, linha_simples
from componentes.portas.apresentacao.vigilancia import linha_do_vigia
from componentes.portas.saida import Saida
from componentes.portas.vigilancia import Narrador
from componentes.portas.vivo.linha import linha_viva
from componentes.relatorio.textos import visivel

_ENTRE_PARTES = len(" · ") * 2


@contextlib.contextmanager
def acompanhando_servico(central: OrquestradorCentral, saida: Saida) -> Iterator[None]:
    """Show the service inside the block."""
    with contextlib.ExitStack() as pilha:
        pilha.callback(central.barramento.assinar(_Linhas(saida)))
        pilha.callback(central.barramento.assinar(Narrador(saida)))
        if saida.ao_vivo:
            estado = LinhaDeEstado(lambda: saida.mensagens.width)
            pilha.callback(central.barramento.assinar(estado))
            pilha.enter_context(linha_viva(estado.texto, saida, "dim"))
        yield


class _Linhas:
    """Says each change of the agenda once; NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._proximo = ""

    def __call__(self, evento: Evento) -> None:
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
    """What the line on the terminal says: what runs, or what is next and how the watch is."""

    def __init__(self, largura: Callable[[], int] = lambda: 1000) -> None:
        self._largura = largura
        self._vigia: EstadoVigia | None = None
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
        elif isinstance(evento, VigiaMudou):
            self._vigia = evento.estado
        elif isinstance(evento, MetricasMedidas):
            self._andamento = linha_simples(evento.metricas) if evento.metricas.total else ""
        elif isinstance(evento, AgendamentoTerminado | AgendamentoPerdido):
            self._agora, self._ultimo = "", f"último: {frase(evento)}"
        elif isinstance(evento, AgendaMudou):
            self._proximo = proximo(evento)

    def texto(self) -> str:
        """Return the line."""
        vez = (self._agora, self._andamento)
        partes = vez if self._agora else (self._proximo, *self._da_vigia(), self._ultimo)
        return visivel(" · ".join(["serviço", *filter(None, partes)]))

    def _da_vigia(self) -> Iterator[str]:
        if self._vigia is not None:
            resto = self._largura() - len("serviço") - len(self._proximo) - _ENTRE_PARTES
            yield linha_do_vigia(self._vigia, datetime.now().astimezone(), resto)
