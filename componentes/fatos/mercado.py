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
from componentes.fatos.modelo import Coletor
from componentes.fatos.simbolos import COMECOS, mercados_da_lista

_TABELA = 6  # A program that names as many markets is bound to none: it looks them up in a table.
_VEZES = {"consultado": 3}
"""One or two prices of another symbol are a conversion to the account's currency."""
_MAIOR_TEXTO = 60
_ANTES, _DEPOIS = 120, 200

_COMPARA = re.compile(
    r"(?:(Order)Symbol\s*\(\s*\)|\w*[Ss]ym\w*(?:\s*\(\s*\d?\s*\))?|\bsyminfo\.(?:ticker(?:id)?|root)"
    r"|StringSubstr\s*\(\s*_?Symbol\s*(?:\(\s*\))?\s*,\s*0\s*,\s*\d\s*\))\s*([=!])=\s*\Z"
)
_COMPARADO = re.compile(r"\s*([=!])=\s*_?Symbol\b")
_PROCURA = re.compile(r"StringFind\s*\(\s*\w*[Ss]ym\w*\s*(?:\(\s*\))?\s*,\s*\Z")
_NAO_ACHOU = re.compile(r"\s*(?:,\s*\d+\s*)?\)\s*(?:<\s*0|==\s*-\s*1)")
_ACHOU = re.compile(r"\s*(?:,\s*\d+\s*)?\)\s*(?:>=?\s*-?\s*[01]|!=\s*-\s*1|==\s*0)")
_ORDEM = re.compile(
    r"(?:\bOrderSend\w*\s*\(\s*|\b(?:PositionOpen|OrderOpen)\s*\(\s*|\.\s*symbol\s*=\s*"
    r"|\.\s*(?:Buy|Sell)\s*\([^;,()]{1,60},\s*)\Z"
)
_CONSULTA = re.compile(r"\b(?:i[A-Z]\w{1,15}|Copy[A-Z]\w{3,12}|security)\s*\(\s*\Z")
_RECEBE = re.compile(r"(\w+)\s*=\s*\Z")
_DO_SIMBOLO = re.compile(r"(?i)\bstring\s+\w*(?:sym|pair|instrument|ativo)\w*\s*=\s*\Z")
_MACRO = re.compile(r"(?i)#\s*define\s+\w*(?:sym|pair)\w*\s+\Z")
# An input with such a label is for comparing with another market, not for trading it.
_REFERENCIA = re.compile(r"(?i)compar|refer|correl")
# What is set for one symbol when a program has settings for it; digits, pips, colours and ids are
# set by symbol in programs that run everywhere.
_AJUSTE = re.compile(
    r"(?i)take_?profit|stop_?loss|trailing|break_?even|spread\w*\s*=[^=]|lots?\s*=[^=]|ordersend"
    r"|\.\s*(?:buy|sell)\w*\s*\(|(?:period|bars)\w*\s*=[^=]"
)
_INSTRUCOES = 3


def anotar_mercado(coletor: Coletor, programa: Programa) -> None:
    """Note the markets that a program requires, trades, compares with or starts with."""
    nomes = list(_nomes(programa))
    if len({mercado for mercado, _, _ in nomes}) >= _TABELA:
        return
    usos = [(_especie(programa, i, f), mercado, i) for mercado, i, f in nomes]
    vezes = Counter((especie, mercado) for especie, mercado, _ in usos)
    for especie, mercado, posicao in usos:
        if especie and vezes[especie, mercado] >= _VEZES.get(especie, 1):
            coletor.anotar(f"simbolo_{especie}:{mercado}", posicao)


def _nomes(programa: Programa) -> Iterator[tuple[str, int, int]]:
    """Yield the markets that strings of active code name, and the offsets of each string."""
    original = programa.vistas.original
    for inicio, fim in programa.vistas.textos:
        if original[inicio + 1 : inicio + 4].upper() not in COMECOS or fim - inicio > _MAIOR_TEXTO:
            continue
        if programa.ativo(inicio):
            for mercado in mercados_da_lista(original[inicio + 1 : fim - 1]):
                yield mercado, inicio, fim


def _especie(programa: Programa, inicio: int, fim: int) -> str:
    """Say what the code does with the string between two offsets."""
    codigo = programa.vistas.codigo
    antes = codigo[max(0, inicio - _ANTES) : inicio]
    depois = codigo[fim : fim + _DEPOIS]
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
    achado = _COMPARA.search(antes)
    invertido = _COMPARADO.match(depois)
    procura = _PROCURA.search(antes)
    if achado and achado[1] and achado[2] == "=":
        return "negociado"
    if (achado and achado[2] == "!") or (invertido and invertido[1] == "!"):
        return "exigido"
    if procura and _NAO_ACHOU.match(depois):
        return "exigido"
    if not achado and not invertido and not (procura and _ACHOU.match(depois)):
        return ""
    return "comparado" if _AJUSTE.search(_governado(depois)) else ""


def _governado(depois: str) -> str:
    """Return what a condition governs: one statement, or the first ones of a block."""
    instrucoes = depois.partition("}")[0].split(";")
    return ";".join(instrucoes[: _INSTRUCOES if "{" in instrucoes[0] else 1])


def _e_padrao(programa: Programa, antes: str, fim: int) -> bool:
    """Tell whether the string is what an input, a variable or a macro for the symbol holds."""
    recebe = _RECEBE.search(antes)
    if recebe and recebe[1] in programa.nomes_de_entradas:
        resto = programa.vistas.original[fim : fim + _DEPOIS].partition("\n")[0]
        return not _REFERENCIA.search(resto)
    return bool(_DO_SIMBOLO.search(antes) or _MACRO.search(antes))
