"""Programs that send no order themselves: calls of includes not seen, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.motivos import anotar_motivos
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.rastreio.valores import Origens

_DE_FORA_MAXIMAS = 12
_ABRIDORES = ("Open", "open", "Send", "Buy", "Sell", "Place", "Create", "Make", "New", "Order")
_ABERTOS = (
    "Open",
    "Position",
    "Order",
    "Buy",
    "Sell",
    "Trade",
    "Positions",
    "Limit",
    "Stop",
    "Market",
)
_DE_TICK = ("OnTick", "onTick", "start")
_CORPO_VAZIO = re.compile(r"\{\s*(?:return\b[^;{}]{0,20};\s*)?;?\s*\}")


def anotar_de_fora(coletor: Coletor, origens: Origens) -> None:
    """Note calls that by their names open a position, of functions from includes not seen."""
    achadas = list(islice(_de_fora(origens.programa), _DE_FORA_MAXIMAS))
    if "CExpert" in origens.programa.vistas.palavras:
        # The wizard's classes send the orders, from an include of the platform.
        coletor.anotar("ordem:de_fora", origens.programa.vistas.achar_palavra("CExpert"))
    elif achadas:
        coletor.anotar("ordem:de_fora", achadas[0].posicao)
        anotar_motivos(coletor, origens, achadas)
    elif not any(f"ordem:{acao}" in coletor.ocorrencias for acao in ("fecha", "modifica", "apaga")):
        coletor.anotar_arquivo({"ordem:nenhuma"} & coletor.pedidos)
        _anotar_tick_vazio(coletor, origens.programa)


def _anotar_tick_vazio(coletor: Coletor, programa: Programa) -> None:
    """Note that nothing is done at a new price: what the program does, it does at other moments."""
    de_tick = [f for nome in _DE_TICK for f in programa.por_nome.get(nome, ())]
    for funcao in de_tick:
        if _CORPO_VAZIO.fullmatch(programa.vistas.codigo, funcao.abre, funcao.fim + 1):
            coletor.anotar("ordem:tick_vazio", funcao.inicio)
    if not de_tick and "OnTimer" in programa.por_nome:
        coletor.anotar("ordem:tick_vazio", programa.por_nome["OnTimer"][0].inicio)


def _de_fora(programa: Programa) -> Iterator[Ordem]:
    codigo = programa.vistas.codigo
    for nome in sorted(programa.palavras_ativas - programa.por_nome.keys()):
        if not (nome.startswith(_ABRIDORES) and nome.endswith(_ABERTOS)):
            continue
        for abre in chamadas(codigo, nome, "_"):
            funcao = programa.em(abre)
            if funcao and funcao in programa.ativas and len(argumentos(codigo, abre)) >= 2:
                lado = "Buy" if "Buy" in nome else "Sell" if "Sell" in nome else ""
                yield Ordem(abre, funcao, (), None, (), (), lado)
