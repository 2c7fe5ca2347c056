"""How a program manages positions and guards the account."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_gestao(coletor: Coletor, programa: Programa) -> None:
    """Note how a program manages positions and guards the account."""
