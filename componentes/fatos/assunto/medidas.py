"""Measures told by their arithmetic: least squares, filters with fixed weights, ratchet stops."""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

# The sum of squares n(n+1)(2n+1)/6, or the slope (n*sxy - sx*sy) / (n*sx2 - sx*sx).
_QUADRADOS = re.compile(r"\(\s*2(?:\.0*)?\s*\*\s*(\w{1,20})\s*([+-])\s*1(?:\.0*)?\s*\)\s*/\s*6")
_DIVIDIDO = re.compile(r"\)\s*/\s*\(\s*(\w{1,20})\s*\*\s*\w{1,20}\s*-\s*(\w{1,20})\s*\*\s*\w{1,20}")
_DIVIDENDO = re.compile(r"\(\s*(\w{1,20})\s*\*\s*\w{1,20}\s*-\s*(\w{1,20})\s*\*\s*(\w{1,20})\s*\Z")
_PESO = re.compile(r"\.\d{6,}\s*\*\s*[A-Za-z]|[\w\])]\s*\*\s*-?\d\.\d{6,}")
# What follows the price and never steps back: `up := close[1] > up1 ? max(up, up1) : up`, the same
# name at the bar before in a maximum and in a minimum, or `if (up[i] < up[i+1]) up[i] = up[i+1]`.
_ESCOLHE_O_MAIOR = re.compile(
    r"[<>]=?\s*(\w{1,40})\s*\?\s*(?:math\.)?(max|min)\s*\(\s*(?:\w{1,40}\s*,\s*\1|\1\s*,\s*\w{1,40})\s*\)"
)
_MAIOR_QUE_ANTES = re.compile(
    r"m(ax|in)(?<!\wm\w\w)\s*\(\s*(?:nz\s*\(\s*)?(\w{1,40})\s*\[\s*1\s*\]"
)
_NAO_RECUA = re.compile(
    r"[<>]\s*(\w{1,24})\s*\[\s*(\w{1,12})\s*\+\s*1\s*\]\s*\)\s*\{?\s*(\w{1,24})\s*\[\s*\2\s*\]\s*=\s*"
    r"\1\s*\[\s*\2\s*\+\s*1\s*\]\s*;"
)
_LADOS = frozenset(["max", "min"])
_FINS = frozenset(["ax", "in"])
_NUMERO_LONGO = re.compile(r"\.\d{6}")
_DIVISOES_OLHADAS = 100
_ANTES = 100
_PESOS_MINIMOS = 10
_DESENHA = frozenset(["SetIndexBuffer", "ObjectCreate", "indicator", "study"])


def anotar_medidas(coletor: Coletor) -> None:
    """Note what the arithmetic measures (`formula:`)."""
    vistas = coletor.vistas
    if vistas.palavras.isdisjoint(_DESENHA):
        return
    quadrados = _minimos_quadrados(vistas)
    if quadrados is not None:
        coletor.anotar("formula:minimos_quadrados", quadrados)
    if len(_NUMERO_LONGO.findall(vistas.codigo)) >= _PESOS_MINIMOS:
        pesos = [achado.start() for achado in _PESO.finditer(vistas.codigo)]
        if len(pesos) >= _PESOS_MINIMOS:
            coletor.anotar("formula:pesos_fixos", pesos[0])
    rastro = _rastro_pine(vistas) if vistas.gramatica == "pine" else _rastro_mql(vistas)
    if rastro is not None:
        coletor.anotar("formula:rastro", rastro)


def _minimos_quadrados(vistas: Vistas) -> int | None:
    """Return where a line is fitted to prices by hand."""
    somas = _QUADRADOS.search(vistas.codigo) if "6" in vistas.palavras else None
    if somas:
        return somas.start()
    for dividido in islice(_DIVIDIDO.finditer(vistas.codigo), _DIVISOES_OLHADAS):
        inicio = max(0, dividido.start() - _ANTES)
        dividendo = _DIVIDENDO.search(vistas.codigo, inicio, dividido.start())
        if dividendo and dividendo[1] == dividido[1] and dividido[2] in dividendo.groups()[1:]:
            return dividido.start()
    return None


def _rastro_pine(vistas: Vistas) -> int | None:
    """Return where a stop line is kept from stepping back, on both sides of the price."""
    if not vistas.palavras >= _LADOS:
        return None
    escolhas = {achado[2]: achado.start() for achado in _ESCOLHE_O_MAIOR.finditer(vistas.codigo)}
    if escolhas.keys() >= _LADOS:
        return min(escolhas.values())
    lados: dict[str, set[str]] = {}
    for achado in _MAIOR_QUE_ANTES.finditer(vistas.codigo):
        vistos = lados.setdefault(achado[2], set())
        vistos.add(achado[1])
        if vistos >= _FINS:
            return achado.start()
    return None


def _rastro_mql(vistas: Vistas) -> int | None:
    """Return where a buffer keeps the value of the bar before instead of stepping back."""
    achados = [a for a in _NAO_RECUA.finditer(vistas.codigo) if a[1] == a[3]]
    return achados[0].start() if len({a[1] for a in achados}) > 1 else None
