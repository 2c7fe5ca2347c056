"""WCAG AA in both colour schemes: 4.5 for text, 3 for bars and borders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from componentes.relatorio import html

_MODELOS = Path(html.__file__).parent / "modelos"
_TEXTOS = [
    *((tinta, fundo) for tinta in ("tinta", "suave", "acento") for fundo in ("folha", "realce")),
    ("tinta", "fundo"),
    ("suave", "fundo"),
    ("alerta", "alerta-fundo"),
    ("aviso", "aviso-fundo"),
    ("alerta", "folha"),
    ("bom", "folha"),
    ("tinta", "calor"),
    ("fundo", "tinta"),
]
_FORMAS = (
    *("ea", "indicador", "estrategia", "script", "servico", "biblioteca", "include"),
    *("neutro", "fraco", "alerta", "acento"),
)


def cores(escuro: bool) -> dict[str, str]:
    claras = _lidas("pagina.css")
    return {**claras, **_lidas("escuro.css")} if escuro else claras


def _lidas(nome: str) -> dict[str, str]:
    texto = (_MODELOS / nome).read_text(encoding="utf-8").partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#\w{6});", texto))


def test_o_escuro_muda_todas_as_cores() -> None:
    assert _lidas("escuro.css").keys() == _lidas("pagina.css").keys()


def luminancia(cor: str) -> float:
    partes = (int(cor[n : n + 2], 16) / 255 for n in (1, 3, 5))
    lineares = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in partes]
    return 0.2126 * lineares[0] + 0.7152 * lineares[1] + 0.0722 * lineares[2]


def contraste(uma: str, outra: str) -> float:
    escura, clara = sorted((luminancia(uma), luminancia(outra)))
    return (clara + 0.05) / (escura + 0.05)


@pytest.mark.parametrize("escuro", [False, True])
def test_cores_se_distinguem(escuro: bool) -> None:
    paleta = cores(escuro)
    pares = [(*par, 4.5) for par in _TEXTOS] + [(forma, "folha", 3.0) for forma in _FORMAS]
    fracos = [par for par in pares if contraste(paleta[par[0]], paleta[par[1]]) < par[2]]
    assert fracos == []
