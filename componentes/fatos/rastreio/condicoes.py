"""Statements and conditions around a place in MQL code: what is compared, and what that governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from componentes.lexico.expressoes import inteira

_FIM = re.compile(r"[;{}]")
_PARENTESE = re.compile(r"[()]")
_ANTES = ("&&", "||", ";", "?", ":", "=", "return")
_DEPOIS = re.compile(r"[&|?;:]")
_OPERADOR = re.compile(r"[<>]=?|[=!]=")
_DECIDE = re.compile(inteira("if", "return", "while", "bool"))
_ATRAS = 600
_ADIANTE = 900
_CORPO = 2500
_ALCANCE = 6000
_PASSOS = 80
_TERMOS = 40
_LEMBRADOS = 2000


class Comparacao(Struct, frozen=True, gc=False):
    """Two sides as they stand in the code and the sign between them."""

    esquerda: str
    sinal: str
    direita: str

    @property
    def de_ordem(self) -> bool:
        """Whether it asks which side is larger."""
        return self.sinal[0] in "<>"

    @property
    def crescente(self) -> tuple[str, str]:
        """The sides, the one that has to be smaller first."""
        invertida = self.sinal[0] == ">"
        return (self.direita, self.esquerda) if invertida else (self.esquerda, self.direita)


def comando(codigo: str, posicao: int) -> tuple[int, int]:
    """Return the span between the nearest `;`, `{` or `}` on either side of an offset."""
    piso = max(0, posicao - _ATRAS)
    inicio = codigo.rfind(";", piso, posicao)
    inicio = max(inicio, codigo.rfind("{", max(inicio, piso), posicao))
    inicio = max(inicio, codigo.rfind("}", max(inicio, piso), posicao))
    fim = min(len(codigo), posicao + _ADIANTE)
    for sinal in ";{}":  # a pattern would take three times as long
        achado = codigo.find(sinal, posicao, fim)
        fim = achado if achado >= 0 else fim
    return max(inicio + 1, piso), fim


@lru_cache(maxsize=_LEMBRADOS)
def comparacoes(texto: str) -> tuple[Comparacao, ...]:
    """Return the comparisons of a statement; the same one is asked about again and again."""
    return tuple(_comparacoes(texto))


def _comparacoes(texto: str) -> Iterator[Comparacao]:
    ate = 0
    for sinal in islice(_OPERADOR.finditer(texto), _TERMOS):
        onde = sinal.start()
        if onde < ate:
            continue
        inicio = ate
        for fim in _ANTES:
            lugar = texto.rfind(fim, inicio, onde)
            if lugar >= 0:
                inicio = lugar + len(fim)
        depois = _DEPOIS.search(texto, sinal.end())
        ate = depois.start() if depois else len(texto)
        esquerda, direita = texto[inicio:onde], texto[sinal.end() : ate]
        yield Comparacao(_sem_abertos(esquerda).strip(), sinal[0], _sem_fechados(direita).strip())


def _sem_abertos(texto: str) -> str:
    """Cut what stands before a parenthesis that is still open at the end."""
    nivel = 0
    if "(" not in texto:
        return texto
    for sinal in reversed(list(_PARENTESE.finditer(texto))):
        nivel += 1 if sinal[0] == ")" else -1
        if nivel < 0:
            return texto[sinal.end() :]
    return texto


def _sem_fechados(texto: str) -> str:
    """Cut what stands after a parenthesis that closes more than was opened."""
    if ")" not in texto:
        return texto
    nivel = 0
    for sinal in _PARENTESE.finditer(texto):
        nivel += 1 if sinal[0] == "(" else -1
        if nivel < 0:
            return texto[: sinal.start()]
    return texto


def decide(texto: str) -> bool:
    """Tell whether a statement asks something or gives back an answer."""
    return bool(_DECIDE.search(texto))


def corpo(codigo: str, fim: int) -> str:
    """Return what stands in the block that opens at `fim`, "" where none opens there."""
    if codigo[fim : fim + 1] != "{":
        return ""
    nivel = 0
    for sinal in islice(_FIM.finditer(codigo, fim, fim + _CORPO), 400):
        nivel += {"{": 1, "}": -1}.get(sinal[0], 0)
        if nivel == 0:
            return codigo[fim : sinal.start()]
    return codigo[fim : fim + _CORPO]


def cabecas(codigo: str, posicao: int, piso: int) -> Iterator[str]:
    """Yield the heads of the blocks around an offset, innermost first, down to `piso`."""
    piso = max(piso, posicao - _ALCANCE)
    nivel = 0
    abre, fecha = codigo.rfind("{", piso, posicao), codigo.rfind("}", piso, posicao)
    for _ in range(_PASSOS):
        if abre < 0:
            return
        if fecha > abre:
            nivel += 1
            fecha = codigo.rfind("}", piso, fecha)
            continue
        if nivel:
            nivel -= 1
        else:
            yield codigo[comando(codigo, abre)[0] : abre]
        abre = codigo.rfind("{", piso, abre)
