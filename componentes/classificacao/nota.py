"""What the labels on the quality axis say of a content: its score, and promises it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from componentes.base.tipos import Tipo
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import Rotulo

_BASE = 50
_PROMESSA = "qualidade.promessa_"


def qualidade(rotulos: Sequence[Rotulo], tipo: str) -> dict[str, Any]:
    """Return the score (0-100) with the strong and the weak sides, weightiest first; {} for none.

    Shape: `{"nota": 72, "fortes": ["..."], "fracos": ["..."]}`.
    """
    if tipo == Tipo.NAO_CODIGO:
        return {}
    notas = [r for r in rotulos if r.dimensao is Dimensao.QUALIDADE and r.nota]
    notas.sort(key=lambda r: (-abs(r.nota), r.valor))
    pontos = _BASE + sum(r.nota for r in notas)
    return {
        "nota": max(0, min(100, pontos)),
        "fortes": [r.evidencias[0].porque for r in notas if r.nota > 0],
        "fracos": [r.evidencias[0].porque for r in notas if r.nota < 0],
    }


def desmentidos(rotulos: Sequence[Rotulo]) -> tuple[str, ...]:
    """Return in words what a program denies of itself though its labels show it."""
    return tuple(
        f"rótulo enganoso na linha {evidencia.linha}: “{evidencia.trecho}” {evidencia.porque}"
        for rotulo in rotulos
        for evidencia in rotulo.evidencias
        if evidencia.regra.startswith(_PROMESSA)
    )
