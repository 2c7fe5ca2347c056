"""A piece of code with the function it stands in: what values and conditions are traced in."""

from __future__ import annotations

from msgspec import Struct

from componentes.fatos.funcoes import Funcao


class Trecho(Struct, frozen=True, gc=False):
    """A piece of an expression: offsets in the code and the function it stands in.

    Tracing makes and compares very many of them: no other kind of value is made as fast.
    """

    inicio: int
    fim: int
    funcao: Funcao | None
    alvo: str = ""
    """The name the piece is assigned to."""
