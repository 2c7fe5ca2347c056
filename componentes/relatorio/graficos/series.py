"""Columns side by side and lines over time, in a box of fixed units that the page stretches."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from componentes.relatorio.historia import PontoDaTendencia, Vazao
from componentes.relatorio.medidas import Classe

LARGURA, ALTURA = 600, 160


class Coluna(Struct, frozen=True):
    """One bar standing on the ground of the box."""

    nome: str
    arquivos: int
    bytes: int
    x: str
    y: str
    largura: str
    altura: str


class Marca(Struct, frozen=True):
    """One point of a line, and what it stands for."""

    x: str
    y: str
    valor: int
    ponto: PontoDaTendencia


class Linha(Struct, frozen=True):
    """A line as SVG path, its marks, and the lowest and highest value it shows."""

    caminho: str
    marcas: tuple[Marca, ...]
    minimo: int
    maximo: int


def colunas(classes: Sequence[Classe]) -> tuple[Coluna, ...]:
    """Return one column for each class, its height by the number of files."""
    maior = max((classe.arquivos for classe in classes), default=0) or 1
    passo = LARGURA / max(1, len(classes))
    return tuple(
        _coluna(classe, numero * passo, passo, classe.arquivos * ALTURA / maior)
        for numero, classe in enumerate(classes)
    )


def colunas_da_vazao(vazao: Vazao) -> tuple[Coluna, ...]:
    """Return one column for each stretch of the run, named by when it began."""
    return colunas(
        [
            Classe(f"aos {numero * vazao.segundos:.0f} s", arquivos, bytes_)
            for numero, (arquivos, bytes_) in enumerate(
                zip(vazao.arquivos, vazao.bytes, strict=True)
            )
        ]
    )


def linha(pontos: Sequence[PontoDaTendencia], campo: str) -> Linha:
    """Return how one figure went from run to run, evenly spaced; `campo` names the figure."""
    valores = [int(getattr(ponto, campo)) for ponto in pontos]
    minimo, maximo = min(valores, default=0), max(valores, default=0)
    passo = LARGURA / max(1, len(pontos) - 1)
    # A line that does not move lies in the middle.
    altura = (maximo - minimo) or 2
    base = minimo if maximo > minimo else minimo - 1
    marcas = tuple(
        Marca(f"{n * passo:.1f}", f"{ALTURA - (valor - base) * ALTURA / altura:.1f}", valor, ponto)
        for n, (valor, ponto) in enumerate(zip(valores, pontos, strict=True))
    )
    caminho = " ".join(f"{'L' if n else 'M'}{m.x} {m.y}" for n, m in enumerate(marcas))
    return Linha(caminho, marcas, minimo, maximo)


def _coluna(classe: Classe, x: float, passo: float, altura: float) -> Coluna:
    return Coluna(
        classe.nome,
        classe.arquivos,
        classe.bytes,
        x=f"{x + passo * 0.08:.2f}",
        y=f"{ALTURA - altura:.2f}",
        largura=f"{passo * 0.84:.2f}",
        altura=f"{altura:.2f}",
    )
