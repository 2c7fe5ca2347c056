"""The lexer of Pine Script: line comments and both kinds of strings."""

from __future__ import annotations

import re

from componentes.lexico.marcas import separar
from componentes.lexico.vistas import Vistas

_MARCAS = re.compile(
    r"(//[^\n]*"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?)"
)
DECLARACAO = re.compile(r"^[ \t\ufeff]*(indicator|strategy|study|library)[ \t]*\(", re.MULTILINE)
"""The one statement every script has; group 1 is its kind."""

# Possessive blanks: a line of a million blanks must not be split in every way. Few digits: more are
# no version, and int() refuses thousands.
_VERSAO = re.compile(r"^[ \t]*+/{0,2}[ \t]*+@version[ \t]*=[ \t]*(\d{1,3})", re.MULTILINE)


def lexar(texto: str) -> Vistas:
    """Split Pine source into its views; a damaged version line (`/@version=4`) is a comment too."""
    return separar(texto, "pine", _MARCAS)


def versao_declarada(texto: str) -> tuple[int, int] | None:
    """Return the declared version and its offset, wherever in the file the line stands."""
    achado = _VERSAO.search(texto)
    return (int(achado[1]), achado.start()) if achado else None
