"""The quality score of a content: what each label on that axis adds to it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from componentes.base.tipos import Tipo
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import Rotulo

_BASE = 50


def qualidade(rotulos: Sequence[Rotulo], tipo: str) -> dict[str, Any]:
    """Return points (0-100) with the strong and the weak sides, weightiest first; {} for no code.

    Shape: `{"pontos": 72, "fortes": ["..."], "fracos": ["..."]}`.
    """
    if tipo == Tipo.NAO_CODIGO:
        return {}
    notas = [r for r in rotulos if r.dimensao is Dimensao.QUALIDADE and r.nota]
    notas.sort(key=lambda r: (-abs(r.nota), r.valor))
    pontos = _BASE + sum(r.nota for r in notas)
    return {
        "pontos": max(0, min(100, pontos)),
        "fortes": [r.evidencias[0].porque for r in notas if r.nota > 0],
        "fracos": [r.evidencias[0].porque for r in notas if r.nota < 0],
    }
