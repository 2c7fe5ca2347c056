"""The `if` whose condition holds a place in MQL code, and what runs when it is met or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from componentes.fatos.chamadas import pular_brancos

_SE = re.compile(r"\bif\s{0,9}\(")
_SINAIS = {"(": re.compile(r"[()]"), "{": re.compile(r"[{}]")}
_ATRAS = 1200
_CONDICAO_MAXIMA = 3000
_CORPO_MAXIMO = 6000
_PARES_MAXIMOS = 400
_Trecho = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decisao:
    """Offsets of a condition, of what runs when it holds, and of what runs otherwise."""

    condicao: _Trecho
    corpo: _Trecho
    senao: _Trecho


def decisao_em(codigo: str, posicao: int) -> Decisao | None:
    """Return the innermost `if` whose parentheses hold the offset."""
    piso = max(0, posicao - _ATRAS)
    inicio = max(codigo.rfind(sinal, piso, posicao) for sinal in ";{}")
    for achado in reversed(list(_SE.finditer(codigo, max(inicio, piso), posicao))):
        abre = achado.end() - 1
        fecha = _par(codigo, abre, _CONDICAO_MAXIMA)
        if fecha > posicao:
            corpo = _comando(codigo, fecha + 1)
            senao = pular_brancos(codigo, corpo[1])
            tem = codigo.startswith("else", senao)
            return Decisao((abre, fecha), corpo, _comando(codigo, senao + 4) if tem else (0, 0))
    return None


def ramo_em_volta(codigo: str, posicao: int) -> tuple[int, int]:
    """Return the block of an `if` or `else` right around a place, (-1, -1) where there is none."""
    piso, nivel, onde = max(0, posicao - _ATRAS), 0, posicao
    for _ in range(_PARES_MAXIMOS):
        abre, fecha = codigo.rfind("{", piso, onde), codigo.rfind("}", piso, onde)
        onde = max(abre, fecha)
        if onde < 0:
            break
        if abre > fecha and nivel == 0:
            cabeca = codigo[max(piso, codigo.rfind(";", piso, onde)) : onde].rstrip()
            serve = cabeca.endswith("else") or bool(_SE.search(cabeca))
            return (abre, _par(codigo, abre, _CORPO_MAXIMO) + 1) if serve else (-1, -1)
        nivel += 1 if fecha > abre else -1
    return -1, -1


def _comando(codigo: str, posicao: int) -> _Trecho:
    """Return the span of the statement or block that begins at an offset."""
    inicio = pular_brancos(codigo, posicao)
    limite = min(len(codigo), inicio + _CORPO_MAXIMO)
    if codigo.startswith("{", inicio):
        fecha = _par(codigo, inicio, _CORPO_MAXIMO)
        return (inicio, fecha + 1) if fecha > 0 else (inicio, limite)
    fim = codigo.find(";", inicio, limite)
    return (inicio, fim + 1) if fim >= 0 else (inicio, limite)


def _par(codigo: str, abre: int, maximo: int) -> int:
    """Return the offset of the bracket that closes the one at `abre`, or -1."""
    nivel = 0
    sinais = _SINAIS[codigo[abre]].finditer(codigo, abre, abre + maximo)
    for sinal in islice(sinais, _PARES_MAXIMOS):
        nivel += 1 if sinal[0] in "({" else -1
        if nivel == 0:
            return sinal.start()
    return -1
