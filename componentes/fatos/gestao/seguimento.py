"""How a program moves the stop of open positions: with the price, to the entry, without a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from componentes.fatos.chamadas import argumentos
from componentes.fatos.gestao.leitor import Leitor, Mencao
from componentes.fatos.gestao.rastro import seguir
from componentes.fatos.rastreio.condicoes import comparacoes
from componentes.fatos.rastreio.valores import fim_da_expressao

PRECO = re.compile(
    r"\b(?:(?:[gpl]_?|ld_|_)?(?:Bid|Ask|bid|ask)(?:_\d+)?|MODE_BID|MODE_ASK|SYMBOL_BID|SYMBOL_ASK|POSITION_PRICE_CURRENT|"
    r"OrderClosePrice|PriceCurrent|Close|High|Low|iClose|iHigh|iLow|iMA|iSAR|iATR|iCustom|"
    r"iFractals|iBands|CopyBuffer|iLowest|iHighest)\b"
)
ENTRADA = re.compile(r"\b(?:OrderOpenPrice|POSITION_PRICE_OPEN|PriceOpen|\w*[Oo]pen_?[Pp]rice)\b")
_STOP_ATUAL = re.compile(r"\b(?:OrderStopLoss|POSITION_SL|StopLoss[ ]?\()")
_STOP_SOMADO = re.compile(r"\b(?:OrderStopLoss\(\)|POSITION_SL\))\s*[-+]")
_TESTE = re.compile(
    r"OrderStopLoss|OrderTakeProfit|POSITION_SL|POSITION_TP|StopLoss[ ]?\(|!=|\bSL\b"
)
_LUCRO = re.compile(r"\b(?:OrderProfit|POSITION_PROFIT|Profit)\b[^<>]{0,60}>")
_PENDENTE = re.compile(r"\bOP_(?:BUY|SELL)(?:STOP|LIMIT)\b|ORDER_TYPE_(?:BUY|SELL)_")
_EMPATE = re.compile(
    r"break_?even|no_?loss|profit_?lock|lock_?(?:in)?_?profit|sem_?perda|[a-z_]BE\b|\bBE[_A-Z]|\bBE\b",
)
_CONHECIDO = re.compile(f"{PRECO.pattern}|{ENTRADA.pattern}|{_STOP_ATUAL.pattern}")
_CLASSE = re.compile(r"\ACTrailing(?!None\b)\w+")
_MODIFICADORES = {"OrderModify": 2, "PositionModify": 1, "OrderModifyReliable": 2}
_PERCORRE = frozenset({"OrdersTotal", "OrderSelect", "for"})
_A_CADA_TICK = frozenset({"OnTick", "start"})
_LOCAIS = 10
_PEDACOS = 10
_ANTES = 1500


@dataclass(frozen=True, eq=False)
class Modificacao:
    """One place that changes the stop of a position, what the new stop is made of, and when."""

    onde: Mencao
    stop: str
    condicao: str
    seguida: bool
    """Whether the stop is a name that had to be followed back."""

    @property
    def segue_o_preco(self) -> bool:
        """Whether the stop follows the price: made of it, and compared or called trailing."""
        nomes = f"{self.onde.funcao.nome} {self.stop} {self.condicao}".lower()
        if _STOP_SOMADO.search(self.stop):
            return bool(PRECO.search(self.condicao))
        if not PRECO.search(self.stop):
            return "trail" in f"{self.onde.funcao.nome} {self.stop}".lower()
        em_lucro = ENTRADA.search(self.condicao) or _LUCRO.search(self.condicao)
        return "trail" in nomes or bool(_STOP_ATUAL.search(self.condicao) or em_lucro)

    @property
    def vai_a_entrada(self) -> bool:
        """Whether the stop goes to where the position was opened once there is a profit."""
        if not ENTRADA.search(self.stop):
            return False
        if _EMPATE.search(
            f"{self.onde.funcao.nome} {self.condicao} {self.stop}".replace("Be", "be")
        ):
            return True
        com_preco = PRECO.search(self.condicao) and ENTRADA.search(self.condicao)
        return bool(com_preco or _LUCRO.search(self.condicao))


def anotar_seguimento(leitor: Leitor) -> None:
    """Note `gestao:trailing`, `gestao:breakeven` and `gestao:modifica_sem_teste`."""
    for modificacao in islice(_modificacoes(leitor), _LOCAIS):
        if not (leitor.falta("trailing") or leitor.falta("breakeven")):
            break
        if modificacao.segue_o_preco:
            leitor.anotar("trailing", modificacao.onde, modificacao.stop)
        elif modificacao.vai_a_entrada:
            leitor.anotar("breakeven", modificacao.onde, modificacao.stop)
        if leitor.falta("modifica_sem_teste") and _sem_teste(leitor, modificacao):
            leitor.anotar("modifica_sem_teste", modificacao.onde)
    if leitor.falta("trailing"):
        _anotar_classe(leitor)
    _anotar_pelo_nome(leitor)


def _anotar_classe(leitor: Leitor) -> None:
    """Note the trailing classes of MetaTrader's own wizard."""
    for mencao in leitor.mencoes(leitor.nomes("ctrailing", forma=_CLASSE)):
        leitor.anotar("trailing", mencao)


def _anotar_pelo_nome(leitor: Leitor) -> None:
    """Note what functions that change orders, or call one that does, say they do."""
    modificam = frozenset(_MODIFICADORES) | {"TRADE_ACTION_SLTP"}
    proprias = {f.nome for f in leitor.programa.ativas if f.palavras & modificam}
    for nome, raizes in (("trailing", ("trail",)), ("breakeven", ("breakeven", "break_even"))):
        for mencao in (
            leitor.mencoes(leitor.nomes(*raizes)) if proprias and leitor.falta(nome) else ()
        ):
            funcao = mencao.funcao
            direta = bool(funcao.palavras & modificam)
            nomeada = raizes[0] in funcao.nome.lower() and funcao.palavras & (proprias | modificam)
            if nomeada or (direta and any(c.de_ordem for c in comparacoes(mencao.texto))):
                leitor.anotar(nome, mencao)
                break


def _modificacoes(leitor: Leitor) -> Iterator[Modificacao]:
    for nome, indice in _MODIFICADORES.items():
        for onde in leitor.chamadas(nome):
            partes = argumentos(leitor.codigo, onde.posicao)
            if indice < len(partes) and not _de_pendente(leitor, onde, nome):
                yield _modificacao(leitor, onde, partes[indice])
    if "TRADE_ACTION_SLTP" in leitor.programa.vistas.palavras:
        yield from _por_pedido(leitor)


def _de_pendente(leitor: Leitor, onde: Mencao, nome: str) -> bool:
    """Tell whether an order that waits is moved, not a position."""
    if nome == "PositionModify":
        return False
    condicao = leitor.condicao(onde)
    pode = "OP_" in condicao or "ORDER_TYPE_" in condicao
    return pode and bool(_PENDENTE.search(condicao))


def _por_pedido(leitor: Leitor) -> Iterator[Modificacao]:
    """Yield the stops that functions with a TRADE_ACTION_SLTP put into a request."""
    funcoes = {mencao.funcao for mencao in leitor.mencoes(["TRADE_ACTION_SLTP"])}
    for onde in leitor.mencoes(["sl"]):
        depois = leitor.codigo[onde.posicao + 2 : onde.fim].lstrip()
        if onde.funcao in funcoes and depois.startswith("=") and depois[1:2] != "=":
            inicio = leitor.codigo.index("=", onde.posicao) + 1
            fim = fim_da_expressao(leitor.codigo, inicio)
            yield _modificacao(leitor, onde, (inicio, fim))


def _modificacao(leitor: Leitor, onde: Mencao, stop: tuple[int, int]) -> Modificacao:
    """Return a modification with its stop followed back until price or entry turns up."""
    texto = leitor.codigo[stop[0] : stop[1]]
    seguida = not _CONHECIDO.search(texto)
    if seguida:
        texto = " ; ".join(
            (texto, *islice(seguir(leitor, texto, onde.funcao, onde.inicio), _PEDACOS))
        )
    return Modificacao(onde, texto, leitor.condicao(onde), seguida)


def _sem_teste(leitor: Leitor, modificacao: Modificacao) -> bool:
    """Tell whether each tick changes all stops though nothing asks if they would be others."""
    onde = modificacao.onde
    palavras = onde.funcao.palavras
    if "OrderSend" in palavras or not palavras >= _PERCORRE or modificacao.seguida:
        return False
    if not _A_CADA_TICK & leitor.programa.por_nome.keys() or not PRECO.search(modificacao.stop):
        return False
    antes = leitor.codigo[max(onde.funcao.abre, onde.posicao - _ANTES) : onde.posicao]
    return not _TESTE.search(antes)
