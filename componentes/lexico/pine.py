"""The lexer of Pine Script: line comments and both kinds of strings."""

from __future__ import annotations

import re

from componentes.lexico.mql import apagar_conteudo
from componentes.lexico.vistas import Trecho, Vistas

_MARCAS = re.compile(
    r"//[^\n]*"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"
)
# Possessive blanks: a line of a million blanks must not be split in every way. Few digits: more are
# no version, and int() refuses thousands.
_VERSAO = re.compile(r"^[ \t]*+/{0,2}[ \t]*+@version[ \t]*=[ \t]*(\d{1,3})", re.MULTILINE)


def lexar(texto: str) -> Vistas:
    """Split Pine source into its views; a damaged version line (`/@version=4`) is a comment too."""
    comentarios: list[Trecho] = []
    textos: list[Trecho] = []

    def trocar(marca: re.Match[str]) -> str:
        achado = marca[0]
        if achado[0] == "/":
            comentarios.append(marca.span())
            return " " * len(achado)
        textos.append(marca.span())
        return apagar_conteudo(achado)

    codigo = _MARCAS.sub(trocar, texto)
    return Vistas("pine", texto, codigo, tuple(comentarios), tuple(textos))


def versao_declarada(texto: str) -> tuple[int, int] | None:
    """Return the declared version and its offset, wherever in the file the line stands."""
    achado = _VERSAO.search(texto)
    return (int(achado[1]), achado.start()) if achado else None
