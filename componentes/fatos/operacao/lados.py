"""Whether a program opens both sides at once: two orders that no condition keeps apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import AMBOS_OS_LADOS, Ordem, formas_no_texto

_SEPARA = re.compile(r"\b(?:if|else|case|break|for|while|return)\b|}")
_DISTANCIA = 700
_CHAMADAS_MAXIMAS = 40


class _Abertura(NamedTuple):
    """A place where a position is opened at market on one side: an order, or a call that sends."""

    posicao: int
    funcao: Funcao
    lado: str
    ativo: str = ""
    """The symbol as the order names it, where it does."""


def anotar_lados_opostos(coletor: Coletor, programa: Programa, achadas: Sequence[Ordem]) -> None:
    """Note a buy and a sell at market that follow each other unconditionally."""
    if not coletor.falta("hedge:dois_lados"):
        return
    for uma, outra in pairwise(sorted(set(_aberturas(programa, achadas)))):
        if outra.funcao is not uma.funcao or outra.posicao - uma.posicao > _DISTANCIA:
            continue
        entre = programa.vistas.codigo[uma.posicao : outra.posicao]
        mesmo_ativo = not (uma.ativo and outra.ativo) or uma.ativo == outra.ativo
        if uma.lado != outra.lado and mesmo_ativo and not _SEPARA.search(entre):
            coletor.anotar("hedge:dois_lados", uma.posicao)


def _aberturas(programa: Programa, achadas: Sequence[Ordem]) -> Iterator[_Abertura]:
    """Yield orders of one side, and calls of the functions that send, with the side they ask."""
    for ordem in achadas:
        if ordem.funcao and "mercado" in ordem.formas:
            lados = ordem.formas & AMBOS_OS_LADOS
            if len(lados) == 1:
                yield _Abertura(ordem.posicao, ordem.funcao, min(lados), _ativo(programa, ordem))
            else:
                yield from _pedidas(programa, ordem.funcao)


def _ativo(programa: Programa, ordem: Ordem) -> str:
    """Return the symbol an order names: a pair of programs on two symbols is no hedge."""
    partes = argumentos(programa.vistas.codigo, ordem.posicao)
    indice = 1 if ordem.metodo else 0
    if indice >= len(partes):
        return ""
    inicio, fim = partes[indice]
    return programa.vistas.original[inicio:fim].strip()


def _pedidas(programa: Programa, funcao: Funcao) -> Iterator[_Abertura]:
    """Yield the calls of a function that name one side among their arguments."""
    codigo = programa.vistas.codigo
    for abre in islice(chamadas(codigo, funcao.nome, "_"), _CHAMADAS_MAXIMAS):
        de = programa.em(abre)
        partes = argumentos(codigo, abre)
        if de and de is not funcao and de in programa.ativas and partes:
            formas = formas_no_texto(codigo[abre : partes[-1][1]])
            lados = formas & AMBOS_OS_LADOS
            if len(lados) == 1 and "mercado" in formas:
                yield _Abertura(abre, de, min(lados))
