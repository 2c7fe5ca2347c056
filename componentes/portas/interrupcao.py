"""Ctrl-C and SIGTERM: the first asks the run to end well, the second ends the process at once."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import psutil

from componentes.base.erros import CODIGO_DE_INTERRUPCAO

TERMINANDO = "terminando o lote atual; o mesmo comando retoma. Ctrl-C de novo para na hora."


@contextlib.contextmanager
def interrompivel(
    pedir_parada: Callable[[], None],
    dizer: Callable[[str], None],
    devolver_terminal: Callable[[], None] = lambda: None,
    recado: str = TERMINANDO,
) -> Iterator[None]:
    """Handle signals inside the block; only the main thread may enter it.

    `devolver_terminal` is called before the process ends at once, for nothing else is then.
    """
    pedidos = 0

    def tratar(_sinal: int, _quadro: FrameType | None) -> None:
        nonlocal pedidos
        pedidos += 1
        if pedidos > 1:
            _encerrar_filhos()
            devolver_terminal()
            _devolver_o_cursor()
            os._exit(CODIGO_DE_INTERRUPCAO)
        if recado:
            dizer(recado)
        pedir_parada()

    anteriores = {sinal: signal.signal(sinal, tratar) for sinal in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sinal, anterior in anteriores.items():
            signal.signal(sinal, anterior)


def _devolver_o_cursor() -> None:
    """Show the cursor again, which the live screen hides."""
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\x1b[?25h\n")


def _encerrar_filhos() -> None:
    """Kill the worker processes, which would outlive a parent that leaves without goodbye."""
    for filho in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            filho.kill()
