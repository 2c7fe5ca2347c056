"""When a program keeps from trading: spread, hours, Fridays, news."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from componentes.fatos.gestao.leitor import Leitor, Mencao
from componentes.fatos.rastreio.condicoes import Comparacao, comparacoes, decide
from componentes.fatos.rastreio.valores import NOME

_SPREAD = re.compile(
    r"spread|\bAsk\s*-\s*Bid\b|\bask\s*-\s*bid\b|SYMBOL_ASK\W+-\W.{0,40}SYMBOL_BID", re.IGNORECASE
)
_PRECO = re.compile(
    r"\b(?:OrderOpenPrice|OrderStopLoss|OrderTakeProfit|Open|High|Low|Close|iHigh|iLow|MODE_STOPLEVEL|"
    r"stop_?level|StopLevel)\b|price|profit",
    re.IGNORECASE,
)
_NAO_LIDO = re.compile(
    r"\+|count|mode\b|index|use|MathAbs|fabs|size\(|time|distance", re.IGNORECASE
)
_SO_PRECO = re.compile(r"\b(?:Bid|Ask)\b")
_ZERO = re.compile(r"\(*\s*-?\s*0?\.?0*\)*\Z")
_HORA_LIDA = re.compile(
    r"\b(?:Hour|TimeHour)\s*\(|\.hour\b|\b\w{0,30}(?:hour|hora)(?!s)\w{0,30}(?!\w|\s*\*)",
    re.IGNORECASE,
)
_INSTANTE = re.compile(
    r"\b(?:TimeCurrent|TimeLocal|CurTime|TimeGMT|TimeTradeServer)\s*\(|\b(?:now|time_?now|current_?time)\b",
    re.IGNORECASE,
)
_DIFERENCAS = {"Ask": ("Ask-Bid", "Ask - Bid"), "ask": ("ask-bid", "ask - bid")}
_RELOGIOS = ("TimeCurrent", "TimeLocal", "CurTime", "TimeGMT")
_MARCO = re.compile(
    r"StrToTime|StringToTime|start|end|begin|stop|session|from|until|open|close|trad", re.IGNORECASE
)
_OUTRO_TEMPO = re.compile(
    r"OrderOpenTime|OrderCloseTime|expir|valid|licen|trial|last|prev|bar|date|POSITION_TIME|news|Time(?:Year|Month|Day|Minute)\b|year|month",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"\A\(*\s*\d+\s*\)*\Z")
_DESENHO = re.compile(r"Object|Draw|Comment|Print|[dD]isplay|StringFind")
_SEXTA = re.compile(r"friday|sexta|weekend|fim_?de_?semana", re.IGNORECASE)
_DIA_DA_SEMANA = re.compile(r"DayOfWeek|day_of_week|\bdow\b|week_?day", re.IGNORECASE)
_OUTRA_BARRA = re.compile(r"iTime\s*\(|\bTime\s*\[\s*[^\W\d]")
_CINCO = re.compile(r"\A\(*\s*(?:5|FRIDAY)\s*\)*\Z")
_QUATRO = re.compile(r"\A\(*\s*4\s*\)*\Z")
# `newStop` and `newsl` are new stops: what follows must start another word.
_NOTICIA = re.compile(
    r"(?:news|News|NEWS)(?=_|[A-Z0-9]|\b|filter|time|event|impact|block|trad)|[Nn]oticia|FFCal|CalendarValue"
)
_CONDICAO = re.compile(r"\bif\b|\breturn\b|&&")
_EVITA = re.compile(
    r"filter|filtr|avoid|before|after|pause|stop|block|minute|mins?\b|min_|off|disable|no_?trade|allow|is_?news|"
    r"news_?time|impact|antes|depois|evita",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Filtro:
    """What to look for: roots of names, other names, signs that stand near, and the test."""

    nome: str
    raizes: tuple[str, ...]
    outros: tuple[str, ...]
    perto: str
    serve: Callable[[Leitor, Mencao], bool]


def anotar_filtros(leitor: Leitor) -> None:
    """Note `gestao:spread_maximo`, `horario`, `sexta` and `filtro_de_noticias`."""
    for filtro in _FILTROS:
        if leitor.falta(filtro.nome):
            _anotar(leitor, filtro)


def _anotar(leitor: Leitor, filtro: _Filtro) -> None:
    nomes = [*leitor.nomes(*filtro.raizes), *filtro.outros]
    if filtro.nome == "spread_maximo" and _ha_diferenca(leitor):
        nomes += _DIFERENCAS
    for mencao in leitor.mencoes(nomes, perto=filtro.perto):
        if _decide(mencao.texto) and filtro.serve(leitor, mencao):
            leitor.anotar(filtro.nome, mencao)
            return


def _decide(texto: str) -> bool:
    return "&&" in texto or "?" in texto or decide(texto)


def _ha_diferenca(leitor: Leitor) -> bool:
    """Tell whether one price is taken away from the other somewhere."""
    codigo = leitor.codigo
    for preco, (junta, separada) in _DIFERENCAS.items():
        if preco in leitor.programa.vistas.palavras and (junta in codigo or separada in codigo):
            return True
    return False


def _limita_spread(_: Leitor, mencao: Mencao) -> bool:
    """Tell whether a spread is compared with a limit; the largest seen so far is no limit."""
    for comparacao in comparacoes(mencao.texto):
        for lado, limite in (comparacao.crescente, comparacao.crescente[::-1]):
            if comparacao.de_ordem and _e_spread(lado) and _e_limite(limite):
                return not re.search(r"=\s*\w*" + re.escape(lado) + r"\s*\Z", mencao.texto)
    return False


def _e_spread(lado: str) -> bool:
    if _PRECO.search(lado) or _NAO_LIDO.search(lado) or not _SPREAD.search(lado):
        return False
    com_preco = bool(_SO_PRECO.search(lado) or "bid" in lado.lower())
    return com_preco is ("-" in lado)


def _e_limite(lado: str) -> bool:
    return not (_ZERO.match(lado) or _PRECO.search(lado) or _SO_PRECO.search(lado))


def _limita_hora(leitor: Leitor, mencao: Mencao) -> bool:
    """Tell whether the time of day lies in a window, or meets hours that the user sets."""
    if _DESENHO.search(mencao.texto) or _DIA_DA_SEMANA.search(mencao.texto):
        return False
    achadas = [c for c in comparacoes(mencao.texto) if _de_hora(c)]
    if sum(c.de_ordem for c in achadas) >= 2:
        return True
    return any(_com_entrada(leitor, c) for c in achadas)


def _de_hora(comparacao: Comparacao) -> bool:
    lados = (comparacao.esquerda, comparacao.direita)
    if any(map(_OUTRO_TEMPO.search, lados)) or any(map(_ZERO.match, lados)):
        return False
    for lado, limite in (lados, lados[::-1]):
        if _HORA_LIDA.search(lado) and (_NUMERO.match(limite) or NOME.search(limite)):
            return True
        if _INSTANTE.search(lado) and "-" not in lado and _MARCO.search(limite):
            return True
    return False


def _com_entrada(leitor: Leitor, comparacao: Comparacao) -> bool:
    """Tell whether one side is the clock and the other an input of the program."""
    lados = (comparacao.esquerda, comparacao.direita)
    de_entrada = [bool(leitor.entradas((lado,))) for lado in lados]
    return any(de_entrada) and not any(map(_NUMERO.match, lados))


def _na_sexta(_: Leitor, mencao: Mencao) -> bool:
    """Tell whether Friday or the weekend is asked for."""
    if _DESENHO.search(mencao.texto):
        return False
    for comparacao in comparacoes(mencao.texto):
        lados = (comparacao.esquerda, comparacao.direita)
        for lado, limite in (lados, lados[::-1]):
            if (
                _DIA_DA_SEMANA.search(lado)
                and not _OUTRA_BARRA.search(lado)
                and (_CINCO.match(limite) or (comparacao.sinal == ">" and _QUATRO.match(limite)))
            ):
                return True
    return bool(_SEXTA.search(mencao.texto) and re.search(r"\bif\b", mencao.texto))


def _evita_noticia(_: Leitor, mencao: Mencao) -> bool:
    """Tell whether a condition asks about news by words of avoidance."""
    if not _CONDICAO.search(mencao.texto):
        return False
    nomes = [nome for nome in NOME.findall(mencao.texto) if _NOTICIA.search(nome)]
    return any(map(_EVITA.search, nomes))


_FILTROS = (
    _Filtro("spread_maximo", ("spread",), (), "<>", _limita_spread),
    _Filtro("horario", ("hour", "hora"), _RELOGIOS, "<>=", _limita_hora),
    _Filtro(
        "sexta",
        ("friday", "dayofweek", "day_of_week", "weekend", "sexta"),
        ("dow", "Day"),
        "=>",
        _na_sexta,
    ),
    _Filtro(
        "filtro_de_noticias", ("news", "noticia", "ffcal", "calendarvalue"), (), "", _evita_noticia
    ),
)
