"""Predefined names of a dialect: whether a program uses the platform's, or declares its own."""

from __future__ import annotations

import re

from componentes.fatos.modelo import Coletor

_DECLARADO = re.compile(
    r"\b(?:double|long|datetime|define|int|float)[ \t]*&?[ \t]*"
    r"(?:\w+[ \t]*(?:\[\])?[ \t]*,[ \t]*)*\Z"
)
_FINS = (",", "&", "double", "long", "datetime", "define", "int", "float")
_JANELA = 80
_OCORRENCIAS_OLHADAS = 6


def anotar_nomes(coletor: Coletor, nomes: frozenset[str]) -> None:
    """Note `declara:X` where the program declares X itself, `indexa:X` where it reads X[...]."""
    for nome in nomes & coletor.vistas.palavras:
        for posicao in coletor.vistas.achar_palavras(nome, _OCORRENCIAS_OLHADAS):
            _anotar(coletor, nome, posicao)


def _anotar(coletor: Coletor, nome: str, posicao: int) -> None:
    codigo = coletor.vistas.codigo
    piso = max(0, posicao - _JANELA)
    # The pattern tries every word before: what cannot end a declaration is spared it.
    pode = codigo[piso:posicao].rstrip(" \t").endswith(_FINS)
    if pode and _DECLARADO.search(codigo, piso, posicao):
        coletor.anotar(f"declara:{nome}", posicao)
    elif codigo[posicao + len(nome) : posicao + len(nome) + 2].lstrip().startswith("["):
        coletor.anotar(f"indexa:{nome}", posicao)
