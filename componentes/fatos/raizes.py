"""Which identifiers of a program hold some root, found by searching all of them joined."""

from __future__ import annotations

from collections.abc import Iterable


class Raizes:
    """The identifiers of one text, joined once so that many roots are looked for cheaply."""

    def __init__(self, palavras: Iterable[str]) -> None:
        self._juntas = f" {' '.join(palavras)} "
        minusculas = self._juntas.lower()
        # A few letters change their length in small letters: offsets would no longer agree.
        self._minusculas = minusculas if len(minusculas) == len(self._juntas) else self._juntas

    def com(self, raizes: Iterable[str]) -> list[str]:
        """Return the identifiers that hold one of some small-letter roots, sorted.

        A space in a root stands for where the identifier begins or ends.
        """
        nomes: set[str] = set()
        for raiz in raizes:
            posicao = self._minusculas.find(raiz)
            while posicao >= 0:
                meio = posicao + (raiz[0] == " ")
                fim = self._juntas.find(" ", meio)
                nomes.add(self._juntas[self._juntas.rfind(" ", 0, meio) + 1 : fim])
                posicao = self._minusculas.find(raiz, fim)
        return sorted(nomes)
