"""What was found so far: how many contents have each label, in lines or in columns of bars."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from componentes.orquestracao.retrato import Retrato
from componentes.portas.apresentacao.tela.linhas import (
    Espaco,
    Linhas,
    em_linhas,
    lado_a_lado,
    linha,
    resto,
)
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro

_EM_COLUNA = 8
_LINHAS_DA_COLUNA = 5
_LARGURA_PARA_COLUNAS = 72
_LARGURA_DA_COLUNA = 34


class _Achado(NamedTuple):
    titulo: str
    dimensao: str
    estilo: str
    contagem: Mapping[str, int]


def achados(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return the counts by label, nothing before the first content was judged."""
    m = retrato.metricas_tempo_real
    todos = (
        _Achado("tipos", "tipo", "", m.por_tipo),
        _Achado("famílias", "familia", "", m.por_familia),
        _Achado("riscos", "risco", "yellow", m.por_risco),
    )
    achados = [achado for achado in todos if achado.contagem]
    cabem_colunas = espaco.folgado and espaco.largura >= _LARGURA_PARA_COLUNAS
    if not achados or not cabem_colunas or espaco.linhas < _LINHAS_DA_COLUNA:
        # Everyone has a line before somebody has a second one.
        cada = 2 if not espaco.largo and espaco.linhas >= 2 * len(achados) else 1
        linhas_de_todos = (_em_linhas(achado, espaco.com(cada)) for achado in achados)
        return list(chain(*linhas_de_todos))[: espaco.linhas]
    linhas = min(_EM_COLUNA, espaco.linhas - 2)
    largura = min(_LARGURA_DA_COLUNA, espaco.largura // 3 - 2)
    colunas = [_coluna(achado, linhas) for achado in achados]
    return [linha(""), *lado_a_lado(colunas, [largura] * len(colunas))]


def _em_linhas(achado: _Achado, espaco: Espaco) -> Linhas:
    """Return the labels that fit into `espaco.linhas` lines, the most frequent first."""
    maiores = _maiores(achado.contagem)
    partes = [(f"{nome_de(achado.dimensao, v)} {inteiro(n)}", achado.estilo) for v, n in maiores]
    partes[0] = (f"{achado.titulo} {partes[0][0]}", partes[0][1])
    return em_linhas(partes, espaco, "  ")


def _coluna(achado: _Achado, linhas: int) -> Linhas:
    """Return a heading and one line for each of the most frequent labels."""
    maiores = _maiores(achado.contagem)
    cabem = maiores if len(maiores) <= linhas else maiores[: linhas - 1]
    medida = max(len(inteiro(n)) for _, n in maiores)
    itens = [
        linha(f"{inteiro(n).rjust(medida)} {nome_de(achado.dimensao, valor)}", estilo=achado.estilo)
        for valor, n in cabem
    ]
    outros = len(maiores) - len(cabem)
    return [linha((achado.titulo, "dim bold")), *itens, *([resto(outros)] if outros else [])]


def _maiores(contagem: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return labels by count, ties by name, so that lines do not dance."""
    return sorted(contagem.items(), key=lambda par: (-par[1], par[0]))
