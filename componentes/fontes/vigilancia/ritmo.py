"""When to look at everything again: asked for, every so often, and not too soon after a failure."""

from __future__ import annotations

from enum import Enum, auto

_ESPERA_DA_TRAVA_S = 5.0
_RECUO_S = 5.0


class Desfecho(Enum):
    """How a look at everything ended, as far as the next one is concerned."""

    FEITA = auto()
    OCUPADA = auto()
    """Somebody else was at work."""
    FALHOU = auto()


class Ritmo:
    """A pure state machine over reasons, outcomes and a monotonic clock in seconds."""

    def __init__(self, intervalo: float) -> None:
        self._intervalo = intervalo
        self._motivos: dict[str, None] = {}
        self._proxima = float("inf")
        self._nao_antes = float("-inf")
        self._falhas = 0

    def pedir(self, motivo: str) -> None:
        """Ask for a look as soon as possible."""
        self._motivos[motivo] = None

    def motivo(self, agora: float, *, pronta: bool, segura: bool) -> str:
        """Return why to look now, "" for not now.

        `pronta`: changes are at rest; `segura`: a change under way is better waited for.
        """
        if agora < self._nao_antes:
            return ""
        if pronta:
            return next(iter(self._motivos), "eventos")
        if segura:
            return ""
        return next(iter(self._motivos), "varredura periódica" if agora >= self._proxima else "")

    def comecar(self) -> None:
        """Note that a look begins, which answers every reason up to now."""
        self._motivos.clear()

    def terminar(self, desfecho: Desfecho, agora: float) -> float:
        """Take the outcome of a look; returns how many seconds to wait before it is tried again."""
        if desfecho is Desfecho.FEITA:
            self._falhas = 0
            self._proxima = agora + self._intervalo
            return 0.0
        if desfecho is Desfecho.OCUPADA:
            espera = _ESPERA_DA_TRAVA_S
        else:
            espera = min(self._intervalo, _RECUO_S * 2.0**self._falhas)
            self._falhas = min(self._falhas + 1, 16)
        self._nao_antes = agora + espera
        self.pedir("nova tentativa")
        return espera
