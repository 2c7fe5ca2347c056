"""Which built-in indicators a program calculates with."""

from __future__ import annotations

import re

from componentes.lexico.vistas import Vistas

_MQL = frozenset(
    [
        "iAC",
        "iAD",
        "iADX",
        "iADXWilder",
        "iAlligator",
        "iAMA",
        "iAO",
        "iATR",
        "iBands",
        "iBearsPower",
        "iBullsPower",
        "iBWMFI",
        "iCCI",
        "iChaikin",
        "iCustom",
        "iDEMA",
        "iDeMarker",
        "iEnvelopes",
        "iForce",
        "iFractals",
        "iFrAMA",
        "iGator",
        "iIchimoku",
        "iMA",
        "iMACD",
        "iMFI",
        "iMomentum",
        "iOBV",
        "iOsMA",
        "iRSI",
        "iRVI",
        "iSAR",
        "iStdDev",
        "iStochastic",
        "iTEMA",
        "iTriX",
        "iVIDyA",
        "iVolumes",
        "iWPR",
        "iMAOnArray",
        "iRSIOnArray",
        "iBandsOnArray",
        "iCCIOnArray",
        "iMomentumOnArray",
        "iEnvelopesOnArray",
        "iStdDevOnArray",
    ]
)
# No \b in front: a literal start is what makes the search fast; `_do_ta` looks behind instead.
_PINE = re.compile(r"ta\.([a-z]\w*)")
_INDICADORES_MAXIMOS = 1000
_PINE_ANTIGO = frozenset(
    [
        "sma",
        "ema",
        "wma",
        "vwma",
        "rma",
        "hma",
        "swma",
        "alma",
        "rsi",
        "macd",
        "atr",
        "bb",
        "bbw",
        "kc",
        "kcw",
        "cci",
        "stoch",
        "mfi",
        "mom",
        "roc",
        "tsi",
        "cog",
        "dmi",
        "sar",
        "supertrend",
        "vwap",
        "linreg",
        "stdev",
        "variance",
        "highest",
        "lowest",
        "pivothigh",
        "pivotlow",
        "correlation",
        "percentrank",
        "cmo",
        "wpr",
    ]
)


def indicadores(vistas: Vistas) -> tuple[str, ...]:
    """Return the names of the built-in indicators used, sorted."""
    if vistas.gramatica == "mql":
        return tuple(sorted(vistas.palavras & _MQL))
    modernos = _do_ta(vistas.codigo) if "ta" in vistas.palavras else set()
    return tuple(sorted(modernos or vistas.palavras & _PINE_ANTIGO)[:_INDICADORES_MAXIMOS])


def _do_ta(codigo: str) -> set[str]:
    """Return the functions called on `ta`, not on a name that merely ends so."""
    achados = _PINE.finditer(codigo)
    return {a[1] for a in achados if not _e_nome(codigo[max(0, a.start() - 1) : a.start()])}


def _e_nome(sinal: str) -> bool:
    """Tell whether a sign continues a name, or an access (`x.ta.ema`)."""
    return sinal.isalnum() or sinal in ("_", ".")
