"""Formulas that show the idea of a program without naming it."""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.assunto.formulas_de_preco import anotar_precos
from componentes.fatos.assunto.medidas import anotar_medidas
from componentes.fatos.assunto.velas import anotar_velas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.pine import DECLARACAO
from componentes.lexico.vistas import Vistas

_FAIXAS = (
    ("iHighest", "iLowest"),
    ("Highest", "Lowest"),
    ("highest", "lowest"),
    ("ArrayMaximum", "ArrayMinimum"),
)
_PRECO_CRUZA = re.compile(r"\bcross(?:over|under)\(\s*+close\s*+,")
_POUCAS_LINHAS = range(2, 5)
_RAZOES = ("0.382", "0.5", "0.786", "0.764", "1.618", "1.272", "0.236")
_RAZOES_MINIMAS = 2
_AGE = frozenset(
    [
        *("OrderSend", "OrderClose", "OrderModify", "OrderDelete", "CTrade", "SetIndexBuffer"),
        *("FileOpen", "FileWrite", "WebRequest", "ShellExecuteW", "WinExec"),
        *("ObjectDelete", "ObjectsDeleteAll", "PostMessageA", "PostMessageW", "SendMessageW"),
        *("GlobalVariablesDeleteAll", "ChartApplyTemplate", "ChartSetSymbolPeriod"),
    ]
)
_AVISA = ("Alert", "Comment", "MessageBox")
_PERIODO_MAIOR = re.compile(
    r"\s*+\([^,()\n]{0,40}+(?:\(\))?\s*+,\s*+(?:PERIOD_(?:D1|W1|MN1)|1440|10080|43200)\b"
)
_CHAMADAS_OLHADAS = 20
_OSCILADORES_DE_EXTREMO = ("rsi", "stoch", "cci", "wpr", "mfi")
_EXTREMO = re.compile(
    rf"\b(?:{'|'.join(_OSCILADORES_DE_EXTREMO)})\w{{0,20}}+\s*+[<>]=?\s*+-?(?:\d|over)",
    re.IGNORECASE,
)
_INICIOS_DE_CRUZAMENTO = ("cross",)
_OSCILADORES = (*_OSCILADORES_DE_EXTREMO, "macd")
# From a literal on: what stands before the sign is read backwards.
_COM_NUMERO = re.compile(r"[<>]=?[ \t]*-?(?:\d|over)")
_CRUZA = re.compile(r"cross(?:over|under)\([ \t]*(?:ta\.)?(\w+)")
_NOME_ANTES = re.compile(r"\b([^\W\d]\w*)[ \t]*\Z")
_NOME_MAXIMO = 40
_COMPARACOES_OLHADAS = 400
_CRUZAMENTO = re.compile(
    r"\bcross(?:over|under)?\(\s*+(?:close|\w{0,12}(?:ma|macd))", re.IGNORECASE
)
_HORAS = frozenset(
    ["TimeHour", "TimeDayOfWeek", "DayOfWeek", "StrToTime", "StringToTime", "TimeToStruct"]
)
_SMC = re.compile(r"order ?block|\bfvgs?\b|fair value gap|\bbos\b|choch", re.IGNORECASE)


def anotar_formulas(coletor: Coletor, programa: Programa) -> None:
    """Note formulas by what they compute (`formula:`)."""
    vistas = programa.vistas
    _anotar_faixa(coletor, vistas)
    _anotar_razoes(coletor, vistas)
    anotar_precos(coletor, vistas)
    anotar_velas(coletor)
    anotar_medidas(coletor)
    if vistas.gramatica == "mql":
        _anotar_periodo_maior(coletor, vistas)
        _anotar_avisos(coletor, vistas)
        _anotar_horario(coletor, vistas)
    else:
        _anotar_smc_nos_textos(coletor, vistas)
        _anotar_sinal_de_oscilador(coletor, vistas)
        if "strategy" in vistas.palavras:
            _anotar_primeira(coletor, "formula:extremo", _EXTREMO, _OSCILADORES_DE_EXTREMO)
            _anotar_primeira(coletor, "formula:cruzamento", _CRUZAMENTO, _INICIOS_DE_CRUZAMENTO)
            _anotar_primeira(coletor, "formula:preco_cruza", _PRECO_CRUZA, _INICIOS_DE_CRUZAMENTO)


def _anotar_faixa(coletor: Coletor, vistas: Vistas) -> None:
    """Highest and lowest of a window; few lines drawn with them are a channel."""
    for alto, baixo in _FAIXAS:
        if {alto, baixo} <= vistas.palavras:
            coletor.anotar("formula:faixa", vistas.achar_palavra(alto))
    if vistas.codigo.count("SetIndexBuffer") in _POUCAS_LINHAS:
        coletor.anotar("desenho:poucas_linhas", vistas.achar_palavra("SetIndexBuffer"))


def _anotar_razoes(coletor: Coletor, vistas: Vistas) -> None:
    """0.618 alone is any constant; beside others it is a Fibonacci ratio."""
    posicao = vistas.codigo.find("0.618")
    if posicao >= 0 and sum(razao in vistas.codigo for razao in _RAZOES) >= _RAZOES_MINIMAS:
        coletor.anotar("formula:fibonacci", posicao)


def _anotar_periodo_maior(coletor: Coletor, vistas: Vistas) -> None:
    """High of a day, a week or a month asked for by that period."""
    if "iHigh" not in vistas.palavras:
        return
    for posicao in vistas.achar_palavras("iHigh", _CHAMADAS_OLHADAS):
        if _PERIODO_MAIOR.match(vistas.codigo, posicao + len("iHigh")):
            coletor.anotar("formula:periodo_maior", posicao)
            return


def _anotar_avisos(coletor: Coletor, vistas: Vistas) -> None:
    """A program that tells a person something, and neither draws, trades nor writes."""
    if _AGE & vistas.palavras:
        return
    for palavra in _AVISA:
        if palavra in vistas.palavras:
            coletor.anotar("formula:so_avisa", vistas.achar_palavra(palavra))


def _anotar_primeira(
    coletor: Coletor, fato: str, padrao: re.Pattern[str], comecos: tuple[str, ...]
) -> None:
    """Note the first match of a pattern, tried only where some word begins as it does."""
    vistas = coletor.vistas
    ha_palavra = any(palavra.lower().startswith(comecos) for palavra in vistas.palavras)
    if ha_palavra and (achado := padrao.search(vistas.codigo)):
        coletor.anotar(fato, achado.start())


def _anotar_horario(coletor: Coletor, vistas: Vistas) -> None:
    """Hours or days of the week are read."""
    palavra = min(_HORAS & vistas.palavras, default="")
    if palavra:
        coletor.anotar("formula:horario", vistas.achar_palavra(palavra))


def _anotar_sinal_de_oscilador(coletor: Coletor, vistas: Vistas) -> None:
    """An oscillator held against a number, or crossed."""
    for cruza in islice(_CRUZA.finditer(vistas.codigo), _COMPARACOES_OLHADAS):
        if cruza[1].lower().startswith(_OSCILADORES):
            coletor.anotar("formula:sinal_de_oscilador", cruza.start())
            return
    for sinal in islice(_COM_NUMERO.finditer(vistas.codigo), _COMPARACOES_OLHADAS):
        inicio = max(0, sinal.start() - _NOME_MAXIMO)
        nome = _NOME_ANTES.search(vistas.codigo, inicio, sinal.start())
        if nome and nome[1].lower().startswith(_OSCILADORES):
            coletor.anotar("formula:sinal_de_oscilador", sinal.start())
            return


def _anotar_smc_nos_textos(coletor: Coletor, vistas: Vistas) -> None:
    """Inputs and labels, the program's own titles aside, that name order blocks, gaps or breaks."""
    if not _SMC.search(vistas.texto):
        return
    declaracao = DECLARACAO.search(vistas.codigo)
    titulos = declaracao.start() if declaracao else 0
    fim_dos_titulos = vistas.codigo.find(")", titulos)
    for inicio, fim in vistas.textos:
        if not titulos <= inicio < fim_dos_titulos and _SMC.search(vistas.original, inicio, fim):
            coletor.anotar("formula:smc_nos_textos", inicio)
            return
