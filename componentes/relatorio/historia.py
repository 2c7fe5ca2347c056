"""How a run went and how the library grew: points of charts over time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

_FAIXAS = 60


class Vazao(Struct, frozen=True):
    """Work done in each stretch of a run; `segundos` is the length of one stretch."""

    segundos: float
    arquivos: tuple[int, ...]
    bytes: tuple[int, ...]


class PontoDaTendencia(Struct, frozen=True):
    """The library as one finished run saw it."""

    execucao: str
    terminada_em: str
    arquivos: int
    conteudos: int
    bytes: int
    falhas: int


class LoteFeito(Struct, frozen=True):
    """When a batch ended (RFC 3339) and how much was in it."""

    terminado_em: str
    arquivos: int
    bytes: int


def vazao(iniciada_em: str, lotes: Iterable[LoteFeito]) -> Vazao | None:
    """Return the throughput of a run; None where too few batches tell nothing."""
    feitos = [(_segundos(iniciada_em, lote.terminado_em), lote) for lote in lotes]
    fim = max((segundos for segundos, _ in feitos), default=0.0)
    if len(feitos) < 3 or fim <= 0:
        return None
    quantas = min(_FAIXAS, len(feitos))
    arquivos, bytes_ = [0] * quantas, [0] * quantas
    for segundos, lote in feitos:
        faixa = min(quantas - 1, int(max(0.0, segundos) / fim * quantas))
        arquivos[faixa] += lote.arquivos
        bytes_[faixa] += lote.bytes
    return Vazao(round(fim / quantas, 3), tuple(arquivos), tuple(bytes_))


def _segundos(inicio: str, fim: str) -> float:
    return (datetime.fromisoformat(fim) - datetime.fromisoformat(inicio)).total_seconds()
