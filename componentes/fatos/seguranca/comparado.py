"""Where running code compares one of some words, directly or through a name that received it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from componentes.fatos.funcoes import Funcao, Programa

_DEPOIS = re.compile(r"[\s()]{0,40}([=!]=|[<>]=?)[\s(]{0,20}(?:\(\w{1,20}\)\s?)?(?=[\w\"-])")
_ANTES = re.compile(r"([=!]=|[<>]=?)[\s(]{0,20}(?:\w{1,40}\s?[()]\s?){0,3}\Z")
_OPERANDO = re.compile(
    r"(?:[\w.]{1,60}(?:\[[^\]\n]{0,20}\])?|D'[^'\n]{0,40}'|\"[^\"\n]{0,80}\")[\s)]{0,9}\Z"
)
_PROCURA = re.compile(r"\bString(?:Find|Compare)\s?\(\s?(?:\w{1,30}\s?\(\s?){0,2}\Z")
_PROCURADO = re.compile(r"[\s()]{0,20},\s?(?=[\w\"])")
_RECEBE = re.compile(r"\b(\w{1,60})\s{0,9}=\s{0,9}(?:\(?\w{1,30}\)?\s?\(?\s?){0,2}\Z")
_INVERSO = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_JANELA = 120
_DECLARACAO = 80
_VEZES = 40
_NOMES_MAXIMOS = 6


class Comparado(Struct, frozen=True, gc=False):
    """Offset of a word, the sign as if the word stood left, and where the other side begins."""

    posicao: int
    sinal: str
    outro: int


def comparados(programa: Programa, palavras: Iterable[str]) -> Iterator[Comparado]:
    """Yield the comparisons of some words in code that runs, then those of names given them."""
    nomes: dict[str, Funcao | None] = {}
    for palavra in sorted(palavras):
        yield from _da_palavra(programa, palavra, nomes)
    for nome, funcao in islice(list(nomes.items()), _NOMES_MAXIMOS):
        for comparado in _da_palavra(programa, nome, {}):
            if funcao is None or programa.em(comparado.posicao) is funcao:
                yield comparado


def recebedores(programa: Programa, palavras: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are given what some words stand for, the first few."""
    nomes: dict[str, Funcao | None] = {}
    for palavra in sorted(palavras):
        for _ in _da_palavra(programa, palavra, nomes):
            pass
    return tuple(nomes)[:_NOMES_MAXIMOS]


def _da_palavra(
    programa: Programa, palavra: str, nomes: dict[str, Funcao | None]
) -> Iterator[Comparado]:
    codigo = programa.vistas.codigo
    for posicao in programa.vistas.achar_palavras(palavra, _VEZES):
        if not programa.ativo(posicao):
            continue
        fim = posicao + len(palavra)
        piso = max(0, posicao - _JANELA)
        antes = codigo[piso:posicao]
        depois = _DEPOIS.match(codigo, fim)
        if depois:
            yield Comparado(posicao, depois[1], depois.end())
        perto = max(0, len(antes) - _DECLARACAO)
        recebe = _RECEBE.search(antes, perto) if antes.find("=", perto) >= 0 else None
        if recebe:
            nomes.setdefault(recebe[1], _dono(programa, recebe[1], posicao))
        elif not depois:
            yield from _do_lado_direito(codigo, piso, antes, posicao, fim)


def _dono(programa: Programa, nome: str, posicao: int) -> Funcao | None:
    """Return the function a name is local to, None for one declared outside functions."""
    primeira = programa.vistas.achar_palavra(nome)
    return programa.em(posicao) if programa.em(primeira) is not None else None


def _do_lado_direito(
    codigo: str, piso: int, antes: str, posicao: int, fim: int
) -> Iterator[Comparado]:
    """Yield what a word is compared with where that stands before it, or is searched in it."""
    sinal = _ANTES.search(antes)
    if sinal:
        operando = _OPERANDO.search(antes[: sinal.start()])
        if operando:
            inverso = _INVERSO.get(sinal[1], sinal[1])
            yield Comparado(posicao, inverso, piso + operando.start())
    elif _PROCURA.search(antes):
        procurado = _PROCURADO.match(codigo, fim)
        if procurado:
            yield Comparado(posicao, "==", procurado.end())
