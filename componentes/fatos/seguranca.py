"""What reaches beyond the terminal or binds the user: DLLs, network, locks, credentials."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_seguranca(coletor: Coletor, programa: Programa) -> None:
    """Note what reaches beyond the terminal or binds the user."""
