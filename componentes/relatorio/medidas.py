"""How large and how old the files are: counts in classes that people know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

_LIMITES = (1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 24)
_NOMES = ("até 1 KB", "1 a 4 KB", "4 a 16 KB", "16 a 64 KB", "64 a 256 KB", "256 KB a 1 MB",
          "1 a 16 MB", "mais de 16 MB")  # fmt: skip
_POR_ANO = 36
"""Months beyond which a chart by month is too fine to read."""

_ANOS = 60
"""Years beyond which some clock was wrong: then years without a file are left out."""

_ANO_10_000 = 253_402_300_800 * 10**9


class Classe(Struct, frozen=True):
    """Files of one size or one time of last change, with their bytes."""

    nome: str
    arquivos: int
    bytes: int


class Medidas:
    """Counts files by size and by the month of their last change (UTC)."""

    def __init__(self) -> None:
        self._tamanhos = [[0, 0] for _ in _NOMES]
        self._meses: Counter[tuple[int, int]] = Counter()
        self._bytes: Counter[tuple[int, int]] = Counter()

    def incluir(self, tamanho: int, modificado_ns: int) -> None:
        """Count one file."""
        classe = sum(tamanho > limite for limite in _LIMITES)
        self._tamanhos[classe][0] += 1
        self._tamanhos[classe][1] += tamanho
        if 0 < modificado_ns < _ANO_10_000:
            quando = datetime.fromtimestamp(modificado_ns // 10**9, UTC)
            self._meses[quando.year, quando.month] += 1
            self._bytes[quando.year, quando.month] += tamanho

    def por_tamanho(self) -> tuple[Classe, ...]:
        """Return all classes from the smallest to the largest that has a file."""
        classes = [Classe(n, *par) for n, par in zip(_NOMES, self._tamanhos, strict=True)]
        while classes and not classes[-1].arquivos:
            classes.pop()
        return tuple(classes)

    def por_idade(self) -> tuple[Classe, ...]:
        """Return months (`2024-05`), or years where they are many, oldest first, gaps as zero."""
        if not self._meses:
            return ()
        (primeiro_ano, primeiro_mes), (ano, mes) = min(self._meses), max(self._meses)
        if (ano - primeiro_ano) * 12 + mes - primeiro_mes >= _POR_ANO:
            return self._anos(primeiro_ano, ano)
        meses = range(primeiro_ano * 12 + primeiro_mes - 1, ano * 12 + mes)
        return tuple(self._mes(numero // 12, numero % 12 + 1) for numero in meses)

    def _anos(self, primeiro: int, ultimo: int) -> tuple[Classe, ...]:
        anos: Iterable[int] = range(primeiro, ultimo + 1)
        if ultimo - primeiro >= _ANOS:
            anos = sorted({ano for ano, _ in self._meses})[-_ANOS:]
        return tuple(self._ano(ano) for ano in anos)

    def _mes(self, ano: int, mes: int) -> Classe:
        return Classe(f"{ano:04}-{mes:02}", self._meses[ano, mes], self._bytes[ano, mes])

    def _ano(self, ano: int) -> Classe:
        meses = [(ano, mes) for mes in range(1, 13)]
        return Classe(f"{ano:04}", sum(self._meses[m] for m in meses),
                      sum(self._bytes[m] for m in meses))  # fmt: skip
