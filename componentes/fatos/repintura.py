"""What makes a program show on history what it could not know: future data, redrawing."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_repintura(coletor: Coletor, programa: Programa) -> None:
    """Note what makes a program show on history what it could not know: future data, redrawing."""
