"""Whether a Pine script draws on the scale of prices, whichever window it asked for.

Without `overlay=true` TradingView opens a window of its own, also for a moving average of the close
or for marks above and below bars: what is drawn tells more than where it was put.
"""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.chamadas import argumentos, argumentos_pine, chamadas
from componentes.fatos.definicao_pine import definicao
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

# By name, or third after two titles; strings are blanked in the code.
_OVERLAY = re.compile(
    r"\boverlay\s*=\s*(true|1|false)\b|"
    r"\b(?:indicator|study)\s*\((?:\s*([\"'])[^\"'\n]{0,200}+\2\s*,){2}\s*(true|false)\b"
)
_MEDIA = re.compile(
    r"\s*(?:ta\.)?(?:sma|ema|wma|rma|hma|vwma|swma|alma|linreg|tema|dema|supertrend|sar)\s*"
    r"\(\s*([^\W\d]\w*)?"
)
_EXTREMO = re.compile(
    r"\s*(?:ta\.)?(?:highest|lowest)\s*\(\s*(?:(?:high|low|close|open)\s*,|\w+\s*\))"
)
_PRECO = re.compile(r"\s*(?:close|open|high|low|hl2|hlc3|ohlc4)\b(?:\[\w+\])?\s*\Z")
_PRECOS = frozenset(["close", "open", "high", "low", "hl2", "hlc3", "ohlc4", "hlcc4"])
_ENTRADA_DE_PRECO = re.compile(
    r"\s*input(?:\.source)?\s*\([^\n]*\b(?:close|open|high|low|hlc?[23c]|ohlc4)\b"
)
_MARCAS = frozenset(["abovebar", "belowbar"])
_DE_OUTRA_JANELA = frozenset(["hline", "force_overlay"])
_EXTREMOS = frozenset(["highest", "lowest"])
_LINHAS_OLHADAS = 4
_TRACOS_OLHADOS = 40


def anotar_janela(coletor: Coletor) -> None:
    """Note where a Pine script draws, and a lone average or extreme of prices that it plots."""
    vistas = coletor.vistas
    achado = _OVERLAY.search(vistas.codigo)
    posicao = achado.start() if achado else 0
    pedida = (achado[1] or achado[3]) if achado else ""
    no_preco = pedida in ("true", "1") or (not pedida and _marca_barras(vistas))
    olhadas = 0 if no_preco and vistas.palavras.isdisjoint(_EXTREMOS) else _LINHAS_OLHADAS
    for abre in islice(chamadas(vistas.codigo, "plot"), olhadas):
        especie = _especie(vistas, abre)
        if especie:
            no_preco = True
            coletor.anotar(f"desenho:{especie}", abre)
    coletor.anotar("desenho:no_preco" if no_preco else "desenho:separada", posicao)


def anotar_niveis_tracados(coletor: Coletor) -> None:
    """Note a line that a Pine script draws from one price to the same price."""
    vistas = coletor.vistas
    if "line" not in vistas.palavras or "new" not in vistas.palavras:
        return
    for abre in islice(chamadas(vistas.codigo, "line.new"), _TRACOS_OLHADOS):
        posicionais, nomeados = argumentos_pine(vistas, abre)
        posicionais += [""] * 4
        alto = nomeados.get("y1", posicionais[1])
        if alto and alto != "na" and alto == nomeados.get("y2", posicionais[3]):
            coletor.anotar("desenho:linhas_horizontais", abre)
            return


def _marca_barras(vistas: Vistas) -> bool:
    """Tell whether shapes stand above and below the bars of the window that the script opens."""
    return bool(_MARCAS & vistas.palavras) and _DE_OUTRA_JANELA.isdisjoint(vistas.palavras)


def _especie(vistas: Vistas, abre: int) -> str:
    """Return what a plot shows if it lies on the scale of prices: average, extreme, price."""
    posicionais, nomeados = argumentos_pine(vistas, abre)
    serie = nomeados.get("series", (posicionais or [""])[0])
    if serie.isidentifier() and serie not in _PRECOS:
        serie = definicao(vistas.codigo, serie, funcao=False) or serie
    if _PRECO.match(serie):
        return "preco"
    if not _e_uma_chamada(serie):
        return ""
    if _EXTREMO.match(serie):
        return "extremo"
    media = _MEDIA.match(serie)
    return "media" if media and (not media[1] or _e_preco(vistas, media[1])) else ""


def _e_uma_chamada(serie: str) -> bool:
    """Tell whether an expression is one call, and not an account with its result."""
    dentro = argumentos(serie, serie.find("("))
    return bool(dentro) and not serie[dentro[-1][1] + 1 :].strip()


def _e_preco(vistas: Vistas, nome: str) -> bool:
    """Tell whether a name is a price, or an input or variable that holds one."""
    if nome in _PRECOS:
        return True
    valor = definicao(vistas.codigo, nome, funcao=False)
    return bool(_ENTRADA_DE_PRECO.match(valor) or _PRECO.match(valor))
