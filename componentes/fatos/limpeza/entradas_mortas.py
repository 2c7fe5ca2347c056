"""Inputs that a program shows to its user and never reads."""

from __future__ import annotations

from componentes.base.tipos import Entrada
from componentes.fatos.funcoes import Programa


def morta(programa: Programa, entrada: Entrada) -> bool:
    """Tell whether nothing but its declaration names an input.

    Text inputs are left out, they often are headings; and what includes of the user's read is
    not known here.
    """
    if entrada.tipo == "string" or entrada.nome.startswith("_") or not programa.funcoes:
        return False
    if entrada.nome in programa.palavras_ativas or depende_de_fora(programa):
        return False
    return sum(1 for _ in programa.vistas.achar_palavras(entrada.nome, 2)) == 1


def depende_de_fora(programa: Programa) -> bool:
    """Tell whether includes that the platform does not ship may use what the program declares."""
    return any(d.tipo == "include" and not d.padrao for d in programa.dependencias)


def entradas_mortas(programa: Programa) -> tuple[Entrada, ...]:
    """Return the inputs that are declared and never used, in the order of the file."""
    return tuple(e for e in programa.entradas if morta(programa, e))
