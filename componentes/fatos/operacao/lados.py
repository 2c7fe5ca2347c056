"""Whether a program opens both sides at once: two orders that no condition keeps apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import AMBOS_OS_LADOS, Ordem

_SEPARA = re.compile(r"\b(?:if|else|case|break|for|while|return)\b|}")
_DISTANCIA = 700


def anotar_lados_opostos(coletor: Coletor, programa: Programa, achadas: Sequence[Ordem]) -> None:
    """Note a buy and a sell at market that follow each other unconditionally."""
    if not coletor.falta("hedge:dois_lados"):
        return
    a_mercado = [(ordem, formas) for ordem in achadas if "mercado" in (formas := ordem.formas)]
    for (uma, formas), (outra, outras) in pairwise(a_mercado):
        if outra.funcao is not uma.funcao or outra.posicao - uma.posicao > _DISTANCIA:
            continue
        entre = programa.vistas.codigo[uma.posicao : outra.posicao]
        lados = (formas & AMBOS_OS_LADOS, outras & AMBOS_OS_LADOS)
        um_de_cada = len(lados[0]) == len(lados[1]) == 1 and lados[0] != lados[1]
        if um_de_cada and not _SEPARA.search(entre):
            coletor.anotar("hedge:dois_lados", uma.posicao)
