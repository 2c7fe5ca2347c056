"""Evidences that stand together in a file, and the signs of the lines they quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Prova = Mapping[str, Any]


def agrupar(provas: Sequence[Prova], vizinhas: int) -> list[list[Prova]]:
    """Join evidences whose quoted lines touch; the group with the strongest evidence first."""
    grupos: list[list[Prova]] = []
    for prova in sorted(provas, key=lambda p: int(p["linha"])):
        anterior = grupos[-1][-1]["linha"] if grupos else None
        if anterior and prova["linha"] - anterior <= 2 * vizinhas + 1:
            grupos[-1].append(prova)
        else:
            grupos.append([prova])
    for grupo in grupos:
        grupo.sort(key=lambda p: -int(p["peso"]))
    return sorted(grupos, key=lambda g: -int(g[0]["peso"]))


def marcas(grupo: Sequence[Prova]) -> dict[int, str]:
    """Return the sign of each quoted line: + in favour, - against, ± both."""
    sinais: dict[int, str] = {}
    for prova in grupo:
        sinal = "+" if prova["peso"] > 0 else "-"
        outro = sinais.setdefault(prova["linha"], sinal)
        if outro != sinal:
            sinais[prova["linha"]] = "±"
    sinais.pop(0, None)  # the file as a whole has no line
    return sinais


def mesmas_provas(rotulo: Mapping[str, Any], risco: Mapping[str, Any]) -> bool:
    """Tell an idea that is also a risk, by the same evidence."""
    if rotulo is risco or rotulo["valor"] != risco["valor"]:
        return False
    return _resumo(rotulo) == _resumo(risco)


def _resumo(rotulo: Mapping[str, Any]) -> list[tuple[int, str]]:
    return [(p["linha"], p["porque"]) for p in (*rotulo["a_favor"], *rotulo["contra"])]
