"""What the rules of each firm find in a file, firm by firm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from componentes.portas.apresentacao.explicacao.codigo import Codigo
from componentes.relatorio.explicacao.palavras import ACHADOS, nome_da_regra
from componentes.relatorio.textos import visivel

Achados = Sequence[Mapping[str, Any]]
_SENTIDOS = {
    "protege": ("encontrada a proteção", "green"),
    "infringe": ("encontrado o que se proíbe ou limita", "red"),
    "permite": ("encontrado o que se permite", "cyan"),
}


def quadro_de_conformidade(
    achados: Achados, codigo: Codigo, mostradas: Set[int] = frozenset()
) -> Iterator[RenderableType]:
    """Yield for each firm what was found, line by line, and the names of what was not.

    A line is quoted once; those in `mostradas` already were.
    """
    vistas = set(mostradas)
    for _, da_mesa in groupby(achados, key=lambda achado: achado["mesa"]):
        regras = list(da_mesa)
        yield Text(f"\nconformidade: {visivel(regras[0]['nome_da_mesa'])}", "bold")
        for regra in regras:
            if regra["achado"] == "encontrado":
                linhas = {e["linha"] for e in regra["evidencias"]} - {0}
                yield _encontrado(regra, linhas)
                bloco = codigo.bloco(dict.fromkeys(linhas - vistas, ""), 0)
                if bloco is not None:
                    yield bloco
                vistas |= linhas
        for achado in dict.fromkeys(regra["achado"] for regra in regras):
            if achado != "encontrado":
                yield _nomes(achado, [r for r in regras if r["achado"] == achado])


def _encontrado(regra: Mapping[str, Any], linhas: Iterable[int]) -> RenderableType:
    palavras, cor = _SENTIDOS.get(regra["sentido"], ("encontrado", ""))
    texto = Text.assemble((palavras, cor), f": {visivel(regra['texto'])}")
    if linhas:
        onde = ", ".join(f"linha {linha}" for linha in sorted(linhas))
        texto.append(f"  ({onde})", "dim")
    return Padding(texto, (0, 0, 0, 2))


def _nomes(achado: str, regras: Achados) -> RenderableType:
    nomes = ", ".join(visivel(nome_da_regra(regra["regra"])) for regra in regras)
    estado = ACHADOS.get(achado, visivel(achado))
    return Padding(Text.assemble((f"{estado}: ", "yellow"), nomes), (0, 0, 0, 2))
