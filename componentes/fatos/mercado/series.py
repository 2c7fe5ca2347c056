"""The one timeframe whose bars a program reads, where it never looks at those of its chart."""

from __future__ import annotations

import re

from componentes.fatos.funcoes import Programa
from componentes.fatos.mercado.prazo import PRAZOS
from componentes.fatos.modelo import Coletor

_VEZES = 3
_OCORRENCIAS_OLHADAS = 50
_ANTES = 100
_TODOS = frozenset(f"PERIOD_{prazo}" for prazo in (*PRAZOS, "CURRENT"))
# Days, weeks and months are read for yesterday's range or a pivot by programs for any chart.
_DE_QUALQUER = frozenset({"PERIOD_D1", "PERIOD_W1", "PERIOD_MN1", "PERIOD_CURRENT"})
_DO_GRAFICO = frozenset({"Close", "High", "Low", "Open", "Period", "_Period"})
_NA_CHAMADA = re.compile(
    r"\b(?:i[A-Z]\w++|Copy[A-Z]\w++)\s*+\(\s*+\w++\s*+(?:\(\s*+\)\s*+)?,\s*+\Z"
)
_SERIE_DO_GRAFICO = re.compile(
    r"\bi[A-Z]\w++\s*+\(\s*+\w++\s*+(?:\(\s*+\)\s*+)?,\s*+(?:0|NULL)\s*+,"
)


def anotar_series(coletor: Coletor, programa: Programa) -> None:
    """Note the timeframe of all bars read, when it is one and shorter than a day."""
    vistas = programa.vistas
    nomes = vistas.palavras & _TODOS
    if len(nomes) != 1 or nomes & _DE_QUALQUER or vistas.palavras & _DO_GRAFICO:
        return
    [nome] = nomes
    leituras = [
        posicao
        for posicao in vistas.achar_palavras(nome, _OCORRENCIAS_OLHADAS)
        if programa.ativo(posicao)
        and _NA_CHAMADA.search(vistas.codigo, max(0, posicao - _ANTES), posicao)
    ]
    if len(leituras) >= _VEZES and not _SERIE_DO_GRAFICO.search(vistas.codigo):
        coletor.anotar(f"prazo_das_series:{nome.removeprefix('PERIOD_')}", leituras[0])
