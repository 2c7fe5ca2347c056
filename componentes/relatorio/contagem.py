"""Values counted twice over: in files, and in distinct contents."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

Valor = TypeVar("Valor", bound=Hashable)


class Contagem(Struct, frozen=True):
    """How many files, and how many distinct contents among them, carry one value."""

    valor: str
    arquivos: int
    conteudos: int


class Contador(Generic[Valor]):
    """Counts values of files; copies of a content already seen add a file only."""

    def __init__(self) -> None:
        self._pares: dict[Valor, list[int]] = {}

    def somar(self, valor: Valor, inedito: bool) -> None:
        """Count one file, and its content when `inedito`."""
        par = self._pares.get(valor)
        if par is None:
            par = self._pares[valor] = [0, 0]
        par[0] += 1
        par[1] += inedito

    def __len__(self) -> int:
        """Return how many distinct values were counted."""
        return len(self._pares)

    def maiores(self, maximo: int | None = None) -> Iterator[tuple[Valor, int, int]]:
        """Yield value, files and contents, most contents first, ties in order of appearance."""
        itens = sorted(self._pares.items(), key=lambda item: (-item[1][1], -item[1][0]))
        for valor, (arquivos, conteudos) in itens[:maximo]:
            yield valor, arquivos, conteudos


def contagens(contador: Contador[str], maximo: int | None = None) -> tuple[Contagem, ...]:
    """Return the `maximo` most frequent values of `contador`, all of them by default."""
    return tuple(Contagem(*item) for item in contador.maiores(maximo))


class Indice(Generic[Valor]):
    """Numbers distinct values in order of appearance, so that columns hold small integers."""

    def __init__(self) -> None:
        self._numeros: dict[Valor, int] = {}
        self._valores: list[Valor] = []

    def numero(self, valor: Valor) -> int:
        """Return the number of `valor`, a new one at its first appearance."""
        numero = self._numeros.setdefault(valor, len(self._valores))
        if numero == len(self._valores):
            self._valores.append(valor)
        return numero

    def valor(self, numero: int) -> Valor:
        """Return the value that has this number."""
        return self._valores[numero]

    def valores(self) -> list[Valor]:
        """Return the values, each at the place its number says."""
        return list(self._valores)
