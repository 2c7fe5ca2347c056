"""Where names are given values in MQL code, indexed in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TypeAlias

# A literal first character lets the engine skip from = to =.
_IGUAL = re.compile(r"=(?<![=!<>]=)(?!=)")
_NOME_NO_FIM = re.compile(r"(?<![\w.])([^\W\d]\w*)\Z")
_SOMA = re.compile(r"\+\+(?=\s{0,3};)")
_NOME_ATRAS = re.compile(r"([^\W\d]\w*)\Z")
_JANELA = 72
_OPERADORES = ("+", "-", "*", "/")

Atribuicao: TypeAlias = tuple[int, int, bool]
"""Offsets of the name and of the value; whether the sign is `+=`, `*=` and the like.

A plain tuple: a program has thousands of them, and few are asked about.
"""


def indexar(codigo: str) -> dict[str, list[Atribuicao]]:
    """Return the assignments of a text by the name that is assigned to, in order."""
    indice: dict[str, list[Atribuicao]] = defaultdict(list)
    for igual in _IGUAL.finditer(codigo):
        sinal, valor = igual.span()
        piso = max(0, sinal - _JANELA)
        antes = codigo[piso:sinal].rstrip()
        # The last word alone: searching a pattern for its end tries every place before it.
        corte = antes.rfind(" ") + 1
        nome = antes[corte:]
        if corte and nome.isascii() and nome.isidentifier():  # `nome = `, as most of them stand
            indice[nome].append((piso + corte, valor, False))
            continue
        composta = antes.endswith(_OPERADORES)
        if composta:
            antes = antes[:-1].rstrip()
        while antes.endswith("]") and "[" in antes:
            antes = antes[: antes.rfind("[")].rstrip()
        achado = _NOME_NO_FIM.search(antes, antes.rfind(" ") + 1)
        if achado:
            indice[achado[1]].append((piso + achado.start(1), valor, composta))
    return indice


def incrementos(codigo: str) -> dict[str, list[int]]:
    """Return where names are counted up by a command of its own (`votos++;`), in order."""
    indice: dict[str, list[int]] = defaultdict(list)
    for soma in _SOMA.finditer(codigo):
        antes = codigo[max(0, soma.start() - _JANELA) : soma.start()].rstrip()
        if nome := _NOME_ATRAS.search(antes, antes.rfind(" ") + 1):
            indice[nome[1]].append(soma.start())
    return indice
