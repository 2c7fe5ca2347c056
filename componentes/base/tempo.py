"""The time as it is stored everywhere: RFC 3339, UTC, with milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def agora() -> str:
    """Return the present moment."""
    return _texto(datetime.now(UTC))


def daqui_a(segundos: float) -> str:
    """Return a moment to come, or with negative seconds one that has passed."""
    return _texto(datetime.now(UTC) + timedelta(seconds=segundos))


def _texto(momento: datetime) -> str:
    return momento.isoformat(timespec="milliseconds").replace("+00:00", "Z")
