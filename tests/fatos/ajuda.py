"""Short ways from source text to facts; every fact is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from componentes.fatos.dependencias import dependencias
from componentes.fatos.entradas import entradas_mql
from componentes.fatos.estrutura import blocos
from componentes.fatos.extracao import extrair
from componentes.fatos.funcoes import Programa, ler_funcoes
from componentes.fatos.modelo import Coletor, Fatos, Vocabulario
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import Origens
from componentes.lexico.gramatica import lexar
from componentes.lexico.mql import lexar as lexar_mql
from componentes.lexico.pine import lexar as lexar_pine


class Tudo(frozenset[str]):
    """A set that holds every name, so that each fact found is noted."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())


def fatos_de(texto: str, **vocabulario: frozenset[str]) -> Fatos:
    """Return the facts of a text lexed by the grammar it follows."""
    return extrair(lexar(texto), Vocabulario(pedidos=Tudo(), **vocabulario))  # type: ignore[arg-type]


def fatos_mql(texto: str, **vocabulario: frozenset[str]) -> Fatos:
    """Return the facts of a text taken for MQL."""
    return extrair(lexar_mql(texto), Vocabulario(pedidos=Tudo(), **vocabulario))  # type: ignore[arg-type]


def fatos_pine(texto: str) -> Fatos:
    """Return the facts of a text taken for Pine."""
    return extrair(lexar_pine(texto), Vocabulario(pedidos=Tudo()))


def coletor(texto: str) -> Coletor:
    """Return a collector over MQL text that notes everything."""
    return Coletor(lexar_mql(texto), Tudo())


def programa(texto: str) -> Programa:
    """Return the functions and inputs of MQL text."""
    vistas = lexar_mql(texto)
    funcoes, ativas = ler_funcoes(vistas, blocos(vistas.codigo))
    dependentes = dependencias(Coletor(vistas, Tudo()))
    return Programa(vistas, entradas_mql(vistas), dependentes, {}, funcoes, ativas)


def trecho(origens: Origens, texto: str, vez: int = 1) -> Trecho:
    """Return the piece of code where a text stands for the n-th time (0: the last)."""
    codigo = origens.programa.vistas.codigo
    inicio = codigo.rfind(texto) if vez == 0 else -1
    for _ in range(vez):
        inicio = codigo.index(texto, inicio + 1)
    return Trecho(inicio, inicio + len(texto), origens.programa.em(inicio))
