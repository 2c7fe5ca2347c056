"""The lexer of MQL4 and MQL5: comments, strings, character, colour and date literals."""

from __future__ import annotations

import re

from componentes.lexico.vistas import Trecho, Vistas, apagar

# A string or literal ends with its line even when unclosed: MQL has no multi-line strings, and a
# stray quote must not swallow the rest of the file.
_MARCAS = re.compile(
    r"//[^\n]*"
    r"|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"
)


def lexar(texto: str) -> Vistas:
    """Split MQL source into its views; lines must already end in a plain newline."""
    comentarios: list[Trecho] = []
    textos: list[Trecho] = []

    def trocar(marca: re.Match[str]) -> str:
        achado = marca[0]
        if achado[0] == "/":
            comentarios.append(marca.span())
            return apagar(achado)
        textos.append(marca.span())
        return apagar_conteudo(achado)

    codigo = _MARCAS.sub(trocar, texto)
    return Vistas("mql", texto, codigo, tuple(comentarios), tuple(textos))


def apagar_conteudo(literal: str) -> str:
    """Blank what stands between the quotes of a literal, closed or not."""
    aspa = literal[0]
    if len(literal) > 1 and literal[-1] == aspa:
        return aspa + " " * (len(literal) - 2) + aspa
    return aspa + " " * (len(literal) - 1)
