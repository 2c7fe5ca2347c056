"""The line that names a label: what it is, how sure, how far its evidence reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from componentes.relatorio.explicacao.palavras import GRAUS
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import visivel

_COM_ACENTO = {"familia": "família"}


def titulo(rotulo: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the parts of the line that names a label: `risco: Grade  79 de 100 · idioma: …`."""
    dimensao, valor = rotulo["dimensao"], rotulo["valor"]
    cor = "bold red" if dimensao == "risco" else "bold cyan"
    yield Text(nome_do_rotulo(dimensao, valor), cor)
    if rotulo["confianca"] is not None:
        yield Text(f"  {rotulo['confianca']} de 100", "bold")
    if rotulo["grau"]:
        yield Text(f" · {GRAUS.get(rotulo['grau'], visivel(rotulo['grau']))}", "dim")


def nome_do_rotulo(dimensao: str, valor: str) -> str:
    """Return a label in its reader's words: `família: Tendência`."""
    return f"{_COM_ACENTO.get(dimensao, visivel(dimensao))}: {visivel(nome_de(dimensao, valor))}"
