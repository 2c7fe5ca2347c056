"""Every place where an MQL program sends an order, with side, size, stop loss and target.

MQL4: `OrderSend` and its look-alikes (OrderSendReliable, OrderSendEx) by position; MQL5: methods of
`CTrade` and fields of `MqlTradeRequest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.trecho import Trecho
from componentes.fatos.valores import fim_da_expressao

# Position of volume, stop loss and target among the arguments (MQL5/Include/Trade/Trade.mqh).
_METODOS = {
    "Buy": (0, 3, 4),
    "Sell": (0, 3, 4),
    "BuyLimit": (0, 3, 4),
    "BuyStop": (0, 3, 4),
    "SellLimit": (0, 3, 4),
    "SellStop": (0, 3, 4),
    "PositionOpen": (2, 4, 5),
    "OrderOpen": (2, 5, 6),
}
_DO_TIPO = {
    "OP_BUY": ("compra", "mercado"),
    "OP_SELL": ("venda", "mercado"),
    "OP_BUYSTOP": ("compra", "pendente_stop"),
    "OP_SELLSTOP": ("venda", "pendente_stop"),
    "OP_BUYLIMIT": ("compra", "pendente_limite"),
    "OP_SELLLIMIT": ("venda", "pendente_limite"),
    "0": ("compra", "mercado"),
    "1": ("venda", "mercado"),
    "2": ("compra", "pendente_limite"),
    "3": ("venda", "pendente_limite"),
    "4": ("compra", "pendente_stop"),
    "5": ("venda", "pendente_stop"),
    "ORDER_TYPE_BUY": ("compra", "mercado"),
    "ORDER_TYPE_SELL": ("venda", "mercado"),
    "ORDER_TYPE_BUY_STOP": ("compra", "pendente_stop"),
    "ORDER_TYPE_SELL_STOP": ("venda", "pendente_stop"),
    "ORDER_TYPE_BUY_LIMIT": ("compra", "pendente_limite"),
    "ORDER_TYPE_SELL_LIMIT": ("venda", "pendente_limite"),
    "Buy": ("compra", "mercado"),
    "Sell": ("venda", "mercado"),
    "BuyStop": ("compra", "pendente_stop"),
    "SellStop": ("venda", "pendente_stop"),
    "BuyLimit": ("compra", "pendente_limite"),
    "SellLimit": ("venda", "pendente_limite"),
}
_ENVIO = re.compile(r"OrderSend\w*\Z")
_OBJETO = re.compile(r"[.>]\s*\Z")
_PEDIDO = re.compile(r"\s*&?\s*([^\W\d]\w*)(?:\[[^\]]{0,60}\])?\s*\Z")
_CAMPO = r"(?<![\w.]){}(?:\[[^\]]{{0,60}}\])?\s*\.\s*(action|type|volume|sl|tp)\s*=(?!=)"
_ORDENS_MAXIMAS = 200


@dataclass(frozen=True)
class Ordem:
    """One place where an order is sent; what a call leaves out is None."""

    posicao: int
    funcao: Funcao | None
    tipos: tuple[Trecho, ...]
    volume: Trecho | None
    stop: tuple[Trecho, ...]
    alvo: tuple[Trecho, ...]
    metodo: str = ""


def ordens(programa: Programa) -> Iterator[Ordem]:
    """Yield the orders that code that runs can send, in no particular order."""
    achadas = (o for o in _ordens(programa) if programa.ativo(o.posicao))
    return islice(achadas, _ORDENS_MAXIMAS)


def lado_e_forma(programa: Programa, ordem: Ordem) -> set[str]:
    """Return which of compra, venda, mercado, pendente_stop, pendente_limite the order can be."""
    if ordem.metodo in _DO_TIPO:
        return set(_DO_TIPO[ordem.metodo])
    formas: set[str] = set()
    for tipo in ordem.tipos:
        for palavra in re.findall(r"\w+", programa.vistas.codigo[tipo.inicio : tipo.fim]):
            formas.update(_DO_TIPO.get(palavra, ()))
    return formas or {"compra", "venda"}


def _ordens(programa: Programa) -> Iterator[Ordem]:
    palavras = programa.vistas.palavras
    for nome in sorted(p for p in palavras if p.startswith("OrderSend") and _ENVIO.match(p)):
        yield from _de_order_send(programa, nome)
    if any("trade" in d.nome.casefold() for d in programa.dependencias) or "CTrade" in palavras:
        for metodo in _METODOS.keys() & palavras:
            yield from _de_metodo(programa, metodo)


def _de_order_send(programa: Programa, nome: str) -> Iterator[Ordem]:
    if nome in programa.por_nome:
        return  # its own wrapper: the call inside it is what counts
    codigo = programa.vistas.codigo
    for abre in chamadas(codigo, nome):
        partes = argumentos(codigo, abre)
        funcao = programa.em(abre)
        if len(partes) >= 5:
            trechos = [Trecho(*parte, funcao) for parte in partes]
            yield Ordem(
                abre,
                funcao,
                (trechos[1],),
                trechos[2],
                tuple(trechos[5:6]),
                tuple(trechos[6:7]),
            )
        elif partes and len(partes) <= 2:
            yield from _de_pedido(programa, abre, codigo[partes[0][0] : partes[0][1]])


def _de_pedido(programa: Programa, abre: int, texto: str) -> Iterator[Ordem]:
    """Read the fields that the function around a call fills in a `MqlTradeRequest`."""
    nome, funcao = _PEDIDO.match(texto), programa.em(abre)
    if not nome or funcao is None:
        return
    codigo = programa.vistas.codigo
    campos: dict[str, list[Trecho]] = {}
    forma = re.compile(_CAMPO.format(re.escape(nome[1])))
    for achado in forma.finditer(codigo, funcao.abre, funcao.fim):
        valor = Trecho(achado.end(), fim_da_expressao(codigo, achado.end()), funcao)
        campos.setdefault(achado[1], []).append(valor)
    acoes = " ".join(codigo[t.inicio : t.fim] for t in campos.get("action", ()))
    if "TRADE_ACTION_" in acoes and not ("_DEAL" in acoes or "_PENDING" in acoes):
        return
    if _fecha(codigo[funcao.abre : funcao.fim], nome[1]):
        return
    volumes = campos.get("volume", [])
    yield Ordem(
        abre,
        funcao,
        tuple(campos.get("type", ())),
        volumes[0] if volumes else None,
        tuple(campos.get("sl", ())),
        tuple(campos.get("tp", ())),
    )


def _fecha(corpo: str, pedido: str) -> bool:
    """Tell whether a request names the position it acts on: that closes or reduces one."""
    return bool(re.search(rf"(?<![\w.]){re.escape(pedido)}\s*\.\s*position\s*=(?!=)", corpo))


def _de_metodo(programa: Programa, metodo: str) -> Iterator[Ordem]:
    codigo = programa.vistas.codigo
    volume, stop, alvo = _METODOS[metodo]
    for abre in chamadas(codigo, metodo, "_"):
        antes = codigo[max(0, abre - len(metodo) - 12) : abre]
        objeto = antes[: antes.rfind(metodo)]
        if not _OBJETO.search(objeto):
            continue
        funcao = programa.em(abre)
        trechos = [Trecho(*parte, funcao) for parte in argumentos(codigo, abre)]
        if len(trechos) > volume:
            yield Ordem(
                abre,
                funcao,
                tuple(trechos[1:2]) if volume else (),
                trechos[volume],
                tuple(trechos[stop : stop + 1]),
                tuple(trechos[alvo : alvo + 1]),
                metodo,
            )
