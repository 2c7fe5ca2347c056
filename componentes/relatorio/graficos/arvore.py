"""Groups of copies as a treemap: the area of a tile is what could be recovered from it."""

from __future__ import annotations

from collections.abc import Mapping

import squarify
from msgspec import Struct

from componentes.relatorio.parentesco import ResumoDeParentesco

LARGURA, ALTURA = 1000, 300
_LADRILHOS = 24


class Ladrilho(Struct, frozen=True):
    """One group; places and lengths are in the units of the box."""

    manter: str
    bytes: int
    arquivos: int
    x: str
    y: str
    largura: str
    altura: str
    cabe_nome: bool


def ladrilhos(parentesco: ResumoDeParentesco) -> tuple[Ladrilho, ...]:
    """Return the tiles of the worst groups, largest first; empty where nothing is recoverable."""
    grupos = [
        (grupo.manter, grupo.bytes_recuperaveis, grupo.arquivos)
        for grupo in parentesco.piores[:_LADRILHOS]
        if grupo.bytes_recuperaveis
    ]
    tamanhos = squarify.normalize_sizes([valor for _, valor, _ in grupos], LARGURA, ALTURA)
    retangulos = squarify.squarify(tamanhos, 0, 0, LARGURA, ALTURA)
    return tuple(_ladrilho(*grupo, r) for grupo, r in zip(grupos, retangulos, strict=True))


def _ladrilho(manter: str, valor: int, arquivos: int, onde: Mapping[str, float]) -> Ladrilho:
    x, y, largura, altura = (f"{onde[lado]:.1f}" for lado in ("x", "y", "dx", "dy"))
    cabe_nome = onde["dx"] > 64 and onde["dy"] > 42
    return Ladrilho(manter, valor, arquivos, x, y, largura, altura, cabe_nome)
