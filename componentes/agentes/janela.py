"""How fast counters grow now: over the last few seconds, whatever the average of the run."""

from __future__ import annotations

from collections import deque


class Janela:
    """Keeps the readings of the last `segundos`; knows no clock but the times it is given."""

    def __init__(self, segundos: float = 5.0) -> None:
        self._segundos = segundos
        self._leituras: deque[tuple[float, tuple[float, ...]]] = deque()

    def incluir(self, quando: float, *contadores: float) -> tuple[float, ...]:
        """Add a reading taken at `quando`; return how much each counter grows in a second.

        All zeros for the first reading; a counter that went back counts as standing still.
        """
        self._leituras.append((quando, contadores))
        while len(self._leituras) > 2 and self._leituras[1][0] <= quando - self._segundos:
            self._leituras.popleft()
        antes, primeiros = self._leituras[0]
        passou = quando - antes
        if passou <= 0:
            return (0.0,) * len(contadores)
        return tuple(
            max(0.0, (ultimo - primeiro) / passou)
            for primeiro, ultimo in zip(primeiros, contadores, strict=True)
        )
