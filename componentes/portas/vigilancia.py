"""The watcher on the terminal: one quiet line, and above it what is worth a line of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

import msgspec

from componentes.base.eventos import (
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    Evento,
    RodadaTerminada,
    VigiaMudou,
)
from componentes.base.vigilancia import EstadoVigia
from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.apresentacao.alertas import mostrar_alerta
from componentes.portas.apresentacao.vigilancia import (
    linha_da_classificacao,
    linha_da_rodada,
    linha_do_vigia,
    linhas_da_mudanca,
)
from componentes.portas.falhas_ditas import FalhasDitas
from componentes.portas.interrupcao import interrompivel
from componentes.portas.saida import Saida
from componentes.portas.vivo.linha import linha_viva


@contextlib.contextmanager
def mostrando_vigia(central: OrquestradorCentral, saida: Saida) -> Iterator[None]:
    """Show the watch inside the block; Ctrl-C and SIGTERM end it in an orderly way."""

    def dizer(_: str) -> None:
        saida.dizer("encerrando a vigilância; Ctrl-C de novo para na hora.")

    narrador = Narrador(saida)
    with contextlib.ExitStack() as pilha:
        pilha.enter_context(interrompivel(central.pedir_encerramento, dizer))
        pilha.callback(central.barramento.assinar(narrador))
        if saida.ao_vivo:
            pilha.enter_context(linha_viva(lambda: _linha(central, narrador, saida), saida))
        yield


class Narrador:
    """Says what changed: NDJSON with `--json`, else lines for people."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._falhas = FalhasDitas(saida)
        self.estado = EstadoVigia()

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, VigiaMudou):
            self._mudanca(evento.estado)
        elif isinstance(evento, RodadaTerminada):
            self._rodada(evento)
        elif isinstance(evento, ArquivoFalhou):
            self._falhas.dizer(evento)
        elif isinstance(evento, AlertaEmitido):
            mostrar_alerta(evento, self._saida)
        elif isinstance(evento, Aviso):
            self._saida.avisar(evento.texto)

    def _mudanca(self, estado: EstadoVigia) -> None:
        antes, self.estado = self.estado, estado
        if self._saida.json:
            self._saida.emitir("status", {"vigia": msgspec.to_builtins(estado)})
        for linha in linhas_da_mudanca(antes, estado):
            self._saida.dizer(linha)

    def _rodada(self, evento: RodadaTerminada) -> None:
        self._falhas.zerar()
        if self._saida.json:
            self._saida.emitir("status", {"rodada": msgspec.to_builtins(evento.rodada)})
        linha = linha_da_rodada(evento.rodada, datetime.now().astimezone())
        if linha:
            self._saida.dizer(linha)


def _linha(central: OrquestradorCentral, narrador: Narrador, saida: Saida) -> str:
    if central.classificador.vivo:
        return linha_da_classificacao(central.monitor.metricas())
    momento, largura = datetime.now().astimezone(), saida.mensagens.width
    return linha_do_vigia(narrador.estado, momento, largura)
