"""Renderables one below the other, without the blanks that rich pads its lines with."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment


class Aparado:
    """A group whose lines end where their text ends: what is piped or copied stays clean."""

    def __init__(self, *partes: RenderableType) -> None:
        self._grupo = Group(*partes)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for linha in console.render_lines(self._grupo, options, pad=False):
            while linha and not linha[-1].text.strip():
                linha.pop()
            if linha:
                linha[-1] = Segment(linha[-1].text.rstrip(), linha[-1].style)
            yield from linha
            yield Segment.line()
