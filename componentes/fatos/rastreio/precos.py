"""Which comparisons of prices ask whether a position is losing, and of which side it is."""

from __future__ import annotations

import re

_PRECO = re.compile(
    r"\b(?:(?P<compra>Bid|bid|MODE_BID|SYMBOL_BID)|(?P<venda>Ask|ask|MODE_ASK|SYMBOL_ASK)|"
    r"OrderClosePrice|PriceCurrent|POSITION_PRICE_CURRENT)\b"
)
_ENTRADA = re.compile(r"\b(?:OrderOpenPrice|PriceOpen|POSITION_PRICE_OPEN|\w*[Oo]pen_?[Pp]rice)\b")
_NIVEL_DE_STOP = re.compile(
    r"[Ss]top_?[Ll]oss|STOP_?LOSS|(?:[Vv]irtual|[Hh]idden)_?(?:SL|[Ss]top)|(?:\b|_|[a-z])SL\b|\bsl\b"
)
_PISTAS_DE_STOP = ("Stop", "stop", "STOP", "SL", "sl")
_NEGATIVO = re.compile(r"\A[(\s]*-|\*\s*\(?\s*-\s*1")


def cita_stop(condicao: str) -> bool:
    """Tell cheaply whether some text can compare a price with a stop."""
    return any(p in condicao for p in _PISTAS_DE_STOP) and bool(_PRECO.search(condicao))


def lado_de(condicao: str) -> str:
    """Return the side of the positions a condition is about, "" where it names both or none."""
    compra, venda = "OP_BUY" in condicao, "OP_SELL" in condicao
    compra, venda = compra or "TYPE_BUY" in condicao, venda or "TYPE_SELL" in condicao
    return "" if compra is venda else ("compra" if compra else "venda")


def preco_contra(menor: str, maior: str, lado: str) -> bool:
    """Tell whether the smaller and larger side hold when a buy (Bid) or a sell (Ask) loses."""
    return _contra_a_entrada(menor, maior, lado) or _alem_do_stop(menor, maior)


def _contra_a_entrada(menor: str, maior: str, lado: str) -> bool:
    """Read prices against the entry: a buy loses below it, a sell above it."""
    if _ENTRADA.search(menor) and _PRECO.search(menor):
        return bool(_diferenca(menor, lado) and _NEGATIVO.search(maior))
    if _ENTRADA.search(maior) and _PRECO.search(maior):
        return _diferenca(maior, lado) is False
    abaixo = lado != "venda" and _longe(menor, maior, "-", "venda")
    return abaixo or (lado != "compra" and _longe(maior, menor, "+", "compra"))


def _alem_do_stop(menor: str, maior: str) -> bool:
    """Read prices against a level named as a stop: the Bid below it, the Ask above it."""
    for preco, nivel, outro in ((menor, maior, "venda"), (maior, menor, "compra")):
        achado = _PRECO.match(preco.lstrip("( "))
        if achado and not achado[outro] and _NIVEL_DE_STOP.search(nivel) and "-" not in preco:
            return True
    return False


def _longe(preco: str, entrada: str, sinal: str, outro: str) -> bool:
    """Tell whether a price is beyond a distance from the entry, and it is not the other side's."""
    achado = _PRECO.search(preco)
    if not achado or achado[outro] or not _ENTRADA.search(entrada):
        return False
    return sinal in _ENTRADA.sub("", entrada, count=1)


def _diferenca(texto: str, lado: str) -> bool | None:
    """Tell whether a difference of price and entry is what is won (False: lost; None: neither)."""
    preco, entrada = _PRECO.search(texto), _ENTRADA.search(texto)
    if not preco or not entrada or "-" not in texto:
        return None
    lado = lado or ("compra" if preco["compra"] else "venda" if preco["venda"] else "")
    preco_antes = preco.start() < entrada.start()
    return {"compra": preco_antes, "venda": not preco_antes}.get(lado)
