"""Symbols that a program is truly bound to, told from tables, conversions and digits by symbol.

Most programs run on any chart: no fact at all is the normal answer. `simbolo_exigido` refuses
other symbols, `simbolo_negociado` stands in an order, `simbolo_padrao` is what an input or a
variable for the symbol starts with, `simbolo_comparado` sets parameters for it,
`simbolo_consultado` reads its prices again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from componentes.fatos.funcoes import Programa
from componentes.fatos.mercado.consequencia import JANELA, governado, recusa
from componentes.fatos.mercado.simbolos import COMECOS, mercados_da_lista
from componentes.fatos.modelo import Coletor

_TABELA = 6  # A program that names as many markets is bound to none: it looks them up in a table.
_VEZES = {"consultado": 3}
"""One or two prices of another symbol are a conversion to the account's currency."""
_MERCADOS_MAXIMOS = {"negociado": 3}
"""Orders looked up by the names of more markets are added up in a table of results."""
_NOMES_MAXIMOS = 500
_MAIOR_TEXTO = 60
_ANTES = 120

# What stands before a market's name. Words are taken whole: each text is tried once at each word.
_COMPARA = re.compile(r"(?<!\w)((?:syminfo\.)?\w++)\s*+(?:\([^();]{0,40}\)\s*+)?([=!])=\s*+\Z")
_COMPARADO = re.compile(r"\s*([=!])=\s*_?Symbol\b")
_PROCURA = re.compile(r"\bStringFind\s*+\(\s*+(\w++)\s*+(?:\(\s*+\)\s*+)?,\s*+\Z")
_PREFIXO = re.compile(r"\bStringSubstr\s*+\(\s*+(\w++)[^;=!]{0,40}([=!])=\s*+\Z")
_NAO_ACHOU = re.compile(r"\s*(?:,\s*\d+\s*)?\)\s*(?:<\s*0|==\s*-\s*1)")
_ACHOU = re.compile(r"\s*(?:,\s*\d+\s*)?\)\s*(?:>=?\s*-?\s*[01]|!=\s*-\s*1|==\s*0)")
_ORDEM = re.compile(
    r"(?:\bOrderSend\w*+\s*+\(\s*+|\b(?:PositionOpen|OrderOpen)\s*+\(\s*+|\.\s*+symbol\s*+=\s*+"
    r"|\.\s*+(?:Buy|Sell)\s*+\([^;,()]{1,60},\s*+)\Z"
)
_CONSULTA = re.compile(r"\b(?:i[A-Z]\w++|Copy[A-Z]\w++|security)\s*+\(\s*+\Z")
_RECEBE = re.compile(r"(?<!\w)(\w++)\s*+=\s*+\Z")
_DECLARA = re.compile(r"(?:\bstring\s++|#\s*+define\s++)(\w++)\s*+=?\s*+\Z")
_SIMBOLO = re.compile(r"(?i)sym|simb")
_DE_SIMBOLO = re.compile(r"(?i)sym|simb|pair|instrument|ativo")
# An input with such a label is for comparing with another market, not for trading it.
_REFERENCIA = re.compile(r"(?i)compar|refer|correl|bench")
# What is set for one symbol when a program has settings for it; digits, pips, colours and ids are
# set by symbol in programs that run everywhere.
_AJUSTE = re.compile(
    r"(?i)take_?profit|stop_?loss|trailing|break_?even|spread\w*\s*=[^=]|lots?\s*=[^=]|ordersend"
    r"|\.\s*(?:buy|sell)\w*\s*\(|(?:period|bars)\w*\s*=[^=]"
)


def anotar_mercado(coletor: Coletor, programa: Programa) -> None:
    """Note the markets that a program requires, trades, compares with or starts with."""
    usos = [(_especie(programa, i, f), mercado, i) for mercado, i, f in _nomes(programa)]
    vezes = Counter((especie, mercado) for especie, mercado, _ in usos)
    mercados = Counter(especie for especie, _ in vezes)
    for especie, mercado, posicao in usos:
        if mercados[especie] > _MERCADOS_MAXIMOS.get(especie, _TABELA):
            continue
        if especie and vezes[especie, mercado] >= _VEZES.get(especie, 1):
            coletor.anotar(f"simbolo_{especie}:{mercado}", posicao)


def _nomes(programa: Programa) -> list[tuple[str, int, int]]:
    """Return the markets that strings of active code name, with offsets; [] for a table."""
    nomes: list[tuple[str, int, int]] = []
    distintos: set[str] = set()
    for nome in _todos_os_nomes(programa):
        nomes.append(nome)
        distintos.add(nome[0])
        if len(distintos) >= _TABELA or len(nomes) > _NOMES_MAXIMOS:
            return []
    return nomes


def _todos_os_nomes(programa: Programa) -> Iterator[tuple[str, int, int]]:
    original = programa.vistas.original
    textos = [t for t in programa.vistas.textos if original[t[0] + 1 : t[0] + 4] in COMECOS]
    for inicio, fim in textos:
        if fim - inicio <= _MAIOR_TEXTO and programa.ativo(inicio):
            for mercado in mercados_da_lista(original[inicio + 1 : fim - 1]):
                yield mercado, inicio, fim


def _especie(programa: Programa, inicio: int, fim: int) -> str:
    """Say what the code does with the string between two offsets."""
    codigo = programa.vistas.codigo
    antes = codigo[max(0, inicio - _ANTES) : inicio]
    depois = codigo[fim : fim + JANELA]
    comparacao = _comparacao(antes, depois)
    if comparacao:
        return comparacao
    if _ORDEM.search(antes):
        return "negociado"
    if _CONSULTA.search(antes):
        return "consultado"
    return "padrao" if _e_padrao(programa, antes, fim) else ""


def _comparacao(antes: str, depois: str) -> str:
    """Say what a comparison with the chart's symbol, or with that of an order, means."""
    igual = _sinal(antes, depois)
    if igual == "proprias":
        return "negociado"
    if igual == "!":
        return "exigido" if recusa(depois) else ""
    return "comparado" if igual and _AJUSTE.search(governado(depois)) else ""


def _sinal(antes: str, depois: str) -> str:
    """Return "=" where code asks for a symbol, "!" for any other, "proprias" for its orders'."""
    achado = _COMPARA.search(antes) or _PREFIXO.search(antes)
    if achado and _SIMBOLO.search(achado[1]):
        return "proprias" if (achado[1], achado[2]) == ("OrderSymbol", "=") else achado[2]
    invertido = _COMPARADO.match(depois)
    if invertido:
        return invertido[1]
    procura = _PROCURA.search(antes)
    if not procura or not _SIMBOLO.search(procura[1]):
        return ""
    return "!" if _NAO_ACHOU.match(depois) else "=" if _ACHOU.match(depois) else ""


def _e_padrao(programa: Programa, antes: str, fim: int) -> bool:
    """Tell whether the string is what an input, a variable or a macro for the symbol holds."""
    recebe = _RECEBE.search(antes)
    if recebe and recebe[1] in programa.nomes_de_entradas:
        resto = programa.vistas.original[fim : fim + JANELA].partition("\n")[0]
        return not _REFERENCIA.search(f"{recebe[1]} {resto}")
    declara = _DECLARA.search(antes)
    return bool(declara and _DE_SIMBOLO.search(declara[1]))
