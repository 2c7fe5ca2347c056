"""Ideas that a program has the words for, and that are off unless the user switches them on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from componentes.base.tipos import Entrada
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

_FALSOS = frozenset({"false", "0"})
_FATOR_UM = re.compile(r"[01]?(?:\.0*)?")
"""Defaults of a factor that leave the lot as it is."""
_NUMEROS = frozenset({"double", "float", "int"})
_HEDGE = ("hedg",)
_AUMENTOS = ("martingale", "lotexponent", "gridvolmult")
_GRADE = ("grid",)
# The switch of the grid itself: `GridTrailing = false` leaves the grid on.
_CHAVE_DA_GRADE = re.compile(r"(?i)(?:inp|use|enable|_)*grid(?:enabled?|on|active|trading|mode|_)*")


def anotar_chaves(coletor: Coletor, programa: Programa) -> None:
    """Note names of hedging, of growing lots and of grids that are no method as delivered."""
    if not programa.entradas:
        return
    raizes = programa.raizes
    _anotar_hedge(coletor, programa, raizes.com(_HEDGE))
    if "lote:crescimento_ligado" not in coletor.ocorrencias:
        aumentos = _entradas(programa, raizes.com(_AUMENTOS))
        _anotar(coletor, programa, "lote:nomes_desligados", filter(_nao_aumenta, aumentos))
    grades = (e for e in _entradas(programa, raizes.com(_GRADE)) if desligada(e))
    chaves = (e for e in grades if _CHAVE_DA_GRADE.fullmatch(e.nome))
    _anotar(coletor, programa, "grade:desligada", chaves)


def _anotar_hedge(coletor: Coletor, programa: Programa, nomes: list[str]) -> None:
    """Note names of hedging that are off, in code that never runs, or that only give leave.

    `if(!Hedging) return;` allows what nobody may ever do.
    """
    usados = programa.palavras_ativas.intersection(nomes)
    chaves = {entrada.nome for entrada in programa.entradas if entrada.tipo == "bool"}
    if nomes and usados <= chaves:
        coletor.anotar("hedge:desligado", programa.vistas.achar_palavra(nomes[0]))
    desligadas = filter(desligada, _entradas(programa, nomes))
    _anotar(coletor, programa, "hedge:desligado", desligadas)


def _entradas(programa: Programa, nomes: list[str]) -> Iterable[Entrada]:
    return (entrada for entrada in programa.entradas if entrada.nome in nomes)


def _anotar(coletor: Coletor, programa: Programa, fato: str, desligadas: Iterable[Entrada]) -> None:
    for entrada in desligadas:
        coletor.anotar(fato, programa.vistas.achar_palavra(entrada.nome), (entrada.nome,))


def desligada(entrada: Entrada) -> bool:
    """Tell a switch that is off as the program is delivered."""
    return entrada.tipo == "bool" and entrada.padrao.casefold() in _FALSOS


def _nao_aumenta(entrada: Entrada) -> bool:
    """Tell a switch that is off, or a factor of one."""
    um = entrada.tipo in _NUMEROS and _FATOR_UM.fullmatch(entrada.padrao)
    return desligada(entrada) or bool(um)
