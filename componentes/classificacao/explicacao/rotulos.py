"""Each label of an analysis with what speaks for and against it and the inputs that govern it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from componentes.base.tipos import Analise, Entrada, Evidencia
from componentes.regras.constatacao import PREFIXO

_ORDEM = ("tipo", "linguagem", "origem", "risco", "familia", "mercado", "timeframe", "qualidade")


def rotulos_explicados(analise: Analise) -> list[dict[str, Any]]:
    """Return one object for each label: what it is first, then risks, ideas and the rest."""
    provas: dict[str, list[Evidencia]] = defaultdict(list)
    for evidencia in analise.evidencias:
        if not evidencia.rotulo.startswith(PREFIXO):
            provas[evidencia.rotulo].append(evidencia)
    entradas = {entrada.nome: entrada for entrada in analise.entradas}
    rotulos = dict.fromkeys((*analise.confianca, *provas))
    explicados = [_explicar(r, provas[r], analise, entradas) for r in rotulos]
    return sorted(explicados, key=lambda r: (_lugar(r["dimensao"]), -(r["confianca"] or 0)))


def separadas(evidencias: Sequence[Evidencia]) -> dict[str, list[dict[str, Any]]]:
    """Return evidences as plain values under `a_favor` and `contra`, the strongest first."""
    fortes = sorted(evidencias, key=lambda e: (-abs(e.peso), e.linha))
    return {
        "a_favor": [simples(e) for e in fortes if e.peso > 0],
        "contra": [simples(e) for e in fortes if e.peso <= 0],
    }


def simples(evidencia: Evidencia) -> dict[str, Any]:
    """Return one evidence as plain values, every key there."""
    return {
        "regra": evidencia.regra,
        "linha": evidencia.linha,
        "trecho": evidencia.trecho,
        "peso": evidencia.peso,
        "porque": evidencia.porque,
        "grau": evidencia.grau,
        "entradas": list(evidencia.entradas),
    }


def _explicar(
    rotulo: str,
    evidencias: Sequence[Evidencia],
    analise: Analise,
    entradas: Mapping[str, Entrada],
) -> dict[str, Any]:
    dimensao, _, valor = rotulo.partition(":")
    provas = separadas(evidencias)
    ligam = dict.fromkeys(nome for prova in provas["a_favor"] for nome in prova["entradas"])
    return {
        "dimensao": dimensao,
        "valor": valor,
        "confianca": analise.confianca.get(rotulo),
        "grau": analise.graus.get(rotulo, ""),
        **provas,
        "entradas": [_entrada(nome, entradas.get(nome)) for nome in ligam],
    }


def _entrada(nome: str, entrada: Entrada | None) -> dict[str, Any]:
    return {
        "nome": nome,
        "tipo": entrada.tipo if entrada else "",
        "padrao": entrada.padrao if entrada else "",
        "comentario": entrada.comentario if entrada else "",
        "linha": entrada.linha if entrada else 0,
    }


def _lugar(dimensao: str) -> int:
    return _ORDEM.index(dimensao) if dimensao in _ORDEM else len(_ORDEM)
