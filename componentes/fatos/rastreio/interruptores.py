"""Switches of a program that nobody can turn on: `bool UseStop = false;`, no input, never set."""

from __future__ import annotations

import re

from componentes.fatos.funcoes import Programa
from componentes.lexico.vistas import de_palavra

# A literal beginning lets the engine skip from one to the next; what stands before is seen later.
_DESLIGADO = re.compile(r"bool\s{1,20}(\w{1,60})\s{0,20}=\s{0,9}(?:[Ff]alse|FALSE|0)\s{0,9};")
_RECEBE = re.compile(r"\s{0,9}=(?!=)\s{0,9}((?:[Ff]alse|FALSE|0)\s{0,9};)?")
_OPERANDO = re.compile(r"[\s(]{0,9}(\w{1,60})\s{0,9}(?:==\s{0,9}(?:[Tt]rue|TRUE|1))?[\s)]{0,9}")
_ARGUMENTO = re.compile(r"[(,]\s{0,9}\Z")
_SEGUE_ARGUMENTO = re.compile(r"\s{0,9},")
_INTERRUPTORES = 40
_USOS = 60
_CONDICAO_MAXIMA = 400


def desligados(programa: Programa) -> frozenset[str]:
    """Return the switches declared outside functions as false that no code gives another value."""
    if "bool" not in programa.vistas.palavras:
        return frozenset()
    codigo = programa.vistas.codigo
    achados = {
        achado[1]
        for achado in _DESLIGADO.finditer(codigo)
        if not de_palavra(codigo[achado.start() - 1 : achado.start()])
        and programa.em(achado.start()) is None
    } - programa.nomes_de_entradas
    return frozenset(nome for nome in sorted(achados)[:_INTERRUPTORES] if _fica(programa, nome))


def _fica(programa: Programa, nome: str) -> bool:
    """Tell whether a variable is given no other value, the first so many times it is named."""
    codigo = programa.vistas.codigo
    for posicao in programa.vistas.achar_palavras(nome, _USOS):
        fim = posicao + len(nome)
        recebe = _RECEBE.match(codigo, fim)
        if recebe and not recebe[1]:
            return False
        antes = codigo[max(0, posicao - 10) : posicao]
        # A function may give a value to what it is passed by reference.
        if _ARGUMENTO.search(antes) and _SEGUE_ARGUMENTO.match(codigo, fim):
            return False
    return True


def nunca_vale(condicao: str, nomes: frozenset[str]) -> bool:
    """Tell whether a condition asks for one of some switches, alone or among others."""
    if not nomes or len(condicao) > _CONDICAO_MAXIMA or "||" in condicao:
        return False
    operandos = map(_OPERANDO.fullmatch, condicao.split("&&"))
    return any(operando and operando[1] in nomes for operando in operandos)
