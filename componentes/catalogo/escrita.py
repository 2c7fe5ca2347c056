"""The single writer: one thread, one short transaction for each operation, in order of arrival."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine

from componentes.base.erros import ErroCatalogo, ErroDisco, ErroOrquestrador
from componentes.catalogo.dialeto import para_gravar

T = TypeVar("T")
_Pedido = tuple[Callable[[Connection], Any], Future[Any]]

_CAPACIDADE = 32
_PRAZO_S = 30.0
_OLHADA_S = 1.0
"""Longest wait before looking again, so that Ctrl-C reaches a waiting thread also on Windows."""


class Escritor:
    """Runs write operations one after the other in the thread "catalogo-escrita".

    The queue is bounded: who sends faster than the disk writes, waits. The first `ErroDisco` or
    `ErroCatalogo` is final: the disk will not heal in the middle of a run, and half of the writes
    must not succeed by chance. Any other exception concerns its own operation only.
    """

    def __init__(self, motor: Engine, capacidade: int = _CAPACIDADE) -> None:
        self._motor = para_gravar(motor)
        self._capacidade = capacidade
        self._fila: deque[_Pedido] = deque()
        self._mudou = threading.Condition()
        self._fechado = False
        self._fatal: ErroOrquestrador | None = None
        self._thread = threading.Thread(
            target=self._trabalhar,
            name="catalogo-escrita",
            daemon=True,  # an exit in a hurry cuts a transaction, which SQLite then rolls back
        )
        self._thread.start()

    def enviar(self, operacao: Callable[[Connection], T]) -> Future[T]:
        """Queue `operacao`; the future brings its value or its exception after the commit.

        Raises RuntimeError when the writer is closed.
        """
        futuro: Future[T] = Future()
        with self._mudou:
            while len(self._fila) >= self._capacidade and not self._fechado:
                self._mudou.wait(_OLHADA_S)
            if self._fechado:
                raise RuntimeError("operação enviada a um Escritor fechado")
            self._fila.append((operacao, futuro))
            self._mudou.notify_all()
        return futuro

    def executar(self, operacao: Callable[[Connection], T]) -> T:
        """Queue `operacao` and wait for its value; never call this from inside an operation."""
        return self.enviar(operacao).result()

    def fechar(self, prazo: float = _PRAZO_S) -> bool:
        """Accept nothing more, write what is queued, and wait up to `prazo` seconds for it.

        Returns False when the deadline passed with work left.
        """
        with self._mudou:
            self._fechado = True
            self._mudou.notify_all()
        self._thread.join(prazo)
        return not self._thread.is_alive()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        if not self.fechar():
            raise ErroDisco(
                f"O catálogo não terminou de gravar em {_PRAZO_S:.0f} segundos",
                onde=self._motor.url.database or "",
                o_que_fazer="confira o disco; o mesmo comando continua de onde parou",
            )

    def _trabalhar(self) -> None:
        while (pedido := self._proximo()) is not None:
            self._atender(*pedido)

    def _proximo(self) -> _Pedido | None:
        """Wait for the next request; None when closed and empty."""
        with self._mudou:
            while not self._fila and not self._fechado:
                self._mudou.wait(_OLHADA_S)
            pedido = self._fila.popleft() if self._fila else None
            self._mudou.notify_all()
        return pedido

    def _atender(self, operacao: Callable[[Connection], Any], futuro: Future[Any]) -> None:
        if not futuro.set_running_or_notify_cancel():
            return
        if self._fatal is not None:
            futuro.set_exception(self._fatal)
            return
        try:
            with self._motor.begin() as conexao:
                valor = operacao(conexao)
        except BaseException as erro:  # the future carries it to its owner
            if isinstance(erro, ErroDisco | ErroCatalogo):
                self._fatal = erro
            futuro.set_exception(erro)
        else:
            futuro.set_result(valor)
