"""Where a value came from just before it is used: a short look back, cheap enough for stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from componentes.fatos.chamadas import argumentos
from componentes.fatos.funcoes import Funcao
from componentes.fatos.gestao.leitor import Leitor
from componentes.fatos.rastreio.valores import NOME

_RECEBE = re.compile(r"\s*(?:\[[^\]=;]{0,60}\]\s*)?=(?!=)")
_NOMES = 4
_MENCOES = 8
_CHAMADAS = 4
_ATRAS = 4000
_PROPRIAS = frozenset(
    {"NormalizeDouble", "Point", "Digits", "MathMax", "MathMin", "double", "_Point"}
)


def seguir(
    leitor: Leitor, texto: str, funcao: Funcao, posicao: int, passos: int = 3
) -> Iterator[str]:
    """Yield what the names of an expression were given last, nearest first, `passos` steps back."""
    nomes = dict.fromkeys(n for n in NOME.findall(texto) if n not in _PROPRIAS)
    for nome in islice(nomes, _NOMES):
        if nome in leitor.programa.nomes_de_entradas:
            continue
        for valor, em, onde in _fontes(leitor, nome, funcao, posicao):
            yield valor
            if passos > 1:
                yield from seguir(leitor, valor, em, onde, passos - 1)


def _fontes(
    leitor: Leitor, nome: str, funcao: Funcao, posicao: int
) -> Iterator[tuple[str, Funcao, int]]:
    """Yield the last value given to a name before a place, else what callers pass for it."""
    onde = _ultima_atribuicao(leitor.codigo, nome, max(funcao.abre, posicao - _ATRAS), posicao)
    if onde:
        yield leitor.codigo[onde[0] : onde[1]], funcao, onde[0]
        return
    indice = next((i for i, p in enumerate(funcao.parametros) if p.nome == nome), -1)
    if indice < 0:
        return
    for chamada in islice(leitor.chamadas(funcao.nome), _CHAMADAS):
        partes = argumentos(leitor.codigo, chamada.posicao)
        if indice < len(partes):
            inicio, fim = partes[indice]
            yield leitor.codigo[inicio:fim], chamada.funcao, chamada.inicio


def _ultima_atribuicao(codigo: str, nome: str, piso: int, teto: int) -> tuple[int, int] | None:
    for _ in range(_MENCOES):
        teto = codigo.rfind(nome, piso, teto)
        if teto < 0:
            return None
        fim = teto + len(nome)
        recebe = _RECEBE.match(codigo, fim)
        if recebe and not (codigo[teto - 1].isalnum() or codigo[teto - 1] in "_."):
            return recebe.end(), codigo.find(";", fim, fim + 600)
    return None
