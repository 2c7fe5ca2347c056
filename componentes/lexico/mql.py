"""The lexer of MQL4 and MQL5: comments, strings, character, colour and date literals."""

from __future__ import annotations

import re

from componentes.lexico.marcas import separar
from componentes.lexico.vistas import Vistas

# A string or literal ends with its line even when unclosed: MQL has no multi-line strings, and a
# stray quote must not swallow the rest of the file.
_MARCAS = re.compile(
    r"(//[^\n]*"
    r"|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?)"
)


def lexar(texto: str) -> Vistas:
    """Split MQL source into its views; lines must already end in a plain newline."""
    return separar(texto, "mql", _MARCAS)
