"""Time zones by name, and the one of the system."""

from __future__ import annotations

import difflib
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import tzlocal


def fuso_de(nome: str) -> tzinfo:
    """Return the zone with this IANA name, the system's for ""; raises ValueError."""
    if not nome:
        return _do_sistema()
    try:
        return ZoneInfo(nome)
    except (ZoneInfoNotFoundError, ValueError, OSError) as erro:
        proximos = difflib.get_close_matches(nome, available_timezones(), n=1)
        dica = f"; você quis dizer '{proximos[0]}'?" if proximos else ""
        raise ValueError(f"o fuso horário '{nome}' não existe{dica}") from erro


def _do_sistema() -> tzinfo:
    try:
        return tzlocal.get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # TZ names a zone that nobody knows
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
