"""What a program speaks of: the parts of its names and the words of its titles."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_termos(coletor: Coletor, programa: Programa) -> None:
    """Note what a program speaks of: the parts of its names and the words of its titles."""
