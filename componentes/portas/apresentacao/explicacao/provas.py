"""Evidences that stand together in a file: each with weight, place and reason."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from componentes.relatorio.explicacao.provas import Prova
from componentes.relatorio.textos import trecho_curto, visivel


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
