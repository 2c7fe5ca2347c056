"""Symbols and timeframes that a program's author names in words: head, description, title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.fatos.funcoes import Programa
from componentes.fatos.mercado.prazo import PRAZOS
from componentes.fatos.mercado.simbolos import COMECOS, mercado_na_prosa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_CABECA = 2500
_LINHA = 300
_LINHAS_POR_GATILHO = 4
_NOMES_MAXIMOS = 3  # A list of many is advice for all of them, or a table.
# Words that say what the name of a market or timeframe on their line is there for.
_GATILHOS = ("BACKTEST", "RECOM", "OPTIMI", "DESIGN", "FRAME", " TF", "PAIR", " ONLY", ".MQ")
_GATILHOS_DE = {
    "mql": (*_GATILHOS, "PROPERTY DESC"),
    "pine": (*_GATILHOS, "INDICATOR(", "STRATEGY("),
}
# EA Studio and its kin: "/*STRATEGY MARKET Premium Data; XAUUSD; M1 */", after the code.
_MARCA_DE_GERADOR = "STRATEGY MARKET"
_ENTRADAS_DE_GERADOR = frozenset({"Entry_Amount", "Entry_Lots"})
_MERCADO = re.compile(r"#?[A-Z][A-Z0-9/$]{2,11}")
_PRAZO = re.compile(
    r"(?<![A-Z0-9.])(?:(MN1?|[MHDW]\d{1,2})|(\d{1,2}) ?(M|H)(?:IN|INUTES?|OURS?)?)(?![A-Z0-9=])"
)
# Code put aside, lists of what an input accepts, and bounds ("H1 or lower") name without binding.
_OUTRA_COISA = re.compile(
    r"==|[{}]|;\s*+$|\bEX(?:AMPLE)?\s?[:.]|DONAT"
    r"|\b(?:1440|10080|43200|CURRENT|ANY|ALL|EVERY|LOWER|HIGHER|BELOW|ABOVE|LESS)\b"
)
_NOTA = re.compile(
    r"(?:(?:EXTERN|S?INPUT)\s+)?STRING\s+\w+\s*=\s*\"|INDICATOR|STRATEGY|#PROPERTY DESC"
)


def anotar_prosa(coletor: Coletor, programa: Programa) -> None:
    """Note what the prose near the top of a file names, unless it names many."""
    mercados: dict[str, int] = {}
    prazos: dict[str, int] = {}
    for posicao, linha in (*_linhas(programa.vistas), *_do_gerador(programa.vistas)):
        for achado in _MERCADO.finditer(linha):
            mercado = achado[0][:3] in COMECOS and mercado_na_prosa(achado[0])
            if mercado:
                mercados.setdefault(mercado, posicao + achado.start())
        for achado in _PRAZO.finditer(linha):
            prazo = _prazo(achado)
            if prazo in PRAZOS:
                prazos.setdefault(prazo, posicao + achado.start())
    _anotar(coletor, "simbolo_em_texto:", mercados)
    _anotar(coletor, "prazo_em_texto:", prazos)


def _prazo(achado: re.Match[str]) -> str:
    """Return M15 for "M15", "15M" and "15 minutes"."""
    nome = achado[1] or f"{achado[3]}{achado[2]}"
    return "MN1" if nome == "MN" else nome


def _anotar(coletor: Coletor, especie: str, achados: dict[str, int]) -> None:
    if len(achados) <= _NOMES_MAXIMOS:
        for nome, posicao in achados.items():
            coletor.anotar(especie + nome, posicao)


def _linhas(vistas: Vistas) -> Iterator[tuple[int, str]]:
    """Yield offset and capitals of each line of prose near the top that holds a trigger, once."""
    cabeca = _maiusculas(vistas.original[:_CABECA])
    olhadas: set[int] = set()
    for gatilho in _GATILHOS_DE[vistas.gramatica]:
        posicao = -1
        for _ in range(_LINHAS_POR_GATILHO):
            posicao = cabeca.find(gatilho, posicao + 1)
            if posicao < 0:
                break
            inicio = cabeca.rfind("\n", 0, posicao) + 1
            if inicio not in olhadas:
                olhadas.add(inicio)
                fim = cabeca.find("\n", inicio)
                linha = cabeca[inicio : fim if fim >= 0 else None][:_LINHA]
                if _e_prosa(vistas, inicio, linha):
                    yield inicio, linha


def _do_gerador(vistas: Vistas) -> Iterator[tuple[int, str]]:
    """Yield the line in which a strategy generator says what it was run on, wherever it stands."""
    if not _ENTRADAS_DE_GERADOR.isdisjoint(vistas.palavras):
        inicio = vistas.original.find(_MARCA_DE_GERADOR)
        if inicio >= 0:
            linha = vistas.original[inicio : inicio + _LINHA].partition("\n")[0]
            yield inicio, _maiusculas(linha)


def _maiusculas(texto: str) -> str:
    """Return capitals at equal offsets: those of a few letters, such as ß, are longer."""
    maiusculas = texto.upper()
    return maiusculas if len(maiusculas) == len(texto) else texto


def _e_prosa(vistas: Vistas, inicio: int, linha: str) -> bool:
    """Tell a line of comment, or a string that is a note to the user, from code."""
    texto = linha.lstrip()
    letra = inicio + len(linha) - len(texto)
    if not _NOTA.match(texto):
        return vistas.codigo[letra : letra + 1].isspace() and not _OUTRA_COISA.search(texto)
    nota = texto.partition('"')[2].partition('"')[0]
    return " " in nota.strip() and not _OUTRA_COISA.search(nota)
