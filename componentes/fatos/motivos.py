"""Why a program opens positions: what the conditions around its orders are made of.

`motivo:X` says that X (a built-in indicator, a price series, a clock function, a named part)
decides whether an order is sent: the mechanism reaches the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from componentes.fatos.modelo import Coletor
from componentes.fatos.ordens import Ordem
from componentes.fatos.trecho import Trecho
from componentes.fatos.valores import NOME, Origens

_TRECHOS_MAXIMOS = 120
_ORDENS_MAXIMAS = 8
_CONSTANTES = frozenset(
    {"true", "false", "TRUE", "FALSE", "True", "False", "1", "-1", "2", "OP_BUY", "OP_SELL"}
)


def anotar_motivos(coletor: Coletor, origens: Origens, achadas: Sequence[Ordem]) -> None:
    """Note each word that the decision to send an order is made of."""
    vistos: set[Trecho] = set()
    for ordem in achadas[:_ORDENS_MAXIMAS]:
        for trecho in _decisao(origens, ordem.posicao, vistos):
            texto = origens.texto(trecho)
            for nome in NOME.findall(texto):
                coletor.anotar(f"motivo:{nome}", trecho.inicio)


def _decisao(origens: Origens, posicao: int, vistos: set[Trecho]) -> Iterator[Trecho]:
    """Yield the conditions that lead to a place and all they are made of, each once."""
    fila = [ramo.condicao for ramo in origens.ramos.ate(posicao)]
    for trecho in fila:
        if trecho in vistos or len(vistos) > _TRECHOS_MAXIMOS:
            continue
        vistos.add(trecho)
        yield trecho
        for nome in dict.fromkeys(NOME.findall(origens.texto(trecho))):
            for origem in origens.do_nome(nome, trecho):
                fila.append(origem)
                # Buy = true; says nothing by itself: what was asked before it does.
                if origens.texto(origem).strip() in _CONSTANTES:
                    fila += [ramo.condicao for ramo in origens.ramos.em_volta(origem.inicio)]
