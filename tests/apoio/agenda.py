"""Entries of an agenda that are due when a test wants, and a command that does what it wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.triggers.base import BaseTrigger

from componentes.agenda.compromisso import Compromisso
from componentes.base.secoes_agenda import Agendamento


class Nessas(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """Fires at given moments and never again."""

    def __init__(self, momentos: Sequence[datetime]) -> None:
        self._momentos = sorted(momentos)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> Any:
        """Return the first moment after the last one, or from `now` on."""
        if previous_fire_time:
            return next((m for m in self._momentos if m > previous_fire_time), None)
        return next((m for m in self._momentos if m >= now), None)


def em(nome: str, *segundos: float, **resto: Any) -> Compromisso:
    """Return an entry that is due so many seconds from now, and tomorrow; negative: in the past."""
    agora = datetime.now(UTC)
    momentos = [agora + timedelta(seconds=s) for s in (*segundos, 86_400)]
    definicao = Agendamento(nome=nome, comando="classificar_tudo", a_cada_minutos=1, **resto)
    return Compromisso(definicao, Nessas(momentos), UTC)


class Encenado:
    """An executor that does what the test says and keeps who ran, and how many at once."""

    def __init__(self, fazer: Callable[[Compromisso], Mapping[str, Any]] | None = None) -> None:
        self._fazer = fazer or (lambda _: {"codigo": 0})
        self._trava = threading.Lock()
        self._dentro = 0
        self.feitos: list[str] = []
        self.juntos = 0
        self.parado = threading.Event()

    def __call__(self, compromisso: Compromisso, parada: threading.Event) -> Mapping[str, Any]:
        """Do it."""
        assert not parada.is_set()
        with self._trava:
            self._dentro += 1
            self.juntos = max(self.juntos, self._dentro)
            self.feitos.append(compromisso.nome)
        try:
            return self._fazer(compromisso)
        finally:
            with self._trava:
                self._dentro -= 1

    def parar(self) -> None:
        """Note that the command at hand was asked to stop."""
        self.parado.set()
