"""The labels of an explanation as the page shows them: how sure, why, and the very lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from componentes.relatorio.explicacao.linhas import LinhaDeCodigo, bloco_de_codigo
from componentes.relatorio.explicacao.palavras import GRAUS, outras_provas
from componentes.relatorio.explicacao.provas import Prova, agrupar, marcas, mesmas_provas
from componentes.relatorio.rotulos import PERIGOS, ROTULOS, nome_de

Objeto = Mapping[str, Any]
_EM_DESTAQUE = ("risco", "familia")
_DO_QUE_E = ("tipo", "linguagem", "origem")


class Grupo(Struct, frozen=True):
    """Evidences that quote neighbouring lines, and those lines."""

    provas: list[Prova]
    linhas: list[LinhaDeCodigo]


class RotuloNaPagina(Struct, frozen=True):
    """One label with all its evidence: `grupos` at once, `resto` on demand."""

    id: str
    dimensao: str
    valor: str
    eixo: str
    nome: str
    confianca: int | None
    grau: str
    fraco: bool
    """Whether only a name or a text speaks for it."""
    perigo: str
    grupos: list[Grupo]
    resto: list[Grupo]
    outras: str
    """How many evidences `resto` has, in words."""
    entradas: Sequence[Objeto]
    mesmas_de: str
    """The id of the risk whose evidence is the same; its groups are empty then."""
    prova: Prova | None
    """The strongest evidence that quotes a line, or else the strongest."""
    linha: list[LinhaDeCodigo]
    """What it quotes."""


class Medida(Struct, frozen=True):
    """How much of a label is shown at once."""

    a_favor: int
    contra: int
    vizinhas: int


_BREVE = Medida(a_favor=3, contra=2, vizinhas=0)
_COMPLETO = Medida(a_favor=8, contra=5, vizinhas=1)


def rotulos_da_pagina(rotulos: Sequence[Objeto], linhas: Mapping[int, str]) -> list[RotuloNaPagina]:
    """Return the labels in the order of the explanation; `linhas` are the quoted ones."""
    riscos = [(f"rotulo-{n}", r) for n, r in enumerate(rotulos, 1) if r["dimensao"] == "risco"]
    return [_montar(f"rotulo-{n}", r, riscos, linhas) for n, r in enumerate(rotulos, 1)]


def partes(rotulos: Sequence[RotuloNaPagina]) -> Iterator[tuple[str, str, list[RotuloNaPagina]]]:
    """Yield id, title and labels of each part of the page that has any."""
    das_partes = {
        ("riscos", "Provas dos riscos"): ("risco",),
        ("ideias", "Como opera ou o que mede"): ("familia",),
        ("identidade", "Por que é o que é"): _DO_QUE_E,
    }
    com_lugar = {dimensao for dimensoes in das_partes.values() for dimensao in dimensoes}
    for (nome, titulo), dimensoes in das_partes.items():
        yield nome, titulo, [r for r in rotulos if r.dimensao in dimensoes]
    outros = [r for r in rotulos if r.dimensao not in com_lugar]
    yield "outros", "Mercado, tempo gráfico e qualidade", outros


def _montar(
    identificador: str,
    rotulo: Objeto,
    riscos: Sequence[tuple[str, Objeto]],
    linhas: Mapping[int, str],
) -> RotuloNaPagina:
    dimensao, valor = rotulo["dimensao"], rotulo["valor"]
    medida = _COMPLETO if dimensao in _EM_DESTAQUE else _BREVE
    mesmas = next((nome for nome, risco in riscos if mesmas_provas(rotulo, risco)), "")
    a_favor, contra = ([] if mesmas else rotulo[lado] for lado in ("a_favor", "contra"))
    grupos = [*a_favor[: medida.a_favor], *contra[: medida.contra]]
    resto = [*a_favor[medida.a_favor :], *contra[medida.contra :]]
    prova = _principal(rotulo["a_favor"])
    return RotuloNaPagina(
        id=identificador,
        dimensao=dimensao,
        valor=valor,
        eixo=ROTULOS["dimensao"].get(dimensao, dimensao),
        nome=nome_de(dimensao, valor),
        confianca=rotulo["confianca"],
        grau=GRAUS.get(rotulo["grau"], rotulo["grau"]),
        fraco=rotulo["grau"] == "palavra",
        perigo=PERIGOS.get(valor, "") if dimensao == "risco" else "",
        grupos=grupos_de(grupos, linhas, medida.vizinhas),
        resto=grupos_de(resto, linhas, medida.vizinhas),
        outras=outras_provas(len(a_favor) - medida.a_favor, len(contra) - medida.contra),
        entradas=rotulo["entradas"],
        mesmas_de=mesmas,
        prova=prova,
        linha=bloco_de_codigo(linhas, marcas([prova]), 0) if prova else [],
    )


def grupos_de(provas: Sequence[Prova], linhas: Mapping[int, str], vizinhas: int) -> list[Grupo]:
    """Return evidences by place, each place with its lines, the strongest first."""
    return [
        Grupo(grupo, bloco_de_codigo(linhas, marcas(grupo), vizinhas))
        for grupo in agrupar(provas, vizinhas)
    ]


def _principal(a_favor: Sequence[Prova]) -> Prova | None:
    com_linha = (prova for prova in a_favor if prova["linha"])
    return next(com_linha, a_favor[0] if a_favor else None)
