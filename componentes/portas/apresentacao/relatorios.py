"""A written report in the terminal: where it is, and what changed where two runs were compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, quantos, visivel

_MOSTRADOS = {"riscos_novos": 8, "rotulos_mudados": 4}
"""Kinds of change that are shown file by file, and how many of them."""
_CORES = {"riscos_novos": "red"}


def mostrar_relatorio(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print where the report is, and before it what changed, where that was asked for."""
    if "mudancas" in resposta:
        _mostrar_mudancas(resposta["mudancas"], saida)
    saida.mostrar(Text.assemble("relatório: ", (visivel(resposta["relatorio"]), "bold")))


def _mostrar_mudancas(mudancas: Mapping[str, Any], saida: Saida) -> None:
    saida.mostrar(Text(mudancas["manchete"], "bold"))
    for ressalva in mudancas["ressalvas"]:
        saida.mostrar(Text(ressalva, "yellow"))
    for grupo in mudancas["grupos"]:
        if grupo["especie"] in _MOSTRADOS:
            _mostrar_grupo(grupo, saida)


def _mostrar_grupo(grupo: Mapping[str, Any], saida: Saida) -> None:
    arquivos = quantos(grupo["arquivos"], "arquivo", "arquivos")
    saida.mostrar(Text(f"{grupo['titulo']}: {arquivos}", _CORES.get(grupo["especie"], "")))
    exemplos = grupo["exemplos"][: _MOSTRADOS[grupo["especie"]]]
    for exemplo in exemplos:
        copias = exemplo["copias"]
        mais = f" (e {quantos(copias, 'cópia', 'cópias')})" if copias else ""
        saida.mostrar(Text(f"  {visivel(exemplo['caminho'])}{mais}"))
        saida.mostrar(Text(f"    {visivel(exemplo['texto'])}", "dim"))
    outros = grupo["arquivos"] - sum(1 + exemplo["copias"] for exemplo in exemplos)
    if outros:
        saida.mostrar(Text(f"  e mais {inteiro(outros)}", "dim"))
