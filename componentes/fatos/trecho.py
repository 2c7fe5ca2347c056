"""A piece of code with the function it stands in: what values and conditions are traced in."""

from __future__ import annotations

from dataclasses import dataclass

from componentes.fatos.funcoes import Funcao


@dataclass(frozen=True)
class Trecho:
    """A piece of an expression: offsets in the code and the function it stands in."""

    inicio: int
    fim: int
    funcao: Funcao | None
    alvo: str = ""
    """The name the piece is assigned to."""
