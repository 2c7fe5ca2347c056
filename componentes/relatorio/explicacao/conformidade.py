"""What the rules of each firm find, as tables: what is found first, each with line and source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from componentes.relatorio.explicacao.linhas import LinhaDeCodigo, bloco_de_codigo
from componentes.relatorio.explicacao.palavras import ACHADOS, nome_da_regra

_ORDEM = ("encontrado", "nao_encontrado", "nao_verificavel")
_HTTPS = re.compile(r"https://[\w.-]+(?:/[^\s\"'<>\\]*)?", re.ASCII)
# What a finding means depends on what the rule is for: an absent guard is no good news.
_TONS = {
    ("infringe", "encontrado"): "mau",
    ("protege", "encontrado"): "bom",
    ("permite", "encontrado"): "bom",
    ("protege", "nao_encontrado"): "atencao",
}
_SIGNIFICA = {
    ("infringe", "encontrado"): "é o que se proíbe ou limita",
    ("protege", "encontrado"): "a proteção está no código",
    ("permite", "encontrado"): "é permitido",
    ("protege", "nao_encontrado"): "a proteção não está no código",
    ("infringe", "nao_encontrado"): "nada disso no código",
}


class Origem(Struct, frozen=True):
    """For which accounts a rule holds, and where that is written."""

    vale_para: str
    fonte: str
    ligacao: str
    """The source as an address to follow, or ""."""
    conferido_em: str


class RegraNaPagina(Struct, frozen=True):
    """A rule of a firm's table and what was found of it."""

    nome: str
    texto: str
    achado: str
    significa: str
    tom: str
    """One of mau, bom, atencao, neutro."""
    nota: str
    origem: Origem
    lugares: list[int]
    linhas: list[LinhaDeCodigo]


class MesaNaPagina(Struct, frozen=True):
    """A firm, what counts most of its rules, and the rules."""

    id: str
    nome: str
    contra: int
    """Found: what is forbidden or limited."""
    protecoes: int
    ausentes: int
    """Guards that the code does not have."""
    incertas: int
    origem: Origem | None
    """That of all its rules, where they have the same."""
    regras: list[RegraNaPagina]


def mesas_da_pagina(
    achados: Sequence[Mapping[str, Any]], linhas: Mapping[int, str]
) -> list[MesaNaPagina]:
    """Return a table for each firm, in the order of the explanation."""
    mesas = [list(da_mesa) for _, da_mesa in groupby(achados, key=lambda a: a["mesa"])]
    return [_mesa(numero, da_mesa, linhas) for numero, da_mesa in enumerate(mesas, 1)]


def _mesa(
    numero: int, achados: Sequence[Mapping[str, Any]], linhas: Mapping[int, str]
) -> MesaNaPagina:
    def quantas(achado: str, *sentidos: str) -> int:
        certas = (a for a in achados if a["achado"] == achado)
        return sum(not sentidos or a["sentido"] in sentidos for a in certas)

    regras = [_regra(achado, linhas) for achado in sorted(achados, key=_lugar)]
    origens = {regra.origem for regra in regras}
    return MesaNaPagina(
        id=f"mesa-{numero}",
        nome=achados[0]["nome_da_mesa"],
        contra=quantas("encontrado", "infringe"),
        protecoes=quantas("encontrado", "protege"),
        ausentes=quantas("nao_encontrado", "protege"),
        incertas=quantas("nao_verificavel"),
        origem=regras[0].origem if len(origens) == 1 else None,
        regras=regras,
    )


def _regra(achado: Mapping[str, Any], linhas: Mapping[int, str]) -> RegraNaPagina:
    chave = (achado["sentido"], achado["achado"])
    lugares = sorted({prova["linha"] for prova in achado["evidencias"]} - {0})
    return RegraNaPagina(
        nome=nome_da_regra(achado["regra"]),
        texto=achado["texto"],
        achado=ACHADOS.get(achado["achado"], achado["achado"]),
        significa=_SIGNIFICA.get(chave, ""),
        tom=_TONS.get(chave, "neutro"),
        nota=achado["nota"],
        origem=_origem(achado),
        lugares=lugares,
        linhas=bloco_de_codigo(linhas, dict.fromkeys(lugares, ""), 0),
    )


def _origem(achado: Mapping[str, Any]) -> Origem:
    fonte = achado["fonte"]
    ligacao = fonte if _HTTPS.fullmatch(fonte) else ""
    return Origem(", ".join(achado["vale_para"]), fonte, ligacao, achado["conferido_em"])


def _lugar(achado: Mapping[str, Any]) -> tuple[int, bool]:
    nome = achado["achado"]
    lugar = _ORDEM.index(nome) if nome in _ORDEM else len(_ORDEM)
    return lugar, achado["sentido"] != "infringe"
