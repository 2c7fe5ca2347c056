"""Counts turned into bars: positions in percent, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from componentes.relatorio.contagem import Contagem
from componentes.relatorio.resumo import Cruzamento, Resumo


class Fatia(Struct, frozen=True):
    """One piece of a bar; `inicio` and `largura` are lengths such as `12.500%`."""

    valor: str
    conteudos: int
    arquivos: int
    inicio: str
    largura: str


class Faixa(Struct, frozen=True):
    """One bar made of pieces."""

    valor: str
    conteudos: int
    arquivos: int
    fatias: tuple[Fatia, ...]


def composicao(resumo: Resumo) -> tuple[Faixa, ...]:
    """Return one bar per linguagem, made of tipos, all on the scale of the longest."""
    linguagens = [contagem for contagem in resumo.por_linguagem if contagem.conteudos]
    escala = max((contagem.conteudos for contagem in linguagens), default=1)
    return tuple(
        Faixa(
            contagem.valor,
            contagem.conteudos,
            contagem.arquivos,
            _tipos_de(contagem.valor, resumo.por_linguagem_e_tipo, escala),
        )
        for contagem in linguagens
    )


def barras(contagens: Iterable[Contagem]) -> tuple[Fatia, ...]:
    """Return one bar per value, each starting at the left, on the scale of the longest."""
    achadas = [contagem for contagem in contagens if contagem.conteudos]
    escala = max((contagem.conteudos for contagem in achadas), default=1)
    return tuple(_fatia(contagem, 0, escala) for contagem in achadas)


def empilhadas(contagens: Iterable[Contagem], ordem: tuple[str, ...]) -> tuple[Fatia, ...]:
    """Return the pieces of a single full bar, in the given order of values."""
    por_valor = {contagem.valor: contagem for contagem in contagens if contagem.conteudos}
    return _em_fila([por_valor[valor] for valor in ordem if valor in por_valor])


def _tipos_de(linguagem: str, cruzamentos: Iterable[Cruzamento], escala: int) -> tuple[Fatia, ...]:
    tipos = [c for c in cruzamentos if c.linguagem == linguagem and c.conteudos]
    return _em_fila([Contagem(c.tipo, c.arquivos, c.conteudos) for c in tipos], escala)


def _em_fila(contagens: list[Contagem], escala: int = 0) -> tuple[Fatia, ...]:
    escala = escala or sum(contagem.conteudos for contagem in contagens)
    fatias, inicio = [], 0
    for contagem in contagens:
        fatias.append(_fatia(contagem, inicio, escala))
        inicio += contagem.conteudos
    return tuple(fatias)


def _fatia(contagem: Contagem, inicio: int, escala: int) -> Fatia:
    return Fatia(
        contagem.valor,
        contagem.conteudos,
        contagem.arquivos,
        inicio=f"{inicio * 100 / escala:.3f}%",
        largura=f"{contagem.conteudos * 100 / escala:.3f}%",
    )
