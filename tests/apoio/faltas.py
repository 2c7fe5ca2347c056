"""How often the fault tests try: a few times in the test command, hundreds before a release."""

from __future__ import annotations

import os


def vezes(poucas: int) -> int:
    """Return `poucas`, or what ORQUESTRADOR_VEZES asks for."""
    return int(os.environ.get("ORQUESTRADOR_VEZES", poucas))


def arquivos(poucos: int) -> int:
    """Return `poucos`, or what ORQUESTRADOR_ARQUIVOS asks for."""
    return int(os.environ.get("ORQUESTRADOR_ARQUIVOS", poucos))
