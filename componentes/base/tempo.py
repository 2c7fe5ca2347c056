"""The one place that asks for the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime


def agora() -> str:
    """Return the present moment in UTC as RFC 3339 with milliseconds."""
    return em_texto(datetime.now(UTC))


def em_texto(momento: datetime) -> str:
    """Return a moment with a time zone as the catalogue writes it; such texts sort by time."""
    texto = momento.astimezone(UTC).isoformat(timespec="milliseconds")
    return texto.replace("+00:00", "Z")
