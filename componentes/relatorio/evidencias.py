"""The few lines that best prove the labels of a content, and how sure they make them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from componentes.base.tipos import Evidencia, Linguagem, Risco, Tipo

CERTEZA_BAIXA = 60
CERTEZA_ALTA = 80
_POR_ROTULO = {"linguagem": 2, "tipo": 2, "risco": 1}


class Rotulado(Protocol):
    """What carries labels and their evidence: the record of a file, or an analysis by itself."""

    @property
    def linguagem(self) -> Linguagem | None:
        """The language, where one could be told."""

    @property
    def tipo(self) -> Tipo | None:
        """The type, where one could be told."""

    @property
    def riscos(self) -> tuple[Risco, ...]:
        """The risks."""

    @property
    def confianca(self) -> dict[str, int]:
        """0 to 100 for each label."""

    @property
    def evidencias(self) -> tuple[Evidencia, ...]:
        """What speaks for and against labels."""


def rotulos_de(ficha: Rotulado) -> Iterator[tuple[str, str]]:
    """Yield the dimension and value of every label whose proof the report shows."""
    if ficha.linguagem is not None:
        yield "linguagem", ficha.linguagem.value
    if ficha.tipo is not None:
        yield "tipo", ficha.tipo.value
    for risco in ficha.riscos:
        yield "risco", risco.value


def principais(ficha: Rotulado) -> Iterator[tuple[str, str, Evidencia]]:
    """Yield dimension, value and evidence: the strongest in favour of each label."""
    a_favor = sorted((e for e in ficha.evidencias if e.peso > 0), key=lambda e: (-e.peso, e.linha))
    for dimensao, valor in rotulos_de(ficha):
        chaves = _chaves(dimensao, valor)
        provas = [evidencia for evidencia in a_favor if evidencia.rotulo in chaves]
        for evidencia in provas[: _POR_ROTULO[dimensao]]:
            yield dimensao, valor, evidencia


def certeza(ficha: Rotulado) -> int | None:
    """Return the weaker of the confidences in linguagem and tipo (0-100), None where none is."""
    niveis = [
        ficha.confianca[chave]
        for dimensao, valor in rotulos_de(ficha)
        if dimensao != "risco"
        for chave in _chaves(dimensao, valor)
        if chave in ficha.confianca
    ]
    return min(niveis, default=None)


def faixa_de_certeza(nivel: int | None) -> str:
    """Return the machine value of the band `nivel` falls into."""
    if nivel is None:
        return "nao_informada"
    if nivel < CERTEZA_BAIXA:
        return "baixa"
    return "alta" if nivel >= CERTEZA_ALTA else "media"


def _chaves(dimensao: str, valor: str) -> tuple[str, str, str]:
    # A label may come qualified (`risco:grade`), bare (`ea`) or as its dimension alone (`tipo`).
    return f"{dimensao}:{valor}", valor, dimensao
