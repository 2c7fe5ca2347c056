"""The plan of a tidy tree: what goes where and why, as every room speaks of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Acao(StrEnum):
    """What is to become of a file."""

    COPIAR = "copiar"
    MOVER = "mover"
    QUARENTENA = "quarentena"
    """Moved too, but out of the way: another file of the same bytes has the place."""
    DEIXAR = "deixar"


class Passo(Struct, frozen=True):
    """One file of the plan."""

    numero: int
    """Counts what is to be done from 1; 0 where nothing is."""
    acao: Acao
    origem: str
    """Relative to the root of the run, in the form of `para_texto`."""
    local: str
    """The same, absolute."""
    destino: str
    """Relative to the tree, or to the quarantine; names that any system can write."""
    sha256: str
    tamanho: int
    mtime_ns: int
    motivo: str
    conflito: str = ""
    """How a name that was taken, or too long, was resolved."""
    avisos: tuple[str, ...] = ()
    """What would not work from there as it did."""


class Plano(Struct, frozen=True):
    """All files of a run, sorted by path; equal plans have equal digests."""

    digest: str
    execucao: str
    raiz: str
    """What `origem` is relative to."""
    destino: str
    """The tree, absolute, in the form of `para_texto`."""
    quarentena: str
    mover: bool
    quarentenar: bool
    passos: tuple[Passo, ...]

    def a_fazer(self) -> tuple[Passo, ...]:
        """Return the steps that touch a file, in the order of their numbers."""
        return tuple(passo for passo in self.passos if passo.numero)


def totais(passos: Iterable[Passo]) -> dict[str, dict[str, int]]:
    """Return how many files and bytes each action concerns."""
    somas = {str(acao): {"arquivos": 0, "bytes": 0} for acao in Acao}
    for passo in passos:
        somas[passo.acao]["arquivos"] += 1
        somas[passo.acao]["bytes"] += passo.tamanho
    return somas
