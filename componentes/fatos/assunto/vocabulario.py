"""The words that rules ask for, and how the names of a program are split into them.

A name is split where a person would (`InpRSIPeriod` -> inp, rsi, period) and its parts are looked
up, the longest run of them first: `OrderBlock`, `order_block` and `orderblock` are one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import filterfalse

_PARTE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_PARTES_MAXIMAS = 24
_NOMES_GUARDADOS = 100_000
_SEGUIDAS = 3
# A word that names the idea weighs as much as several that only go with it.
PESO_DE_TEMA = 10
_PESOS = {"tema": PESO_DE_TEMA, "apoio": 3, "oficio": PESO_DE_TEMA}
# What names are glued to without a capital: `rsilength`, `emaslow`, `fvgs`.
_CAUDAS = (
    *("s", "length", "lengths", "len", "period", "periods", "source", "src", "value", "values"),
    *("val", "line", "lines", "buffer", "buff", "buf", "handle", "array", "arr", "color", "colour"),
    *("signal", "fast", "slow", "high", "low", "hi", "lo", "up", "dn", "down", "top", "bottom"),
    *("bull", "bear", "long", "short", "mult", "factor", "type", "mode", "method", "price"),
    *("data", "level", "levels", "indicator", "main", "prev"),
)
# Verbs of descriptions ("supports all timeframes") that look like the plural of an idea, and a new
# stop that looks like news and a tail.
_ENGANOS = ("supports", "newstop")
# Types that every program writes: the word alone is about nothing.
_TIPOS = frozenset({"string"})
# Constants and functions of the platform name what any program may use, not what one is about.
_DA_PLATAFORMA = re.compile(
    r"(?:MODE|PRICE|DRAW|INDICATOR|PLOT|CHART|ENUM|OBJPROP|STYLE|TIME|SYMBOL|ERR|FILE|CHARTEVENT|"
    r"SERIES|POINTER|TRADE|ORDER|POSITION|DEAL|TERMINAL|MQL|indicator|ACCOUNT|OBJ|CORNER|ANCHOR)_|"
    r"(?:SetIndex|SetLevel|Object|Indicator|Array|String|File|Chart|Plot|Order(?!B)|Position|Symbol|"
    r"Account|Terminal|Time|Series|Window|Market|Global)[A-Z]"
)


@dataclass(frozen=True)
class Lexico:
    """The words asked for, with the themes they speak of; remembers names already split."""

    formas: Mapping[str, str]
    """Words by each form they take: alone, or with a tail glued to them."""
    inicios: frozenset[str]
    """Every form of a word and every start that parts may be joined to: others begin no run."""
    temas: Mapping[str, tuple[tuple[str, str, int], ...]]
    """By word: the fact asked for, its theme and its weight in the talk."""
    ideias: frozenset[str]
    """Themes that are ideas; a trade (`oficio:infra/json`) is none and does not dilute them."""
    _lembrados: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _sem_palavras: set[str] = field(default_factory=set)

    def ler(self, nome: str) -> tuple[str, ...]:
        """Return the words of a name that are asked for."""
        return next((palavras for _, palavras in self.ler_todos([nome])), ())

    def ler_todos(self, nomes: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each name that has words asked for, with them; a process splits a name once."""
        for nome in filterfalse(self._sem_palavras.__contains__, nomes):
            achadas = self._lembrados.get(nome)
            if achadas is None:
                achadas = self._lembrar(nome)
            if achadas:
                yield nome, achadas

    def _lembrar(self, nome: str) -> tuple[str, ...]:
        if len(self._lembrados) + len(self._sem_palavras) >= _NOMES_GUARDADOS:
            self._lembrados.clear()
            self._sem_palavras.clear()
        achadas = self._dividir(nome)
        if achadas:
            self._lembrados[nome] = achadas
        else:
            self._sem_palavras.add(nome)
        return achadas

    def _dividir(self, nome: str) -> tuple[str, ...]:
        if nome in _TIPOS:
            return ()
        inteiro = self.formas.get(nome.lower().replace("_", ""))
        if inteiro:
            return (inteiro,)
        return () if _DA_PLATAFORMA.match(nome) else self.ler_partes(partes(nome))

    def ler_partes(self, divididas: list[str]) -> tuple[str, ...]:
        """Return the words that runs of parts make, the longest run first."""
        if self.inicios.isdisjoint(divididas):
            return ()
        achadas = []
        proxima = 0
        for inicio, parte in enumerate(divididas):
            if inicio < proxima or parte not in self.inicios:
                continue
            for fim in range(min(inicio + _SEGUIDAS, len(divididas)), inicio, -1):
                palavra = self.formas.get("".join(divididas[inicio:fim]))
                if palavra:
                    achadas.append(palavra)
                    proxima = fim
                    break
        return tuple(achadas)


def partes(nome: str) -> list[str]:
    """Return the parts of a name or of a text in small letters."""
    return "\n".join(_PARTE.findall(nome[:400])[:_PARTES_MAXIMAS]).lower().split("\n")


@lru_cache(maxsize=8)
def lexico(pedidos: frozenset[str]) -> Lexico:
    """Return the words that the facts asked for are about."""
    temas: dict[str, list[tuple[str, str, int]]] = {}
    palavras = set()
    ideias = set()
    for pedido in sorted(pedidos):
        especie, _, resto = pedido.partition(":")
        if especie in ("parte", "muito", "titulo"):
            palavras.add(resto)
        elif especie in _PESOS:
            tema, _, palavra = resto.partition("/")
            palavras.add(palavra)
            if especie != "oficio":
                ideias.add(tema)
            temas.setdefault(palavra, []).append((pedido, tema, _PESOS[especie]))
    formas = _formas(palavras)
    inicios = frozenset(p[:n] for p in palavras for n in range(1, len(p))).union(formas)
    return Lexico(formas, inicios, {p: tuple(t) for p, t in temas.items()}, frozenset(ideias))


def _formas(palavras: Iterable[str]) -> dict[str, str]:
    """Return the words by the forms they take; a word itself goes before a form of another."""
    formas = {palavra + cauda: palavra for palavra in sorted(palavras) for cauda in _CAUDAS}
    for engano in _ENGANOS:
        formas.pop(engano, None)
    return {**formas, **{palavra: palavra for palavra in palavras}}
