"""One frame of the live screen: never wider than the terminal, never taller.

Parts give way in the order of how much they are missed; what stays keeps its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from rich.console import Group, RenderableType
from rich.text import Text

from componentes.orquestracao.retrato import Retrato
from componentes.portas.apresentacao.tela.achados import achados
from componentes.portas.apresentacao.tela.acontecidos import ultimos
from componentes.portas.apresentacao.tela.andamento import (
    cabecalho,
    carga,
    contagens,
    progresso,
    ritmo,
)
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas
from componentes.portas.apresentacao.tela.quem import equipe

Parte = Callable[[Retrato, Espaco], Linhas]
_DE_CIMA_PARA_BAIXO: tuple[Parte, ...] = (
    cabecalho, progresso, contagens, ritmo, carga, equipe, achados, ultimos,
)  # fmt: skip
_POR_IMPORTANCIA: tuple[Parte, ...] = (
    progresso, contagens, cabecalho, ritmo, equipe, carga, achados, ultimos,
)  # fmt: skip
_ANTES_DO_RODAPE = 2
"""Rows that matter more than the keys."""


def quadro(retrato: Retrato, largura: int, altura: int, rodape: Text) -> Group:
    """Return a frame of at most `altura` rows and `largura` columns; `rodape` is its last row."""
    com_rodape = altura > _ANTES_DO_RODAPE
    livres = altura - com_rodape
    feitas: dict[Parte, Sequence[RenderableType]] = {}
    for parte in _POR_IMPORTANCIA:
        espaco = Espaco(largura, livres, altura)
        feitas[parte] = parte(retrato, espaco)[:livres] if livres else ()
        livres -= len(feitas[parte])
    linhas = chain.from_iterable(feitas[parte] for parte in _DE_CIMA_PARA_BAIXO)
    return Group(*linhas, *([rodape] if com_rodape else []))


def tela_cheia(
    linhas: Callable[[Espaco], Linhas], largura: int, altura: int, rodape: Text
) -> Group:
    """Return a screen of one thing alone, with the footer."""
    livres = altura - (altura > 1)
    feitas = linhas(Espaco(largura, livres, altura))
    return Group(*feitas, *([rodape] if altura > 1 else []))
