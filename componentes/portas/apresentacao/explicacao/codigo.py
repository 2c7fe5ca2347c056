"""Lines of the explained file as a person reads them: numbered, coloured, inert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from componentes.relatorio.explicacao.linhas import linhas_legiveis, numeros_do_bloco

# Pygments knows MQL; Pine's comments, strings and keywords are those of JavaScript.
_LEXICOS = {"mql4": "mql", "mql5": "mql", "mql": "mql", "pine": "javascript"}
_MARCAS = {"+": "green", "-": "red", "±": "yellow"}


@dataclass(frozen=True)
class Codigo:
    """The quoted lines of one file by number."""

    linhas: Mapping[int, str]
    lexico: str

    @classmethod
    def da_resposta(cls, resposta: Mapping[str, Any]) -> Codigo:
        """Take the lines from the answer of `explicar`, made fit for a screen."""
        return cls(linhas_legiveis(resposta), _LEXICOS.get(resposta["ficha"]["linguagem"], "text"))

    def bloco(self, marcas: Mapping[int, str], vizinhas: int) -> Padding | None:
        """Return the marked lines (number to +, - or ±) with some around; None without lines."""
        numeros = numeros_do_bloco(self.linhas, marcas, vizinhas)
        if not numeros:
            return None
        grade = Table.grid(padding=(0, 1))
        grade.add_column(no_wrap=True)
        grade.add_column(justify="right", no_wrap=True)
        grade.add_column(no_wrap=True)
        grade.add_column(overflow="fold")
        for numero, texto in zip(numeros, self._coloridas(numeros, marcas), strict=True):
            marca = marcas.get(numero, "")
            cor = _MARCAS.get(marca, "dim")
            grade.add_row(Text(marca, cor), Text(str(numero), cor), Text("│", "dim"), texto)
        return Padding(grade, (0, 0, 0, 6))

    def _coloridas(self, numeros: Iterable[int], marcas: Mapping[int, str]) -> list[Text]:
        """Colour lines together, so that the indentation they share can be taken away."""
        texto = dedent("\n".join(self.linhas[n] for n in numeros))
        colorido = Syntax("", self.lexico, theme="ansi_dark").highlight(texto)
        colorido.rstrip()
        linhas = list(colorido.split("\n", allow_blank=True))
        for numero, linha in zip(numeros, linhas, strict=True):
            linha.no_wrap = numero not in marcas  # a proof is shown whole, a neighbour cut
            linha.overflow = "fold" if numero in marcas else "ellipsis"
            if numero not in marcas:
                linha.stylize("dim")
        return linhas
