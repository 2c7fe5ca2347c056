"""The short form of a comparison: how many of each kind, and the examples that matter most."""

from __future__ import annotations

from msgspec import Struct

from componentes.base.tipos import ResumoExecucao
from componentes.relatorio.comparacao.agrupamento import juntas
from componentes.relatorio.comparacao.frases import (
    TITULOS,
    linhas,
    manchete,
    porque,
    ressalvas,
    trocas,
)
from componentes.relatorio.comparacao.valores import Comparacao, Especie, Mudanca, quantos

_EXEMPLOS = 8


class Exemplo(Struct, frozen=True):
    """One file, what happened to it, and how many other files with its content it happened to."""

    caminho: str
    texto: str
    copias: int = 0


class GrupoDeMudancas(Struct, frozen=True):
    """One kind of change; `arquivos` and `conteudos` count all of it."""

    especie: Especie
    titulo: str
    arquivos: int
    conteudos: int
    exemplos: tuple[Exemplo, ...]

    @property
    def outros(self) -> int:
        """How many files no example speaks of."""
        return self.arquivos - sum(1 + exemplo.copias for exemplo in self.exemplos)


class Mudancas(Struct, frozen=True):
    """What changed since another run: kinds that occur, the most dangerous first."""

    antes: ResumoExecucao
    depois: ResumoExecucao
    manchete: str
    ressalvas: tuple[str, ...]
    grupos: tuple[GrupoDeMudancas, ...]


def resumir(comparacao: Comparacao, exemplos: int = _EXEMPLOS) -> Mudancas:
    """Return the short form, with up to `exemplos` examples of each kind."""
    return Mudancas(
        antes=comparacao.antes,
        depois=comparacao.depois,
        manchete=manchete(comparacao),
        ressalvas=tuple(ressalvas(comparacao)),
        grupos=tuple(
            _grupo(comparacao, especie, exemplos) for especie in Especie if comparacao.de(especie)
        ),
    )


def _grupo(comparacao: Comparacao, especie: Especie, exemplos: int) -> GrupoDeMudancas:
    mudancas = comparacao.de(especie)
    quantas = quantos(mudancas)
    return GrupoDeMudancas(
        especie=especie,
        titulo=TITULOS[especie],
        arquivos=quantas.arquivos,
        conteudos=quantas.conteudos,
        exemplos=tuple(
            Exemplo(
                grupo.mudanca.caminho,
                _texto(grupo.mudanca, especie),
                len(grupo.outras),
            )
            for grupo in juntas(mudancas)[:exemplos]
        ),
    )


def _texto(mudanca: Mudanca, especie: Especie) -> str:
    """Return what happened to a file, on one line."""
    if especie is Especie.ROTULOS_MUDADOS:
        return f"{'; '.join(trocas(mudanca))} ({porque(mudanca)})"
    return "; ".join(linhas(mudanca, especie))
