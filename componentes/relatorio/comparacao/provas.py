"""The lines that prove the risks a file gained."""

from __future__ import annotations

from msgspec import Struct

from componentes.relatorio.comparacao.valores import Mudanca, Prova
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro


class ProvaNova(Struct, frozen=True):
    """One proof as it is shown; `onde` names risks and line."""

    onde: str
    regra: str
    trecho: str
    porque: str


def provas_novas(mudanca: Mudanca) -> list[ProvaNova]:
    """Return a proof of each risk that `mudanca` brought, in their order; one line is said once."""
    rotulos = mudanca.depois.rotulos if mudanca.depois else None
    por_risco = {prova.risco: prova for prova in (rotulos.provas if rotulos else ())}
    por_linha: dict[tuple[int, str], list[Prova]] = {}
    for risco in mudanca.riscos_novos:
        if prova := por_risco.get(risco):
            por_linha.setdefault((prova.linha, prova.trecho), []).append(prova)
    return [_juntar(provas) for provas in por_linha.values()]


def _juntar(provas: list[Prova]) -> ProvaNova:
    nomes = ", ".join(nome_de("risco", prova.risco) for prova in provas)
    linha = provas[0].linha
    return ProvaNova(
        onde=f"{nomes}: linha {inteiro(linha)}" if linha else f"{nomes}: no arquivo todo",
        regra=", ".join(prova.regra for prova in provas),
        trecho=provas[0].trecho,
        porque="; ".join(prova.porque for prova in provas),
    )
