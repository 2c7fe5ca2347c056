"""Single keys from a real terminal, which is given back as it was, whatever happens."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from blessed import Terminal

ESCAPE = "esc"


class Teclado:
    """Reads keys inside a `with` block of the main thread; elsewhere nothing is ever pressed.

    Ctrl-C stays a signal. In the background nothing is read: the keys are the shell's then.
    """

    def __init__(self) -> None:
        self._pilha = contextlib.ExitStack()
        self._terminal: Terminal | None = None
        self._fechado = threading.Event()

    def __enter__(self) -> Self:
        """Take single keys if both streams are a terminal and this process has it."""
        if sys.__stdin__ and sys.__stdin__.isatty() and em_primeiro_plano():
            # Asked for by a live screen alone, for it takes its time to load.
            from blessed import Terminal  # noqa: PLC0415

            # Without styling it asks the terminal nothing; colours are the business of rich.
            terminal = Terminal(force_styling=None)
            self._pilha.enter_context(_no_fundo_sem_parar())
            self._pilha.enter_context(terminal.cbreak())
            self._terminal = terminal
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        self.devolver()

    def devolver(self) -> None:
        """Give the terminal back; harmless twice, and safe in a signal handler."""
        self._terminal = None
        self._fechado.set()
        self._pilha.close()

    @property
    def ativo(self) -> bool:
        """Whether keys can be pressed at all."""
        return self._terminal is not None

    def ler(self, prazo: float) -> str:
        """Wait up to `prazo` seconds for a key: a letter in lower case, `ESCAPE`, or ""."""
        terminal = self._terminal
        if terminal is not None and em_primeiro_plano():
            with contextlib.suppress(OSError, EOFError):  # the terminal is gone, or lost to a job
                tecla = terminal.inkey(timeout=prazo)
                if tecla.is_sequence:
                    return ESCAPE if tecla.name == "KEY_ESCAPE" else ""
                return str(tecla).lower()
        self._fechado.wait(prazo)
        return ""


def em_primeiro_plano() -> bool:
    """Tell whether the terminal listens to this process, not to a shell that sent it away."""
    if os.name == "nt":
        return True
    try:
        return os.tcgetpgrp(sys.__stdin__.fileno()) == os.getpgrp()  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError):
        return False


@contextlib.contextmanager
def _no_fundo_sem_parar() -> Iterator[None]:
    """Keep a job that was sent to the background from being stopped for touching the terminal."""
    if os.name == "nt":
        yield
        return
    anteriores = {
        sinal: signal.signal(sinal, signal.SIG_IGN) for sinal in (signal.SIGTTIN, signal.SIGTTOU)
    }
    try:
        yield
    finally:
        for sinal, anterior in anteriores.items():
            signal.signal(sinal, anterior)
