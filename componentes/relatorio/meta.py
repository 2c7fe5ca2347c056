"""A record in the words of the older schema, for tools and people who still use it.

What that schema asks and no reading of code can answer is said so: nothing was compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from componentes.base.tipos import Entrada, Ficha, Tipo
from componentes.relatorio.legado import faltam, pontuar
from componentes.relatorio.vocabulario_antigo import (
    AJUSTES,
    BLOQUEIOS,
    DE_INDICADOR,
    DESCONHECIDO,
    ESTRATEGIAS,
    LINGUAGENS,
    SEM_MERCADO,
    SEM_PROVA,
    TIPOS,
)


def meta(ficha: Ficha) -> dict[str, Any]:
    """Return one record with the keys of the older schema, in its order."""
    legado = pontuar(ficha)
    estrategia, *subestrategias = _estrategias(ficha) or [DESCONHECIDO]
    return {
        "arquivo": ficha.caminho,
        "sha256": ficha.sha256,
        "tipo": TIPOS.get(ficha.tipo, DESCONHECIDO) if ficha.tipo else DESCONHECIDO,
        "linguagem": _linguagem(ficha),
        "estrategia": estrategia,
        "subestrategias": subestrategias,
        "mercados": list(ficha.mercados) or [SEM_MERCADO],
        "timeframes": list(ficha.timeframes) or [SEM_PROVA],
        "funcoes_chave": [*ficha.pontos_de_entrada, *ficha.indicadores],
        "dependencias_includes": [d.nome for d in ficha.dependencias if d.tipo == "include"],
        "parametros_expostos": [_parametro(entrada) for entrada in ficha.entradas],
        "ftmo_score": legado.ftmo_score,
        "ftmo_nivel": legado.ftmo_nivel,
        "ftmo_pontos": legado.pontos,
        "riscos_detectados": [risco.value for risco in ficha.riscos],
        "qualidade_codigo_score": ficha.qualidade.get("nota"),
        "tags": _tags(ficha, estrategia),
        "compilacao": {"status": "nao_verificado"},
        "fusao_pronto": _fusao_pronto(ficha),
        "ajustes_necessarios": list(_ajustes(ficha)),
        "licenca_autor": ficha.propriedades.get("copyright") or "desconhecido",
        "nome_sugerido": ficha.nome_sugerido,
        "pasta_sugerida": ficha.pasta_sugerida,
        "copia_de": ficha.copia_de,
    }


def _linguagem(ficha: Ficha) -> str:
    return LINGUAGENS.get(ficha.linguagem, DESCONHECIDO) if ficha.linguagem else DESCONHECIDO


def _estrategias(ficha: Ficha) -> list[str]:
    """Return the old names, strongest first; grid and martingale lead, as in the old folders."""
    nomes = DE_INDICADOR if ficha.tipo is Tipo.INDICADOR else ESTRATEGIAS
    antigas = list(dict.fromkeys(nomes[familia] for familia in ficha.familias))
    return sorted(antigas, key=lambda nome: nome != "Grid_Martingale")


def _parametro(entrada: Entrada) -> dict[str, str]:
    return {
        "nome": entrada.nome,
        "tipo": entrada.tipo,
        "padrao": entrada.padrao,
        "comentario": entrada.comentario,
    }


def _tags(ficha: Ficha, estrategia: str) -> list[str]:
    rotulos = (*ficha.familias, *ficha.riscos, *ficha.origem)
    tags = [estrategia, *map(str, rotulos), *ficha.mercados, *ficha.timeframes]
    return [tag for tag in dict.fromkeys(tags) if tag != DESCONHECIDO]


def _fusao_pronto(ficha: Ficha) -> bool:
    """Tell whether the code is whole, readable and free: nothing of it elsewhere or locked."""
    return ficha.tipo in TIPOS and not ficha.observacoes and not BLOQUEIOS & set(ficha.riscos)


def _ajustes(ficha: Ficha) -> Iterator[str]:
    """Yield what the code shows to be missing or in the way."""
    if ficha.falha is not None:
        yield f"não foi analisado: {ficha.falha.motivo}"
    yield from (*ficha.observacoes, *ficha.avisos)
    for risco in ficha.riscos:
        yield AJUSTES[risco]
    for criterio in faltam(ficha):
        yield f"não encontrado: {criterio}"
