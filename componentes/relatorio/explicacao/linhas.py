"""Lines of the explained file made fit to be read: which of them, and how they look."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from textwrap import dedent
from typing import Any

from msgspec import Struct

from componentes.relatorio.textos import visivel

_TABULACAO = 4
# What stands far right, such as a comment, is brought near.
_VAO = re.compile(r"(?<=\S) {5,}")


class LinhaDeCodigo(Struct, frozen=True):
    """A line of a block; `marca` is +, - or ± of a proof, and "" of its neighbours."""

    numero: int
    texto: str
    marca: str
    salto: bool
    """Whether lines are left out before it."""


def linhas_legiveis(resposta: Mapping[str, Any]) -> dict[int, str]:
    """Return the quoted lines of an explanation by number, made inert."""
    return {citada["linha"]: _legivel(citada["texto"]) for citada in resposta["linhas_citadas"]}


def numeros_do_bloco(
    linhas: Mapping[int, str], marcados: Collection[int], vizinhas: int
) -> list[int]:
    """Return the numbers to show, with some around; blank neighbours left out."""
    faixa = range(-vizinhas, vizinhas + 1)
    queridos = {n + d for n in marcados for d in faixa}
    return sorted(n for n in queridos if n in linhas and (n in marcados or linhas[n].strip(" {}")))


def bloco_de_codigo(
    linhas: Mapping[int, str], marcas: Mapping[int, str], vizinhas: int
) -> list[LinhaDeCodigo]:
    """Return the marked lines with some around, without the indentation they share."""
    numeros = numeros_do_bloco(linhas, marcas, vizinhas)
    textos = dedent("\n".join(linhas[n] for n in numeros)).split("\n")
    anteriores = [None, *numeros]
    return [
        LinhaDeCodigo(n, texto, marcas.get(n, ""), antes is not None and n - antes > 1)
        for n, texto, antes in zip(numeros, textos, anteriores, strict=False)
    ]


def _legivel(linha: str) -> str:
    return visivel(_VAO.sub("    ", linha.expandtabs(_TABULACAO)))
