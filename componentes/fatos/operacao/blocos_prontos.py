"""What programs put together from ready blocks (fxDreema) really switch on.

The generator writes every way of sizing lots into each program; only the mode that a block of the
program chooses (`VolumeMode = "martingale";`) is its own. What a condition compares stands in the
class it is made of: `class Block0: public MDL_Condition<MDLIC_indicators_iMA,...>`.
"""

from __future__ import annotations

import re

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

_MODO = re.compile(
    r'VolumeMode\s{0,9}=\s{0,9}"(?:martingale|dalembert|labouchere|fibonacci|sequence)"\s{0,9};'
)
_SEM_STOP = re.compile(r'(?:StopLossMode|gSLmode)\s{0,9}=\s{0,9}"(\w{0,40})"\s{0,9};')
_CONDICAO = re.compile(
    r"class\s+Block\d+\s*:\s*public\s+MDL_(?:Condition|Indicator\w*|Price\w*|\w*Cross\w*)\s*<([^{]{1,600})>"
)
_INDICADOR = re.compile(r"MDLIC_indicators_(\w+)")
_MENCOES = 400


def anotar_blocos_prontos(coletor: Coletor, programa: Programa) -> None:
    """Note the place where a block chooses lots that grow after a loss."""
    vistas = programa.vistas
    if not coletor.falta("lote:modo_escolhido") or "VolumeMode" not in vistas.palavras:
        return
    for posicao in vistas.achar_palavras("VolumeMode", _MENCOES):
        if _MODO.match(vistas.original, posicao):
            coletor.anotar("lote:modo_escolhido", posicao)
            return


def sem_stop_nos_blocos(programa: Programa) -> int:
    """Return where the blocks choose to send orders without a stop, -1 unless all of them do."""
    vistas = programa.vistas
    escolhas = [
        (posicao, escolha[1])
        for palavra in ("StopLossMode", "gSLmode")
        if palavra in vistas.palavras
        for posicao in vistas.achar_palavras(palavra, _MENCOES)
        if (escolha := _SEM_STOP.match(vistas.original, posicao))
    ]
    if not escolhas or any(modo != "none" for _, modo in escolhas):
        return -1
    return escolhas[0][0]


def indicadores_das_condicoes(programa: Programa) -> list[tuple[str, int]]:
    """Return the indicator that each condition block looks at, with the block's offset."""
    vistas = programa.vistas
    if "MDL_Condition" not in vistas.palavras:
        return []
    return [
        (nome, bloco.start())
        for bloco in _CONDICAO.finditer(vistas.codigo)
        for nome in dict.fromkeys(_INDICADOR.findall(bloco[1]))
    ]
