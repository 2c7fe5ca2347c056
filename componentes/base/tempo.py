"""The time as it is stored everywhere: RFC 3339, UTC, with milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def agora() -> str:
    """Return the present moment."""
    return em_texto(datetime.now(UTC))


def daqui_a(segundos: float) -> str:
    """Return a moment to come, or with negative seconds one that has passed."""
    return em_texto(datetime.now(UTC) + timedelta(seconds=segundos))


def em_texto(momento: datetime) -> str:
    """Return a moment with a time zone as the catalogue writes it; such texts sort by time."""
    texto = momento.astimezone(UTC).isoformat(timespec="milliseconds")
    return texto.replace("+00:00", "Z")


def em_utc(rfc3339: str) -> str:
    """Return a recorded time for readers who may be anywhere: 2026-11-30 12:00 UTC."""
    return f"{rfc3339[:16].replace('T', ' ')} UTC"
