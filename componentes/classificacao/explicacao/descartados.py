"""The labels that a content nearly had, and what kept them away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from componentes.base.tipos import Analise
from componentes.classificacao.explicacao.rotulos import separadas
from componentes.classificacao.ferramentas import Ferramentas
from componentes.regras.modelo import Dimensao, Regra
from componentes.regras.motor import Local, Rotulo, pesar, vale

_MAIS_FORTES = 5


def descartados(
    analise: Analise, locais: Mapping[str, Local], ferramentas: Ferramentas
) -> list[dict[str, Any]]:
    """Return the strongest labels that were not given, each with the rule that came closest."""
    melhores: dict[str, dict[str, Any]] = {}
    for regra, rotulo in _quase(analise, locais, ferramentas):
        nome = f"{rotulo.dimensao}:{rotulo.valor}"
        atual = melhores.get(nome)
        if atual is None or rotulo.pontos > atual["pontos"]:
            melhores[nome] = _descrever(nome, regra, rotulo)
    return sorted(melhores.values(), key=lambda d: -d["pontos"])[:_MAIS_FORTES]


def _quase(
    analise: Analise, locais: Mapping[str, Local], ferramentas: Ferramentas
) -> Iterator[tuple[Regra, Rotulo]]:
    conhecidos = dict(locais)
    for evidencia in analise.evidencias:  # labels given are facts for other rules
        local = (evidencia.linha, evidencia.trecho, evidencia.entradas)
        conhecidos.setdefault(evidencia.rotulo, local)
    for pronta in (*ferramentas.exclusivas, *ferramentas.multiplas):
        regra = pronta.regra
        if f"{regra.dimensao}:{regra.valor}" in analise.confianca:
            continue
        rotulo = pesar(pronta, conhecidos) if vale(regra, analise.linguagem, analise.tipo) else None
        if rotulo is not None and _por_pouco(regra, rotulo, analise):
            yield regra, rotulo


def _por_pouco(regra: Regra, rotulo: Rotulo, analise: Analise) -> bool:
    """Tell a label that came at least half the way, or a risk that a false friend kept away."""
    if rotulo.dimensao.exclusiva:
        eleita = max(
            (n for r, n in analise.confianca.items() if r.startswith(f"{rotulo.dimensao}:")),
            default=0,
        )
        return rotulo.pontos * 2 >= max(regra.limiar, eleita)
    a_favor = sum(evidencia.peso for evidencia in rotulo.evidencias if evidencia.peso > 0)
    risco_desfeito = rotulo.dimensao is Dimensao.RISCO and a_favor >= regra.limiar
    return rotulo.pontos * 2 >= regra.limiar or risco_desfeito


def _descrever(nome: str, regra: Regra, rotulo: Rotulo) -> dict[str, Any]:
    return {
        "rotulo": nome,
        "dimensao": str(rotulo.dimensao),
        "valor": rotulo.valor,
        "regra": regra.id,
        "pontos": rotulo.pontos,
        "limiar": regra.limiar,
        "motivo": "pontos" if rotulo.pontos < regra.limiar else "outro_mais_forte",
        **separadas(rotulo.evidencias),
    }
