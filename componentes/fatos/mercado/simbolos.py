"""Names of markets: what brokers and exchanges call one thing, and its one name here."""

from __future__ import annotations

import re
from itertools import combinations

_MOEDAS = ("EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF", "JPY")
_EXOTICAS = ("MXN", "NOK", "PLN", "SEK", "SGD", "TRY", "ZAR")
_PARES = (*map("".join, combinations(_MOEDAS, 2)), *(f"USD{moeda}" for moeda in _EXOTICAS))
# The first names are plain enough to be believed in prose too; the second ones are words or
# abbreviations of much else and count only where a program compares or declares a symbol.
_OUTROS = {
    "XAUUSD": ("XAUUSD XAU GOLD XAUUSDGOLD", "GLD GC1!"),
    "XAGUSD": ("XAGUSD XAG", "SILVER"),
    "XAUEUR": ("XAUEUR", ""),
    "US30": ("US30 DJ30 WS30 DJI30 DOW30 US30USD", "DJI DOW YM1!"),
    "NAS100": ("NAS100 USTEC US100 NDX100 NASDAQ100 NAS100USD", "NASDAQ NDX NQ1!"),
    "SPX500": ("SPX500 US500 SP500 SPX500USD", "SPX ES1!"),
    "GER40": ("GER40 GER30 DE40 DE30 DAX40 DAX30 DE30EUR", "DAX FDAX"),
    "UK100": ("UK100 FTSE100", "FTSE"),
    "JP225": ("JP225 JPN225 NI225", "NIKKEI"),
    "USOIL": ("USOIL XTIUSD CRUDEOIL", "WTI OIL CRUDE CL1!"),
    "UKOIL": ("UKOIL XBRUSD", "BRENT"),
    "BTCUSD": ("BTCUSD BTCUSDT XBTUSD BTCBUSD BTC", "BITCOIN"),
    "ETHUSD": ("ETHUSD ETHUSDT ETHBUSD", "ETH"),
    "LTCUSD": ("LTCUSD LTCUSDT", ""),
    "XRPUSD": ("XRPUSD XRPUSDT", ""),
    "SOLUSD": ("SOLUSD SOLUSDT", ""),
    "WINFUT": ("WINFUT WIN$N", "WIN$"),
    "WDOFUT": ("WDOFUT WDO$N", "WDO$"),
}
_CLAROS = {par: par for par in _PARES} | {
    nome: mercado for mercado, (claros, _) in _OUTROS.items() for nome in claros.split()
}
_DUVIDOSOS = {nome: mercado for mercado, (_, nomes) in _OUTROS.items() for nome in nomes.split()}
_TODOS = _CLAROS.keys() | _DUVIDOSOS.keys()

MERCADOS = (*_PARES, *_OUTROS)
"""The one name of each market known here."""

_SINAIS = "#._@!"
_BOLSAS = ("BIN", "BIT", "BYB", "CAP", "CBO", "CME", "COI", "FX:", "NYM", "OAN", "PEP", "TVC")
_COMECOS = {nome[:3] for nome in _TODOS}
_INICIAIS = _COMECOS | {sinal + comeco[:2] for sinal in _SINAIS for comeco in _COMECOS}
COMECOS = frozenset(
    escrita
    for comeco in _INICIAIS | set(_BOLSAS)
    for escrita in (comeco, comeco.lower(), comeco.capitalize())
)
"""How strings that name a market start, as people write them: three letters rule out most."""

_MENOR, _MAIOR = 3, 40
_MAIS_LONGO = max(map(len, _CLAROS))
# Exchange (BINANCE:BTCUSDT) and signs in front (#US30, .US30Cash).
_ANTES = re.compile(rf"(?:[A-Z0-9_]{{2,20}}:)?[{_SINAIS}]{{0,2}}")
# What brokers put behind: XAUUSDm, EURUSD.pro, US500Cash, GBPUSD_new.
_DEPOIS = re.compile(
    r"(?:[._#+-][A-Z0-9]{0,6}|[A-Z]|TS|SB|FX|PRO|ECN|STD|RAW|CASH|MICRO|MINI|SPOT)?"
)


def mercado_de(texto: str) -> str:
    """Return the market that a whole string names as brokers do, or ""."""
    nome = _sem_enfeite(texto)
    return _com_sufixo(nome) or _DUVIDOSOS.get(nome.rstrip("."), "")


def mercado_na_prosa(palavra: str) -> str:
    """Return the market that a word of prose names beyond doubt, or ""."""
    return _com_sufixo(_sem_enfeite(palavra))


def mercados_da_lista(texto: str) -> tuple[str, ...]:
    """Return the markets of a list as inputs have them ("EURUSD,GBPUSD"); () for other text."""
    achados = tuple(mercado_de(parte) for parte in re.split(r"[,;|\s]+", texto.strip(",;| ")))
    return achados if all(achados) else ()


def _sem_enfeite(texto: str) -> str:
    """Return a name in capitals without exchange, signs in front and the slash of a pair."""
    limpo = texto.strip().upper()
    if not _MENOR <= len(limpo) <= _MAIOR:
        return ""
    antes = _ANTES.match(limpo)
    return limpo[antes.end() if antes else 0 :].replace("/", "", 1)


def _com_sufixo(nome: str) -> str:
    for fim in range(min(len(nome), _MAIS_LONGO), _MENOR - 1, -1):
        mercado = _CLAROS.get(nome[:fim])
        if mercado and _DEPOIS.fullmatch(nome, fim):
            return mercado
    return ""
