"""Warm worker processes that one run shares: started by the first task, ended with the run."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from multiprocessing import resource_tracker
from typing import Any, TypeVar

from pebble import ProcessPool

from componentes.base.quadro import Quadro

T = TypeVar("T")


class Processos:
    """A bounded pool of spawned processes; a task past its deadline costs only its own worker."""

    def __init__(
        self,
        quantos: int,
        preparar: Callable[..., None],
        argumentos: tuple[Any, ...],
        vagas: int = 0,
    ) -> None:
        """Have each process begin with `preparar(board, *argumentos)`."""
        self.quantos = quantos
        self.vagas = vagas
        self.quadro = Quadro(vagas)
        self.iniciados = False
        """Whether workers exist, so that giving them more work costs no start-up."""
        self._preparar = preparar
        self._argumentos = argumentos
        self._trava = threading.Lock()
        self._fechado = False
        self._piscina = self._criar()

    def aquecer(self) -> None:
        """Start the workers while the caller still collects work for them."""
        for _ in range(self.quantos):
            self.agendar(_nada)

    def agendar(
        self, funcao: Callable[..., T], *argumentos: Any, prazo: float | None = None
    ) -> Future[T]:
        """Queue a call; past `prazo` seconds its worker is killed and `TimeoutError` is the answer.

        A worker that dies answers with pebble's `ProcessExpired`; one that dies before it said
        what it had begun breaks the pool: `BrokenProcessPool` for all, and the next call a new one.
        """
        self.iniciados = True
        with self._trava, _surdo_a_ctrl_c():
            futuro: Future[T]
            try:
                futuro = self._piscina.schedule(funcao, args=argumentos, timeout=prazo)
            except RuntimeError:
                if self._fechado:
                    raise
                self._encerrar()
                self._piscina = self._criar()
                futuro = self._piscina.schedule(funcao, args=argumentos, timeout=prazo)
            return futuro

    def fechar(self) -> None:
        """Kill the workers: whatever still runs is no longer wanted."""
        with self._trava:
            self._fechado = True
            self._encerrar()

    def _criar(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.quantos,
            initializer=self._preparar,
            initargs=[self.quadro, *self._argumentos],
            context=multiprocessing.get_context("spawn"),
        )

    def _encerrar(self) -> None:
        self._piscina.stop()  # type: ignore[no-untyped-call]
        self._piscina.join()


@contextlib.contextmanager
def _surdo_a_ctrl_c() -> Iterator[None]:
    """Let the threads and processes born inside never see Ctrl-C, which the main thread handles.

    A terminal sends it to the whole family, and Python reports it with a traceback in a process
    that is still importing. The tracker of `multiprocessing` undoes the mask when it starts.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    antes = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, antes)


def _nada() -> None:
    """Do nothing, in a worker that has to exist for it."""
