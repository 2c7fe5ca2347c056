"""Symbols and timeframes that a program is truly bound to."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor


def anotar_mercado(coletor: Coletor, programa: Programa) -> None:
    """Note symbols and timeframes that a program is truly bound to."""
