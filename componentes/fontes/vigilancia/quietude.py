"""When a change has come to rest: quiet long enough, and measured alike before and after.

A pure state machine over hints, sizes, dates and a clock in seconds that the caller reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

CAMINHOS_ACOMPANHADOS = 10_000
"""Above so many at once the single paths say nothing that a look at everything does not."""

_MEMORIA_S = 600.0
_VEZES_COMUNS = 2
_DOBRAS = 5


@dataclass(frozen=True, slots=True)
class Medida:
    """Size in bytes and date of a path in nanoseconds."""

    tamanho: int
    mtime_ns: int


Medir = Callable[[str], Medida | None]
"""Measures a path; None when nothing is there."""


@dataclass(slots=True)
class _Espera:
    """A path that changed; `medida` holds since the last hint once `medido` is set."""

    desde: float
    medida: Medida | None = None
    medido: bool = False


class Quietude:
    """Changes on their way from the first hint to rest; times in seconds of one monotonic clock.

    A path is at rest after `quieto` seconds without a hint if its measures at the start and at the
    end of them are equal. One that keeps changing needs twice as long each time, so that a log
    that is written to all day does not make a run of every line.
    """

    def __init__(self, quieto: float, espera_maxima: float) -> None:
        self._quieto = quieto
        self._espera_maxima = espera_maxima
        self._esperas: dict[str, _Espera] = {}
        self._assentados: set[str] = set()
        self._repetidos: dict[str, tuple[int, float]] = {}
        self._soltos = 0
        self._ultima = 0.0
        self._desde: float | None = None

    @property
    def fila(self) -> int:
        """How many changes wait: paths, or hints once there were too many paths."""
        return len(self._esperas) + len(self._assentados) + self._soltos

    def notar(self, caminho: str, agora: float) -> None:
        """Take a hint that something happened to `caminho`."""
        self._ultima = agora
        if self._desde is None and self._comum(caminho):
            self._desde = agora
        if self._soltos:
            self._soltos += 1
            return
        self._assentados.discard(caminho)
        self._esperas[caminho] = _Espera(agora)
        if len(self._esperas) + len(self._assentados) > CAMINHOS_ACOMPANHADOS:
            self._soltos = self.fila
            self._esperas.clear()
            self._assentados.clear()

    def avaliar(self, agora: float, medir: Medir) -> None:
        """Measure what is due, and let rest what has come to rest."""
        assentaram = [c for c, espera in self._esperas.items() if self._assentou(c, agora, medir)]
        for caminho in assentaram:
            del self._esperas[caminho]
            self._assentados.add(caminho)

    def pronta(self, agora: float) -> bool:
        """Tell whether there is something at rest and nothing worth waiting for any longer."""
        parado = bool(self._soltos) or bool(self._assentados)
        return parado and not self.segura(agora)

    def segura(self, agora: float) -> bool:
        """Tell whether a change is under way that a look at everything had better wait for."""
        if self._desde is None or agora - self._desde >= self._espera_maxima:
            return False
        if self._soltos:
            return agora - self._ultima < self._quieto
        return any(map(self._comum, self._esperas))

    def recolher(self, agora: float) -> int:
        """Hand over what is at rest, or everything after too many hints; returns how many."""
        quantos = self._soltos or len(self._assentados)
        self._repetidos = dict(self._repeticoes(agora))
        self._assentados.clear()
        self._soltos = 0
        self._desde = agora if any(map(self._comum, self._esperas)) else None
        return quantos

    def _assentou(self, caminho: str, agora: float, medir: Medir) -> bool:
        espera = self._esperas[caminho]
        if espera.medido and agora - espera.desde < self._exigencia(caminho):
            return False
        medida = medir(caminho)
        if espera.medido and medida == espera.medida:
            return True
        if espera.medido:  # it changed without a hint, as on a network drive
            espera.desde = agora
        espera.medida, espera.medido = medida, True
        return False

    def _comum(self, caminho: str) -> bool:
        """Tell whether a path is none of those that change all day."""
        return self._exigencia(caminho) <= self._quieto

    def _exigencia(self, caminho: str) -> float:
        vezes, _ = self._repetidos.get(caminho, (0, 0.0))
        return self._quieto * 2.0 ** min(max(0, vezes - _VEZES_COMUNS), _DOBRAS)

    def _repeticoes(self, agora: float) -> Iterator[tuple[str, tuple[int, float]]]:
        """Yield how often each path came to rest of late, those at rest now counted."""
        for caminho, (vezes, quando) in self._repetidos.items():
            if caminho not in self._assentados and agora - quando < _MEMORIA_S:
                yield caminho, (vezes, quando)
        for caminho in self._assentados:
            vezes, quando = self._repetidos.get(caminho, (0, agora))
            yield caminho, (vezes + 1 if agora - quando < _MEMORIA_S else 1, agora)
