"""Who wrote the code: generators, templates, decompilers."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_origem(coletor: Coletor, programa: Programa) -> None:
    """Note who wrote the code: generators, templates, decompilers."""
