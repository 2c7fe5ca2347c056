"""Calls as they stand in code: where a function is called and what each argument is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from componentes.lexico.vistas import Vistas

ARGUMENTO_NOMEADO = re.compile(r"\s*(\w+)\s*=(?!=)\s*")
"""How Pine names an argument: `title = `."""
_SINAL = re.compile(r"[()\[\]{},;]")
_ARGUMENTOS_MAXIMO = 4000
_SINAIS_MAXIMO = 500
_NIVEL_MAXIMO = 24
_BRANCOS = frozenset(" \t\n")
_CHEIO = re.compile(r"[^ \t\n]")


def chamadas(codigo: str, nome: str, antes: str = "_.") -> Iterator[int]:
    """Yield the offset of the opening parenthesis of every call (or declaration) of `nome`.

    Neither a letter nor one of `antes` stands before it; "_" alone lets methods (`x.nome(`) pass.
    """
    tamanho = len(nome)
    posicao = codigo.find(nome)
    while posicao >= 0:
        abre = fim = posicao + tamanho
        if codigo[fim : fim + 1] in _BRANCOS:
            abre = pular_brancos(codigo, fim)
        if codigo[abre : abre + 1] == "(" and not (
            posicao and (codigo[posicao - 1].isalnum() or codigo[posicao - 1] in antes)
        ):
            yield abre
        posicao = codigo.find(nome, fim)


def argumentos(codigo: str, abre: int) -> list[tuple[int, int]]:
    """Return the span of each argument after the parenthesis at `abre`; [] for `f()`.

    A list that never closes within 4,000 characters, 500 signs and 24 levels is damaged code and
    counts as no arguments: unclosed calls must not be read to their end again and again.
    """
    trechos: list[tuple[int, int]] = []
    nivel, inicio = 0, abre + 1
    sinais = _SINAL.finditer(codigo, abre, abre + _ARGUMENTOS_MAXIMO)
    for sinal in islice(sinais, _SINAIS_MAXIMO):
        marca = sinal[0]
        if marca in "([{":
            nivel += 1
            if nivel > _NIVEL_MAXIMO:
                return []
        elif marca in ")]}":
            nivel -= 1
            if nivel == 0:
                vazio = not trechos and not codigo[inicio : sinal.start()].strip()
                return [] if vazio else [*trechos, (inicio, sinal.start())]
        elif marca == "," and nivel == 1:
            trechos.append((inicio, sinal.start()))
            inicio = sinal.end()
        elif marca == ";" and nivel == 1:
            return []
    return []


def argumentos_pine(vistas: Vistas, abre: int) -> tuple[list[str], dict[str, str]]:
    """Return the arguments of a call in Pine as written: those by position, those by name."""
    posicionais: list[str] = []
    nomeados: dict[str, str] = {}
    for inicio, fim in argumentos(vistas.codigo, abre):
        nome = ARGUMENTO_NOMEADO.match(vistas.codigo, inicio, fim)
        if nome:
            nomeados[nome[1]] = vistas.original[nome.end() : fim].strip()
        else:
            posicionais.append(vistas.original[inicio:fim].strip())
    return posicionais, nomeados


def pular_brancos(codigo: str, posicao: int) -> int:
    """Return the first offset from `posicao` on that holds no blank; the end if there is none."""
    cheio = _CHEIO.search(codigo, posicao)
    return cheio.start() if cheio else len(codigo)
