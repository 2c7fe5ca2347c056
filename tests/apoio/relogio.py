"""A clock that goes only when the test says so."""

from __future__ import annotations


class Relogio:
    """Seconds since 1970, as `time.time` returns them."""

    def __init__(self) -> None:
        self._agora = 1_800_000_000.0

    def __call__(self) -> float:
        return self._agora

    def passar(self, segundos: float) -> None:
        """Let time go by."""
        self._agora += segundos
