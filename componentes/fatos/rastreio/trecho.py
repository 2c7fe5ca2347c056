"""A piece of code with the function it stands in: what values and conditions are traced in."""

from __future__ import annotations

from typing import NamedTuple

from componentes.fatos.funcoes import Funcao


class Trecho(NamedTuple):
    """A piece of an expression: offsets in the code and the function it stands in.

    A tuple, because tracing makes and compares very many of them.
    """

    inicio: int
    fim: int
    funcao: Funcao | None
    alvo: str = ""
    """The name the piece is assigned to."""
