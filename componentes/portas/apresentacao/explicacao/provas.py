"""Evidences that stand together in a file: grouped, and each with weight, place and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from componentes.relatorio.textos import trecho_curto, visivel

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


def motivos(grupo: Sequence[Prova]) -> RenderableType:
    """Return weight, place and reason of each evidence of a group."""
    grade = Table.grid(padding=(0, 2))
    grade.add_column(justify="right", min_width=4, no_wrap=True)
    grade.add_column(no_wrap=True, style="dim")
    grade.add_column(overflow="fold")
    for prova in grupo:
        onde = f"linha {prova['linha']}" if prova["linha"] else "arquivo"
        cor = "green" if prova["peso"] > 0 else "red"
        motivo = Text(visivel(prova["porque"]))
        if not prova["linha"] and prova["trecho"]:
            motivo.append(f"  ({trecho_curto(prova['trecho'], 100)})", "dim")
        grade.add_row(Text(f"{prova['peso']:+d}", cor), Text(onde), motivo)
    return Padding(grade, (0, 0, 0, 2))


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
