"""What runs in the foreground for long says that it lives, hears requests, and can be asked about.

The rows are small and written beside whatever holds the lock of the base folder.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
from msgspec import structs
from sqlalchemy import Connection, Engine

from componentes.base.erros import ErroCatalogo, ErroOrquestrador
from componentes.base.quem import este_processo
from componentes.base.tempo import agora
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura, ha_catalogo, identidade
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.catalogo.perguntas.servicos import Servico, servicos

PARAR = "parar"
"""The request every service understands."""

registro = logging.getLogger("orquestrador.servicos")
_DESCANSO_S = 30.0


class SinalDeVida:
    """Keeps the row of one service while the block lasts; `ao_pedido` answers what was asked.

    Never raises and never waits for the disk while the service is at work: a catalogue that cannot
    be written to is tried again after a while, and says so in the log; one that was moved away or
    restored is opened anew. `ao_pedido` is called inside a transaction: it must be quick.
    """

    def __init__(self, catalogo: Path, nome: str, ao_pedido: Callable[[Pedido], str]) -> None:
        self._catalogo = catalogo
        self._nome = nome
        self._ao_pedido = ao_pedido
        self._pid, self._maquina = este_processo()
        self._desde = ""
        self._aberto: tuple[Engine, Escritor] | None = None
        self._arquivo: tuple[int, int] | None = None
        self._batida: Future[None] | None = None
        self._nao_antes = 0.0

    def __enter__(self) -> Self:
        self._desde = agora()
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        """Take the row away."""
        aberto = self._abrir()
        if aberto:
            nome, pid = self._nome, self._pid
            aberto[1].enviar(lambda conn: operacoes.remover_servico(conn, nome, pid))
        self._fechar()

    def bater(self, estado: Mapping[str, Any]) -> None:
        """Record a sign of life with `estado`, unless the one before is still on its way."""
        if self._batida and not self._batida.done():
            return
        aberto = self._abrir()
        if aberto:
            self._batida = aberto[1].enviar(lambda conn: self._gravar(conn, estado))
            self._batida.add_done_callback(self._ao_gravar)

    def _gravar(self, conn: Connection, estado: Mapping[str, Any]) -> None:
        operacoes.bater_servico(conn, self._nome, self._pid, self._maquina, estado)
        for pedido in operacoes.pendentes(conn, [self._nome], desde=self._desde):
            operacoes.atender(conn, pedido.id, self._ao_pedido(pedido))

    def _ao_gravar(self, batida: Future[None]) -> None:
        if erro := batida.exception():
            registro.warning("o sinal de vida de %s não foi gravado: %s", self._nome, erro)

    def _abrir(self) -> tuple[Engine, Escritor] | None:
        """Return the open catalogue; a writer that has failed is replaced after a while."""
        if self._batida and self._batida.done() and self._batida.exception():
            self._fechar()
            self._batida, self._nao_antes = None, time.monotonic() + _DESCANSO_S
        if self._aberto and identidade(self._catalogo) != self._arquivo:
            self._fechar()
        if self._aberto is None and time.monotonic() >= self._nao_antes:
            try:
                motor = abrir(self._catalogo)
            except ErroOrquestrador as erro:
                self._nao_antes = time.monotonic() + _DESCANSO_S
                registro.warning("o catálogo não está acessível: %s", erro)
                return None
            self._aberto, self._arquivo = (motor, Escritor(motor)), identidade(self._catalogo)
        return self._aberto

    def _fechar(self) -> None:
        if self._aberto:
            motor, escritor = self._aberto
            escritor.fechar()
            motor.dispose()
            self._aberto = None


def servicos_do_sistema(catalogo: Path) -> list[dict[str, Any]]:
    """Return every service, `situacao` telling who lives: ativo, sem_resposta or morto."""
    if not ha_catalogo(catalogo):
        return []
    try:
        motor = abrir_leitura(catalogo)
    except ErroCatalogo:  # being created, or of another version: whoever needs it says so
        return []
    try:
        return [structs.asdict(s) | {"situacao": _situacao(s)} for s in servicos(motor)]
    finally:
        motor.dispose()


def _situacao(servico: Servico) -> str:
    daqui = servico.maquina == este_processo().maquina
    if daqui and not psutil.pid_exists(servico.pid):
        return "morto"
    if servico.vivo():
        return "ativo"
    return "sem_resposta" if daqui else "morto"
