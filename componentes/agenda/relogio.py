"""When the clock on the wall shows an hour: the rules for days on which it is set.

APScheduler's own cron trigger, on a zone whose clock is set, leaves out a day that begins in the
gap and fires twice in the hour that comes back (https://github.com/agronholm/apscheduler/issues/606,
/1021). Here it works on the hands of the clock alone, as if they were UTC, which is never set;
what instant they mean is decided after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from apscheduler.triggers.base import BaseTrigger

_FOLGA = timedelta(hours=3)
"""More than any country sets its clock by, apart from changes of the date line."""
_UM_SEGUNDO = timedelta(seconds=1)
INSTANTE = timedelta(microseconds=1)
"""The smallest step in time: what lies so far after a moment is after it."""


class RelogioDeParede(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """Fires when the clock of `fuso` shows what `ponteiros`, a trigger in UTC, asks for.

    An hour that the clock jumps over is made up for as much later as it jumps; of one that comes
    twice the first counts, and with `toda_hora` both: what runs every hour goes on doing so.
    """

    def __init__(self, ponteiros: BaseTrigger, fuso: tzinfo, *, toda_hora: bool = False) -> None:
        self._ponteiros = ponteiros
        self._fuso = fuso
        self._toda_hora = toda_hora

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Return the first time after `previous_fire_time`, or without one from `now` on, in UTC.

        What lies before an hour in wall time may lie after it in real time and the other way
        round, so hours near a change of the clock are all looked at before one is chosen.
        """
        depois = (previous_fire_time or now - INSTANTE).astimezone(UTC)
        escolhida: datetime | None = None
        limite: datetime | None = None
        for hora in self._horas(self._na_parede(depois) - self._folga(depois)):
            if limite is not None and hora > limite:
                break
            for instante in self._instantes(hora):
                if instante > depois and (escolhida is None or instante < escolhida):
                    escolhida = instante
                    limite = self._na_parede(instante) + self._folga(instante)
        return escolhida

    def _horas(self, desde: datetime) -> Iterator[datetime]:
        """Yield the wall times asked for, in the order of the hands."""
        momento = desde.replace(tzinfo=UTC)
        while (hora := self._ponteiros.get_next_fire_time(None, momento)) is not None:
            yield hora.replace(tzinfo=None)
            momento = hora + _UM_SEGUNDO

    def _instantes(self, hora: datetime) -> tuple[datetime, ...]:
        """Return the instants that a wall time means."""
        antes, depois = (
            hora.replace(tzinfo=self._fuso, fold=vez).astimezone(UTC) for vez in (0, 1)
        )
        if antes > depois:  # jumped over: read by the offset before, it lies after the jump
            return () if self._toda_hora else (antes,)
        return (antes, depois) if antes < depois and self._toda_hora else (antes,)

    def _na_parede(self, instante: datetime) -> datetime:
        return instante.astimezone(self._fuso).replace(tzinfo=None, fold=0)

    def _folga(self, instante: datetime) -> timedelta:
        """Return how far hours may be out of order around an instant."""
        antes, depois = (
            (instante + distancia).astimezone(self._fuso).utcoffset()
            for distancia in (-_FOLGA, _FOLGA)
        )
        return timedelta(0) if antes == depois else _FOLGA
