"""The labels of an analysis, as a comparison needs them."""

from __future__ import annotations

from componentes.base.tipos import Analise
from componentes.relatorio.comparacao.valores import Prova, Rotulos
from componentes.relatorio.evidencias import certeza, principais


def rotulos_da(analise: Analise) -> Rotulos:
    """Return the labels, and of each risk the line that best proves it."""
    return Rotulos(
        linguagem=analise.linguagem.value,
        tipo=analise.tipo.value,
        familias=tuple(familia.value for familia in analise.familias),
        riscos=tuple(risco.value for risco in analise.riscos),
        certeza=certeza(analise),
        provas=tuple(
            Prova(valor, prova.regra, prova.linha, prova.trecho, prova.porque)
            for dimensao, valor, prova in principais(analise)
            if dimensao == "risco"
        ),
    )
