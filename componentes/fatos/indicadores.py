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
_PINE = re.compile(r"\bta\.([a-z]\w*)")
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
    modernos = set(_PINE.findall(vistas.codigo)) if "ta" in vistas.palavras else set()
    return tuple(sorted(modernos or vistas.palavras & _PINE_ANTIGO))
