"""One source text seen several ways, every view with the offsets and line numbers of the original.

Blanking instead of cutting keeps positions equal in all views: a structure found in `codigo` is
read, strings included, from `original` at the same place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import accumulate
from typing import Literal

from msgspec import Struct

Gramatica = Literal["mql", "pine", "texto"]
Trecho = tuple[int, int]

TAMANHO_DO_TRECHO = 160
# A literal first character lets the engine skip from # to # instead of trying every line.
_DIRETIVA = re.compile(r"#[ \t]*([a-z]+)\b[ \t]*([^\n]*)")
_SEPARADORES = bytes(c if c > 127 or chr(c).isalnum() or c == ord("_") else 32 for c in range(256))


class Diretiva(Struct, frozen=True, gc=False):
    """A preprocessor line: its name, and offsets of the name and of what follows it."""

    nome: str
    posicao: int
    inicio: int
    fim: int


@dataclass(frozen=True)
class Vistas:
    """The views of one text; offsets count characters, lines count from 1."""

    gramatica: Gramatica
    original: str
    codigo: str
    """Comments and the contents of strings and literals are blanks; quotes and lines stay."""
    comentarios: tuple[Trecho, ...]
    textos: tuple[Trecho, ...]
    """Spans of strings and quoted literals, quotes included."""

    @cached_property
    def em_ordem(self) -> list[str]:
        """Identifiers, keywords and numbers of the active code, one after another."""
        return separar_palavras(self.codigo)

    @cached_property
    def contagem(self) -> Counter[str]:
        """How often each identifier, keyword and number stands in the active code.

        Translating and splitting costs half of what matching words by pattern does.
        """
        return Counter(self.em_ordem)

    @cached_property
    def palavras(self) -> frozenset[str]:
        """Every identifier, keyword and number of the active code."""
        return frozenset(self.contagem)

    @cached_property
    def comentario(self) -> str:
        """All comments, one after another."""
        return self._juntar(self.comentarios)

    @cached_property
    def texto(self) -> str:
        """All string contents, one after another."""
        return self._juntar(self.textos)

    @cached_property
    def linhas(self) -> int:
        """Number of lines of the original."""
        return self.linha(len(self.original))

    def linha(self, posicao: int) -> int:
        """Return the line number of an offset."""
        return bisect_right(self._fins, posicao) + 1

    def trecho(self, posicao: int, maximo: int = TAMANHO_DO_TRECHO) -> str:
        """Return the line around an offset as a person would quote it: stripped, cut when long."""
        inicio = self.original.rfind("\n", 0, posicao) + 1
        fim = self.original.find("\n", posicao)
        return cortar(self.original[inicio : fim if fim >= 0 else None].strip(), maximo)

    @cached_property
    def diretivas(self) -> tuple[Diretiva, ...]:
        """Preprocessor lines in order."""
        if "#" not in self.codigo:
            return ()
        return tuple(
            Diretiva(achado[1], achado.start(1), achado.start(2), achado.end(2))
            for achado in _DIRETIVA.finditer(self.codigo)
        )

    def achar_palavra(self, palavra: str) -> int:
        """Return the offset of the first whole-word occurrence in the active code, or 0."""
        return next(self.achar_palavras(palavra, 1), 0)

    def achar_primeiras(self, palavras: Set[str]) -> Iterator[tuple[str, int]]:
        """Yield those of some words that the active code has, with where each first stands.

        They come in the order of the file: the code is gone through once for all of them.
        """
        posicao = 0
        for palavra in filter(palavras.__contains__, self.contagem):
            posicao = next(self.achar_palavras(palavra, 1, posicao))
            yield palavra, posicao

    def achar_palavras(self, palavra: str, limite: int, desde: int = 0) -> Iterator[int]:
        """Yield the offsets of the first whole-word occurrences in the active code."""
        codigo, tamanho = self.codigo, len(palavra)
        # Behind the last one a short name would still be met inside of many longer ones.
        limite = min(limite, self.contagem[palavra])
        if limite <= 0:
            return
        posicao = codigo.find(palavra, desde)
        while posicao >= 0 and limite > 0:
            fim = posicao + tamanho
            antes, depois = codigo[posicao - 1 : posicao], codigo[fim : fim + 1]
            if not (antes == "_" or antes.isalnum() or depois == "_" or depois.isalnum()):
                limite -= 1
                yield posicao
            posicao = codigo.find(palavra, fim)

    def posicao_em(self, trechos: tuple[Trecho, ...], posicao: int) -> int:
        """Return where in the original the offset `posicao` of joined `trechos` lies."""
        for inicio, fim in trechos:
            if posicao <= fim - inicio:
                return inicio + posicao
            posicao -= fim - inicio + 1
        return len(self.original)

    @cached_property
    def _fins(self) -> list[int]:
        """Offsets after each line end; StringIO splits at newlines alone, and in C."""
        fins = list(accumulate(map(len, StringIO(self.original, newline="\n"))))
        if fins and not self.original.endswith("\n"):
            fins.pop()
        return fins

    def _juntar(self, trechos: tuple[Trecho, ...]) -> str:
        original = self.original
        return "\n".join([original[inicio:fim] for inicio, fim in trechos])


def de_palavra(sinal: str) -> bool:
    """Tell whether a sign, "" beyond the ends of a text, is part of a word."""
    return sinal.isalnum() or sinal == "_"


def palavras_do(codigo: str) -> frozenset[str]:
    """Return every identifier, keyword and number of some blanked code."""
    return frozenset(separar_palavras(codigo))


def contar_palavras(codigo: str) -> Counter[str]:
    """Return how often each identifier, keyword and number of some blanked code stands in it."""
    return Counter(separar_palavras(codigo))


def separar_palavras(codigo: str) -> list[str]:
    """Return the words of some code; bytes are translated four times faster than characters."""
    signos = codigo.encode("utf-8", "surrogatepass").translate(_SEPARADORES)
    return signos.decode("utf-8", "surrogatepass").split()


def cortar(texto: str, maximo: int = TAMANHO_DO_TRECHO) -> str:
    """Return `texto`, its end replaced by an ellipsis when it is longer than `maximo`."""
    return texto if len(texto) <= maximo else texto[:maximo] + "…"


def apagar(trecho: str) -> str:
    """Return blanks of the same length with the line ends kept."""
    if "\n" not in trecho:
        return " " * len(trecho)
    return "\n".join(" " * len(linha) for linha in trecho.split("\n"))
