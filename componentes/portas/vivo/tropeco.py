"""A drawing that fails: no end of the screen, no traceback over it, one entry in the log."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator

registro = logging.getLogger("orquestrador.tela")
registro.addHandler(logging.NullHandler())  # without a log it would go to stderr: over the screen
_DESCANSO_S = 0.5


class Tropeco:
    """Contains what goes wrong in one turn of a thread that draws; the next turn tries again."""

    def __init__(self) -> None:
        self._dito = ""

    @contextlib.contextmanager
    def contido(self) -> Iterator[None]:
        """Log an error of the block, once while it stays the same, and rest a little."""
        try:
            yield
        except Exception as erro:
            if self._dito != repr(erro):
                self._dito = repr(erro)
                registro.exception("a tela não pôde ser desenhada")
            time.sleep(_DESCANSO_S)
        else:
            self._dito = ""
