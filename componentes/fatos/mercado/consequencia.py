"""What a condition governs, and whether that is how a program refuses a chart."""

from __future__ import annotations

import re

JANELA = 200
"""Characters after a condition that are worth reading."""

_INSTRUCOES = 3
_RECUSA = re.compile(r"(?i)\breturn\b|alert|comment|print|message|remove|\b(?:continue|exit|stop)")


def governado(depois: str) -> str:
    """Return the statement that follows a condition, or the first ones of its block."""
    instrucoes = depois.partition("}")[0].split(";")
    return ";".join(instrucoes[: _INSTRUCOES if "{" in instrucoes[0] else 1])


def recusa(depois: str) -> bool:
    """Tell whether what follows a condition leaves, or tells the user that the chart is wrong."""
    return _RECUSA.search(governado(depois)) is not None
