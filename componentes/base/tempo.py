"""The one place that asks for the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime


def agora() -> str:
    """Return the present moment in UTC as RFC 3339 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
