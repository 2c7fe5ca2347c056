"""What is the same thing under several names or in several versions, and which to keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

_GRUPOS = 50
_NOMES = 30


class MembroDoGrupo(Struct, frozen=True):
    """A content of a group, and how it is the same thing as the one to keep."""

    sha256: str
    nivel: str


class GrupoDeParentes(Struct, frozen=True):
    """Contents that are one thing; bytes are those of files whose code is the kept one's."""

    nivel: str
    """The farthest level that holds the group together."""
    manter: str
    motivos: tuple[str, ...]
    arquivos: int
    em_compactados: int
    bytes_recuperaveis: int
    membros: tuple[MembroDoGrupo, ...]


class NomeRepetido(Struct, frozen=True):
    """A file name that stands for programs of different groups, with one path of each."""

    nome: str
    caminhos: tuple[str, ...]


class Parentesco(Struct, frozen=True):
    """All groups of a library, those with most bytes to recover first."""

    grupos: tuple[GrupoDeParentes, ...] = ()
    nomes_repetidos: tuple[NomeRepetido, ...] = ()


class GrupoResumido(Struct, frozen=True):
    """A group as the summary lists it."""

    nivel: str
    manter: str
    motivos: tuple[str, ...]
    arquivos: int
    em_compactados: int
    conteudos: int
    bytes_recuperaveis: int


class ResumoDeParentesco(Struct, frozen=True):
    """The groups in figures, and the worst of them."""

    grupos: int
    bytes_recuperaveis: int
    por_nivel: dict[str, int]
    """Groups by the farthest level that holds each together."""
    piores: tuple[GrupoResumido, ...]
    nomes_repetidos: int
    exemplos_de_nomes: tuple[NomeRepetido, ...]


def resumir_parentesco(parentesco: Parentesco) -> ResumoDeParentesco:
    """Return the figures of all groups and the first of them."""
    grupos = parentesco.grupos
    return ResumoDeParentesco(
        grupos=len(grupos),
        bytes_recuperaveis=sum(grupo.bytes_recuperaveis for grupo in grupos),
        por_nivel=dict(sorted(Counter(grupo.nivel for grupo in grupos).items())),
        piores=tuple(_resumidos(grupos[:_GRUPOS])),
        nomes_repetidos=len(parentesco.nomes_repetidos),
        exemplos_de_nomes=parentesco.nomes_repetidos[:_NOMES],
    )


def _resumidos(grupos: Iterable[GrupoDeParentes]) -> Iterable[GrupoResumido]:
    for grupo in grupos:
        yield GrupoResumido(
            nivel=grupo.nivel,
            manter=grupo.manter,
            motivos=grupo.motivos,
            arquivos=grupo.arquivos,
            em_compactados=grupo.em_compactados,
            conteudos=len(grupo.membros),
            bytes_recuperaveis=grupo.bytes_recuperaveis,
        )
