"""Families against risks: how much of each family is able to do each harm."""

from __future__ import annotations

from msgspec import Struct

from componentes.relatorio.resumo import Resumo
from componentes.relatorio.rotulos import GRAVIDADES

_PALIDO = 0.08


class Celula(Struct, frozen=True):
    """Contents of one family with one risk; `cor` is the opacity of its square, 0 to 1."""

    risco: str
    conteudos: int
    parte: int
    """Percent of the family's contents, rounded."""
    cor: str


class LinhaDeCalor(Struct, frozen=True):
    """One family: all its contents, the length of its bar, and one cell for each risk."""

    familia: str
    conteudos: int
    largura: str
    celulas: tuple[Celula, ...]


def mapa(resumo: Resumo) -> tuple[LinhaDeCalor, ...]:
    """Return a line for each family that occurs, most contents first; the gravest risks first."""
    achados = {contagem.valor for contagem in resumo.por_risco if contagem.conteudos}
    riscos = [risco for classe in GRAVIDADES.values() for risco in classe if risco in achados]
    juntos = {(c.familia, c.risco): c.conteudos for c in resumo.por_familia_e_risco}
    familias = [contagem for contagem in resumo.por_familia if contagem.conteudos]
    maior = max((contagem.conteudos for contagem in familias), default=1)
    return tuple(
        LinhaDeCalor(
            familia.valor,
            familia.conteudos,
            f"{familia.conteudos * 100 / maior:.2f}%",
            tuple(
                _celula(risco, juntos.get((familia.valor, risco), 0), familia.conteudos)
                for risco in riscos
            ),
        )
        for familia in familias
    )


def _celula(risco: str, conteudos: int, todos: int) -> Celula:
    parte = conteudos / todos
    cor = _PALIDO + (1 - _PALIDO) * parte if conteudos else 0.0
    return Celula(risco, conteudos, round(parte * 100), f"{cor:.3f}")
