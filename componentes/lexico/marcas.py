"""Splits a text into its views by the marks of its grammar: comments and quoted literals."""

from __future__ import annotations

import re

from componentes.lexico.vistas import Gramatica, Trecho, Vistas, apagar


def separar(texto: str, gramatica: Gramatica, marcas: re.Pattern[str]) -> Vistas:
    """Return the views of `texto`; a mark that begins with `/` is a comment.

    `marcas` holds one group, the whole mark: between two of the pieces that are code.
    """
    comentarios: list[Trecho] = []
    textos: list[Trecho] = []
    pedacos = marcas.split(texto)
    posicao = 0
    for indice in range(1, len(pedacos), 2):
        marca = pedacos[indice]
        posicao += len(pedacos[indice - 1])
        trecho = (posicao, posicao + len(marca))
        posicao = trecho[1]
        if marca[0] == "/":
            comentarios.append(trecho)
            pedacos[indice] = apagar(marca)
        else:
            textos.append(trecho)
            pedacos[indice] = apagar_conteudo(marca)
    return Vistas(gramatica, texto, "".join(pedacos), tuple(comentarios), tuple(textos))


def apagar_conteudo(literal: str) -> str:
    """Blank what stands between the quotes of a literal, closed or not."""
    aspa = literal[0]
    if len(literal) > 1 and literal[-1] == aspa:
        return aspa + " " * (len(literal) - 2) + aspa
    return aspa + " " * (len(literal) - 1)
