"""What the files say that a terminal saves: presets of inputs, charts and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from componentes.fontes.conteiner import FormaTexto

_DO_TESTADOR_4: Final = re.compile(r"^\w+,[F1-3]=", re.MULTILINE)
_DO_TESTADOR_5: Final = re.compile(r"\|\|[YN]\s*$", re.MULTILINE)
_ENTRADA: Final = re.compile(r"^\s*(\w+)=", re.MULTILINE)
# The terminal's own remark: "; this file contains input parameters for testing/optimizing X …".
_DE_QUEM: Final = re.compile(
    r"^;.*\binput parameters for (?:testing/optimizing )?(\S.{0,200}?)"
    r"(?: expert advisor| indicator| script)?\s*$",
    re.MULTILINE,
)
_MARCA: Final = re.compile(r"</?(\w+)>$")
_DO_GRAFICO: Final = {"symbol": "simbolo", "period": "periodo"}
_INDICADORES_MAXIMOS: Final = 20
_VALOR_MAXIMO: Final = 200


def propriedades_da_forma(forma: FormaTexto, texto: str) -> dict[str, str]:
    """Return what is known of a preset, a chart or a template; nothing of other texts."""
    if forma is FormaTexto.PREDEFINICAO:
        return _da_predefinicao(texto)
    return _do_grafico(texto) if forma is FormaTexto.GRAFICO else {}


def _da_predefinicao(texto: str) -> dict[str, str]:
    achadas = {"formato": "set"}
    if _DO_TESTADOR_4.search(texto):
        achadas["plataforma"] = "MetaTrader 4"
    elif _DO_TESTADOR_5.search(texto):
        achadas["plataforma"] = "MetaTrader 5"
    de_quem = _DE_QUEM.search(texto)
    if de_quem:
        achadas["programa"] = de_quem[1]
    achadas["entradas"] = str(len(set(_ENTRADA.findall(texto))))
    return achadas


def _do_grafico(texto: str) -> dict[str, str]:
    """Read `symbol`, `period` and the names of what runs on the chart.

    MetaTrader 4 wraps a custom indicator in `<expert>` too, inside its `<indicator>`.
    """
    achadas = {"formato": "chr/tpl"}
    indicadores: dict[str, None] = {}
    for onde, chave, valor in _valores(texto):
        if onde == ("chart",) and chave in _DO_GRAFICO:
            achadas.setdefault(_DO_GRAFICO[chave], valor)
        elif chave == "name" and onde[-1:] == ("expert",) and "indicator" not in onde:
            achadas.setdefault("programa", valor)
        elif chave == "name" and "indicator" in onde and onde[-1] in ("indicator", "expert"):
            indicadores[valor] = None
    proprios = [nome for nome in indicadores if nome.lower() not in ("main", "custom indicator")]
    if proprios:
        achadas["indicadores"] = ", ".join(proprios[:_INDICADORES_MAXIMOS])
    return achadas


def _valores(texto: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the tags around each `key=value`, the key in small letters, and the value."""
    dentro: list[str] = []
    for linha in map(str.strip, texto.splitlines()):
        marca = _MARCA.match(linha)
        if marca is None:
            chave, igual, valor = linha.partition("=")
            if igual:
                yield tuple(dentro), chave.lower(), valor[:_VALOR_MAXIMO]
        elif linha.startswith("</"):
            if dentro and dentro[-1] == marca[1].lower():
                dentro.pop()
        elif len(dentro) < _PROFUNDIDADE_MAXIMA:
            dentro.append(marca[1].lower())


_PROFUNDIDADE_MAXIMA: Final = 16
