"""MQL indicators that calculate a bar from bars newer than it.

MQL4 counts bars from the newest, so `Close[i-1]` is the bar after `i`; a centred average reads
both sides in either direction, and its last bars change until the far side is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

# Searched from the minus sign, a literal; what stands before it is read backwards.
_MENOS = re.compile(r"-[ \t]*(\w+)[ \t]*([\])])")
_CENTRO = re.compile(r"([\[,])[ \t]*([^\W\d]\w*)[ \t]*\Z")
_ACUMULA = re.compile(r"\+=|([^\W\d]\w*)[ \t]*=[ \t]*\1[ \t]*\+")
_JANELA = 400
_ANTES = 160
_LACO = 800
_DIFERENCAS_OLHADAS = 200
_NOME_MAXIMO = 60
_PASSOS = frozenset(map(str, range(1, 100)))
_EXTREMOS = frozenset({"iHighest", "iLowest", "Highest", "Lowest"})
_VALOR_DE_INDICADOR = re.compile(
    r"(?<![=<>!])=(?!=).*\bi(?:AC|AO|ADX|ATR|Bands|CCI|Custom|DeMarker|MA|MACD"
    r"|Momentum|RSI|SAR|StdDev|Stochastic|WPR|\w+OnArray)\s*\(",
    re.DOTALL,
)


class Diferenca(NamedTuple):
    """An index or last argument `centro - passo`, with the signs around it."""

    posicao: int
    fim: int
    centro: str
    passo: str
    abre: str
    fecha: str


def anotar_dados_futuros(coletor: Coletor, programa: Programa) -> None:
    """Note windows that reach past the bar they are calculated for."""
    codigo = coletor.vistas.codigo
    diferencas = list(_diferencas(codigo))
    for fato, achados in (
        ("repintura:janela_centrada", _centradas(codigo, diferencas)),
        ("repintura:valor_adiante", _valores_adiante(codigo, diferencas)),
        ("repintura:extremo_adiante", _extremos_adiante(coletor)),
    ):
        primeiro = next((posicao for posicao in achados if programa.ativo(posicao)), None)
        if primeiro is not None:
            coletor.anotar(fato, primeiro)


def _diferencas(codigo: str) -> Iterator[Diferenca]:
    for menos in islice(_MENOS.finditer(codigo), _DIFERENCAS_OLHADAS):
        centro = _CENTRO.search(codigo, max(0, menos.start() - _NOME_MAXIMO), menos.start())
        if centro:
            onde = (centro.start(), menos.end())
            yield Diferenca(*onde, centro[2], menos[1], centro[1], menos[2])


def _centradas(codigo: str, diferencas: Iterable[Diferenca]) -> Iterator[int]:
    """Yield sums over `x[i-j]` that stand beside sums over `x[i+j]`."""
    for diferenca in diferencas:
        posicao, fim, centro, passo, abre, fecha = diferenca
        if passo.isdigit():
            continue
        perto = codigo[max(0, posicao - _JANELA) : fim + _JANELA].replace(" ", "")
        if f"{abre}{centro}+{passo}{fecha}" in perto and _soma(codigo, diferenca):
            yield posicao


def _soma(codigo: str, diferenca: Diferenca) -> bool:
    """Tell a sum, or a window let incomplete at the newest bars, from a test of confirmed bars."""
    antes = codigo[max(0, diferenca.posicao - _ANTES) : diferenca.posicao]
    junto = antes.replace(" ", "")
    return (
        _ACUMULA.search(_instrucao(antes)) is not None
        or f"{diferenca.passo}<={diferenca.centro}" in junto
        or f"{diferenca.centro}-{diferenca.passo}>=0" in junto
    )


def _instrucao(antes: str) -> str:
    """Return the statement that a text ends in."""
    return antes[max(antes.rfind(sinal) for sinal in ";{}") + 1 :]


def _valores_adiante(codigo: str, diferencas: Iterable[Diferenca]) -> Iterator[int]:
    """Yield indicator values taken for the bar after the one of the loop."""
    for diferenca in diferencas:
        if diferenca.abre != "," or diferenca.passo not in _PASSOS:
            continue
        antes = codigo[max(0, diferenca.posicao - _LACO) : diferenca.posicao]
        valor = _VALOR_DE_INDICADOR.search(_instrucao(antes))
        if valor and _decresce(antes, diferenca.centro):
            yield diferenca.posicao


def _decresce(codigo: str, barra: str) -> bool:
    """Tell whether a name counts bars in the code before."""
    return any(passo in codigo for passo in (f"{barra}--", f"--{barra}", f"{barra}++"))


def _extremos_adiante(coletor: Coletor) -> Iterator[int]:
    """Yield searches for an extreme among as many bars as they start ahead of the bar."""
    codigo = coletor.vistas.codigo
    for nome in sorted(_EXTREMOS & coletor.vistas.palavras):
        for abre in chamadas(codigo, nome):
            partes = [codigo[a:b].replace(" ", "") for a, b in argumentos(codigo, abre)[3:]]
            if len(partes) != 2 or "-" not in partes[1]:
                continue
            barra, _, quantas = partes[1].removesuffix("+1").partition("-")
            if quantas == partes[0] and _decresce(codigo[max(0, abre - _LACO) : abre], barra):
                yield abre
