"""Which backups stay: the newest ones, and the last of each recent day, week and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo

from msgspec import Struct


class Retencao(Struct, frozen=True):
    """How many stay of each kind; `ultimos` is at least 1: the newest backup never goes."""

    ultimos: int
    diarios: int
    semanais: int
    mensais: int


class Datado(Struct, frozen=True):
    """A good backup and when it was made, with a time zone."""

    id: str
    quando: datetime


def que_ficam(
    bons: Iterable[Datado], retencao: Retencao, fuso: tzinfo | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the ids that stay, each with its reasons, newest first.

    Only whole backups may be passed: a damaged one must not take the place of a good one. Days,
    ISO weeks and months are those of `fuso`, by default of the system's clock.
    """
    novos = sorted(bons, key=lambda datado: datado.id, reverse=True)
    locais = {d.id: d.quando.astimezone(fuso) for d in novos}
    razoes: dict[str, tuple[str, ...]] = {}
    for datado in novos[: max(1, retencao.ultimos)]:
        razoes[datado.id] = ("últimos",)
    for quantos, razao, periodo in (
        (retencao.diarios, "diário", _dia),
        (retencao.semanais, "semanal", _semana),
        (retencao.mensais, "mensal", _mes),
    ):
        for qual in _ultimo_de_cada(locais, periodo)[:quantos]:
            razoes[qual] = (*razoes.get(qual, ()), razao)
    return {qual: razoes[qual] for qual in sorted(razoes, reverse=True)}


def _ultimo_de_cada(
    locais: dict[str, datetime], periodo: Callable[[datetime], tuple[int, ...]]
) -> list[str]:
    """Return the newest id of each period, the newest period first; `locais` begins with it."""
    vistos: dict[tuple[int, ...], str] = {}
    for qual, momento in locais.items():
        vistos.setdefault(periodo(momento), qual)
    return [vistos[chave] for chave in sorted(vistos, reverse=True)]


def _dia(momento: datetime) -> tuple[int, ...]:
    return momento.year, momento.month, momento.day


def _semana(momento: datetime) -> tuple[int, ...]:
    return momento.isocalendar()[:2]


def _mes(momento: datetime) -> tuple[int, ...]:
    return momento.year, momento.month
