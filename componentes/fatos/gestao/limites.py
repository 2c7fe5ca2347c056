"""What bounds the size of trading: number of orders, lot, lot computed from the account."""

from __future__ import annotations

import re

from componentes.fatos.gestao.leitor import Leitor, Mencao
from componentes.fatos.rastreio.condicoes import Comparacao, comparacoes, decide

_CONTA = re.compile(
    r"\b(?:OrdersTotal|PositionsTotal)\b|count|total|trades|orders|positions|num_?|open(?:ed)?_?(?:buy|sell)|"
    r"qtd|ordens|nivel|level",
    re.IGNORECASE,
)
_MAXIMO = re.compile(
    r"max\w*?(?:orders?|trades?|positions?|pos|level|grid|count|buy|sell|deals?|open|layers?|entries|ordens)|"
    r"(?:orders?|trades?|positions?|deals?|entries)_?\w{0,12}(?:max|limit)|limit_?(?:orders|trades|positions)",
    re.IGNORECASE,
)
_NAO_CONTA = re.compile(r"lot|spread|loss|dd|draw|risk|profit|slip|time|hist", re.IGNORECASE)
_TOTAL_DIRETO = re.compile(r"\A[(\s]*(?:OrdersTotal|PositionsTotal)\s*\(\s*\)[)\s]*\Z")
_UM_OU_MAIS = re.compile(r"\A[(\s]*[1-9]\d?[)\s]*\Z")
_LOTE_MAXIMO = re.compile(
    r"max\w{0,8}_?(?:lot|vol)|(?:lots?|volume)\w{0,6}_?max|MODE_MAXLOT|SYMBOL_VOLUME_MAX|LotsMax|\.LotsMax",
    re.IGNORECASE,
)
_MENOR_DE_DOIS = re.compile(r"\b(?:MathMin|fmin)\s*\(")
_SALDOS = [
    "AccountBalance",
    "AccountEquity",
    "AccountFreeMargin",
    "ACCOUNT_BALANCE",
    "ACCOUNT_EQUITY",
    "ACCOUNT_FREEMARGIN",
    "ACCOUNT_MARGIN_FREE",
    "Balance",
    "Equity",
    "FreeMargin",
]
_SALDO = re.compile(rf"\b(?:{'|'.join(_SALDOS)})\b")
_ATRIBUIDO = re.compile(r"(?<!\w)([^\W\d]\w*)\s*(?:\[[^\]]{0,40}\]\s*)?=(?!=)([^;]*)")
_FRACAO = re.compile(
    r"risk|risco|perc|pct|\bMM|mm\b|/\s*100|\*\s*0?\.0\d|/\s*\(?\s*\d{3,}|prc|Porc", re.IGNORECASE
)
_LOTE = re.compile(r"lot|vol|size|contract|risk|money|amount|qty|\bMM", re.IGNORECASE)
_CLASSES = ("CMoneyFixedRisk", "CMoneySizeOptimized", "CMoneyFixedMargin")


def anotar_limites(leitor: Leitor) -> None:
    """Note `gestao:limite_de_ordens`, `gestao:limite_de_lote` and `gestao:lote_por_risco`."""
    if leitor.falta("limite_de_ordens"):
        _anotar_ordens(leitor)
    if leitor.falta("limite_de_lote"):
        _anotar_lote(leitor)
    if leitor.falta("lote_por_risco"):
        _anotar_risco(leitor)


def _anotar_ordens(leitor: Leitor) -> None:
    nomes = leitor.nomes("max", "limit", forma=_MAXIMO)
    for mencao in leitor.mencoes((*nomes, "OrdersTotal", "PositionsTotal"), perto="<>"):
        if decide(mencao.texto) and any(map(_limita, comparacoes(mencao.texto))):
            leitor.anotar("limite_de_ordens", mencao)
            return


def _limita(comparacao: Comparacao) -> bool:
    """Tell whether a number of orders is compared with the most there may be."""
    lados = (comparacao.esquerda, comparacao.direita)
    if not comparacao.de_ordem or any(map(_NAO_CONTA.search, lados)):
        return False
    for conta, limite in (lados, lados[::-1]):
        if _MAXIMO.search(limite) and _CONTA.search(conta) and not _MAXIMO.search(conta):
            return True
        if _TOTAL_DIRETO.match(conta) and _UM_OU_MAIS.match(limite):
            return True
    return False


def _anotar_lote(leitor: Leitor) -> None:
    """Prefer the limit that the user sets to the one of the broker."""
    achadas = [
        m for m in leitor.mencoes(leitor.nomes("max", forma=_LOTE_MAXIMO)) if _limita_lote(m)
    ]
    if achadas:
        com_entrada = [m for m in achadas if leitor.entradas((m.texto,))]
        leitor.anotar("limite_de_lote", (com_entrada or achadas)[0])


def _limita_lote(mencao: Mencao) -> bool:
    texto = mencao.texto
    if not _LOTE_MAXIMO.search(texto):
        return False
    if _MENOR_DE_DOIS.search(texto):
        return True
    return any(
        c.de_ordem and _LOTE_MAXIMO.search(c.esquerda + c.direita) for c in comparacoes(texto)
    )


def _anotar_risco(leitor: Leitor) -> None:
    for mencao in leitor.mencoes(_SALDOS):
        if _calcula_lote(mencao):
            leitor.anotar("lote_por_risco", mencao)
            return
    for mencao in leitor.mencoes(_CLASSES):
        leitor.anotar("lote_por_risco", mencao)


def _calcula_lote(mencao: Mencao) -> bool:
    """Tell whether a lot, or the money at risk for one, is made of a share of the account."""
    if "*" not in mencao.texto and "/" not in mencao.texto:
        return False
    achado = _ATRIBUIDO.search(mencao.texto)
    nome, valor = (achado[1], achado[2]) if achado else (mencao.funcao.nome, mencao.texto)
    if not achado and "return" not in mencao.texto:
        return False
    if not _SALDO.search(valor) or not _FRACAO.search(valor) or not set("*/") & set(valor):
        return False
    return bool(_LOTE.search(nome) or _LOTE.search(mencao.funcao.nome))
