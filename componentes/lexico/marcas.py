"""Splits a text into its views by the marks of its grammar: comments and quoted literals."""

from __future__ import annotations

import re

from componentes.lexico.vistas import Gramatica, Trecho, Vistas, apagar


def separar(texto: str, gramatica: Gramatica, marcas: re.Pattern[str]) -> Vistas:
    """Return the views of `texto`; a match of `marcas` that begins with `/` is a comment."""
    comentarios: list[Trecho] = []
    textos: list[Trecho] = []

    def trocar(marca: re.Match[str]) -> str:
        achado = marca[0]
        if achado[0] == "/":
            comentarios.append(marca.span())
            return apagar(achado)
        textos.append(marca.span())
        return apagar_conteudo(achado)

    codigo = marcas.sub(trocar, texto)
    return Vistas(gramatica, texto, codigo, tuple(comentarios), tuple(textos))


def apagar_conteudo(literal: str) -> str:
    """Blank what stands between the quotes of a literal, closed or not."""
    aspa = literal[0]
    if len(literal) > 1 and literal[-1] == aspa:
        return aspa + " " * (len(literal) - 2) + aspa
    return aspa + " " * (len(literal) - 1)
