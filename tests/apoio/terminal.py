"""A pseudo-terminal with the program at its keys, as a user has it before them; POSIX only."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from tests.apoio.programa import RAIZ, ambiente

# Becoming the leader of a session makes the terminal the one that Ctrl-C comes from; a job that a
# script sent to the background was told to ignore it.
_COM_TERMINAL = (
    "import fcntl, os, signal, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


class Terminal:
    """What the program writes to it, and a keyboard."""

    def __init__(self, mestre: int, escravo: int, processo: subprocess.Popen[bytes]) -> None:
        self._mestre, self._escravo = mestre, escravo
        self.processo = processo
        self.visto = bytearray()
        self.modo_inicial = self.modo()

    def modo(self) -> list[Any]:
        """Return how the terminal treats what is typed and written."""
        import termios  # noqa: PLC0415 there is none on Windows

        return termios.tcgetattr(self._escravo)

    def teclar(self, teclas: bytes) -> None:
        """Press keys; Ctrl-C is b"\\x03"."""
        os.write(self._mestre, teclas)

    def ler(self, espera: float = 0.05) -> str:
        """Take in what was written and return all that was since `esquecer`."""
        while select.select([self._mestre], [], [], espera)[0]:
            pedaco = b""
            with contextlib.suppress(OSError):  # EIO is how a pseudo-terminal says the end
                pedaco = os.read(self._mestre, 65536)
            if not pedaco:
                break
            self.visto += pedaco
            espera = 0.0
        return self.visto.decode(errors="ignore")

    def esquecer(self) -> None:
        """Forget what was written so far."""
        self.ler()
        self.visto.clear()

    def esperar(self, texto: str, prazo: float = 60.0) -> None:
        """Read until `texto` was written."""
        limite = time.monotonic() + prazo
        while texto not in self.ler():
            assert time.monotonic() < limite, (
                f"não apareceu: {texto!r}; visto: {self.ler()[-2000:]}"
            )

    def esperar_fim(self, prazo: float = 60.0) -> int:
        """Read until the program has ended; return its exit code."""
        limite = time.monotonic() + prazo
        while self.processo.poll() is None:
            self.ler()
            assert time.monotonic() < limite, f"não terminou; visto: {self.ler()[-2000:]}"
        self.ler()
        return self.processo.returncode


@contextlib.contextmanager
def no_terminal(*argumentos: str, colunas: int = 100, linhas: int = 30) -> Iterator[Terminal]:
    """Run Python with `argumentos` in a terminal of its own; killed at the end of the block."""
    import pty  # noqa: PLC0415 there is none on Windows

    mestre, escravo = pty.openpty()
    processo = subprocess.Popen(
        [sys.executable, "-c", _COM_TERMINAL, *argumentos],
        env=ambiente(TERM="xterm-256color", COLUMNS=str(colunas), LINES=str(linhas)),
        cwd=RAIZ,
        stdin=escravo,
        stdout=escravo,
        stderr=escravo,
    )
    try:
        yield Terminal(mestre, escravo, processo)
    finally:
        processo.kill()
        processo.wait()
        os.close(escravo)
        os.close(mestre)
