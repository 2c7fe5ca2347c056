"""What each prop firm's rules find in a file, firm by firm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import visivel

_ESTADOS = {
    "encontrado": ("encontrado", "red"),
    "nao_verificavel": ("não verificável", "yellow"),
    "nao_encontrado": ("não encontrado", "dim"),
}


def quadro_de_conformidade(
    conformidade: Mapping[str, str], rotulos: Sequence[Mapping[str, Any]]
) -> Iterator[RenderableType]:
    """Yield one table for each firm, what was found first; nothing where nothing was judged."""
    provas = {r["valor"]: r["a_favor"] for r in rotulos if r["dimensao"] == "conformidade"}
    por_mesa: dict[str, dict[str, str]] = defaultdict(dict)
    for chave, estado in conformidade.items():
        mesa, _, regra = chave.partition(".")
        por_mesa[mesa][regra] = estado
    for mesa, estados in sorted(por_mesa.items()):
        yield Text(f"\nconformidade: {_nome('mesa', mesa)}", "bold")
        yield Padding(_tabela(mesa, estados, provas), (0, 0, 0, 2))


def _tabela(
    mesa: str, estados: Mapping[str, str], provas: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Table:
    grade = Table.grid(padding=(0, 2))
    grade.add_column(no_wrap=True)
    grade.add_column(overflow="fold")
    ordem = list(_ESTADOS)
    for regra, estado in sorted(
        estados.items(), key=lambda par: (ordem.index(par[1]) if par[1] in ordem else 9, par[0])
    ):
        palavras, cor = _ESTADOS.get(estado, (visivel(estado), ""))
        texto = Text(_nome("regra_de_mesa", regra))
        for prova in provas.get(f"{mesa}.{regra}", ())[:1]:
            onde = f"linha {prova['linha']}: " if prova["linha"] else ""
            texto.append(f"\n{onde}{visivel(prova['porque'])}", "dim")
        grade.add_row(Text(palavras, cor), texto)
    return grade


def _nome(dimensao: str, valor: str) -> str:
    """Return the name of a firm or rule; a key without one is read with blanks."""
    nome = nome_de(dimensao, valor)
    return visivel(nome if nome != valor else valor.replace("_", " "))
