"""The lines that prove the risks a file gained."""

from __future__ import annotations

from msgspec import Struct

from componentes.relatorio.comparacao.valores import Mudanca
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro


class ProvaNova(Struct, frozen=True):
    """One proof as it is shown; `onde` names risk and line."""

    onde: str
    regra: str
    trecho: str
    porque: str


def provas_novas(mudanca: Mudanca) -> list[ProvaNova]:
    """Return a proof of each risk that `mudanca` brought, in the order of the risks."""
    rotulos = mudanca.depois.rotulos if mudanca.depois else None
    por_risco = {prova.risco: prova for prova in (rotulos.provas if rotulos else ())}
    return [
        ProvaNova(_onde(risco, prova.linha), prova.regra, prova.trecho, prova.porque)
        for risco in mudanca.riscos_novos
        if (prova := por_risco.get(risco))
    ]


def _onde(risco: str, linha: int) -> str:
    nome = nome_de("risco", risco)
    return f"{nome}, linha {inteiro(linha)}" if linha else f"{nome}, no arquivo todo"
