"""How a program opens, protects and sizes positions."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_operacao(coletor: Coletor, programa: Programa) -> None:
    """Note how a program opens, protects and sizes positions."""
