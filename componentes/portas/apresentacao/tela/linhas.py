"""What the parts of the screen are made of: lines that never wrap, side by side or one below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from componentes.relatorio.textos import visivel

Linhas = Sequence[RenderableType]
"""Each of them one row high."""
LARGO = 100
"""Columns from which two things fit beside each other."""
FOLGADO = 30
"""Rows from which parts have headings and blank lines between them."""


@dataclass(frozen=True, slots=True)
class Espaco:
    """The room a part of the screen has."""

    largura: int
    linhas: int
    """Rows that are still free."""
    altura: int
    """Rows of the whole screen."""

    @property
    def largo(self) -> bool:
        """Whether there is room for two columns."""
        return self.largura >= LARGO

    @property
    def folgado(self) -> bool:
        """Whether there are rows to spare for headings."""
        return self.altura >= FOLGADO

    def com(self, linhas: int) -> Espaco:
        """Return the same room with another number of rows free."""
        return replace(self, linhas=max(0, linhas))

    def de_largura(self, largura: int) -> Espaco:
        """Return the same room with another width."""
        return replace(self, largura=largura)


def linha(*partes: str | tuple[str, str], estilo: str = "") -> Text:
    """Return one line that is cut, not wrapped, where it is too long; hostile signs are inert."""
    inertes = [p if isinstance(p, str) else (visivel(p[0]), p[1]) for p in partes]
    seguras = [visivel(p) if isinstance(p, str) else p for p in inertes]
    return Text.assemble(*seguras, style=estilo, no_wrap=True, overflow="ellipsis")


Parte = tuple[str, str]
"""A text and its style."""
_ENTRE = " · "


def em_linhas(partes: Sequence[Parte], espaco: Espaco, recuo: str = "") -> list[Text]:
    """Return parts joined by points, on as many lines as they need; a part is never divided."""
    linhas: list[list[Parte]] = []
    usado = espaco.largura
    for texto, estilo in partes:
        tamanho = cell_len(visivel(texto))
        if usado + len(_ENTRE) + tamanho > espaco.largura:
            linhas.append([(recuo if linhas else "", ""), (texto, estilo)])
            usado = tamanho + cell_len(recuo)
        else:
            linhas[-1] += [(_ENTRE, "dim"), (texto, estilo)]
            usado += len(_ENTRE) + tamanho
    return [linha(*partes_da_linha) for partes_da_linha in linhas[: espaco.linhas]]


def titulada(titulo: str, linhas: Linhas, espaco: Espaco) -> Linhas:
    """Return lines below a blank one and a heading where there is room, nothing for no lines."""
    if not linhas:
        return []
    if not espaco.folgado or espaco.linhas < len(linhas) + 2:
        return list(linhas)[: espaco.linhas]
    return [linha(""), linha((titulo, "dim bold")), *linhas]


def lado_a_lado(colunas: Sequence[Linhas], larguras: Sequence[int]) -> Linhas:
    """Return columns of lines as lines; a column is as wide as told, with two blanks after it."""
    juntas: list[RenderableType] = []
    for partes in zip_longest(*colunas, fillvalue=Text("")):
        grade = Table.grid(padding=(0, 2, 0, 0))
        for largura in larguras:
            grade.add_column(width=largura, no_wrap=True, overflow="ellipsis")
        grade.add_row(*partes)
        juntas.append(grade)
    return juntas


def resto(quantos: int) -> Text:
    """Return the line that says that more would follow."""
    return linha(f"… e mais {quantos}", estilo="dim")
