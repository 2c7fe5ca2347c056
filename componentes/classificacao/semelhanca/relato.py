"""Groups of copies as plain values: for `--json`, for tables, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from componentes.classificacao.semelhanca.agrupamento import nomes_com_codigos_diferentes
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo, Membro
from componentes.classificacao.semelhanca.vizinhos import (
    compilados_com_fonte,
    gemeos,
    outros_nomes,
)

_NOMES_MOSTRADOS = 200


def resumo(conteudos: Sequence[Conteudo], grupos: Sequence[Grupo]) -> dict[str, Any]:
    """Return how much of a library is the same thing."""
    programas = [c for c in conteudos if c.impressao]
    agrupados = sum(len(g.membros) - 1 for g in grupos if g.membros[0].conteudo.impressao)
    return {
        "arquivos": sum(c.arquivos for c in conteudos),
        "em_compactados": sum(c.membros for c in conteudos),
        "conteudos": len(conteudos),
        "programas": len(programas),
        "programas_distintos": len(programas) - agrupados,
        "grupos": len(grupos),
        "grupos_por_nivel": dict(sorted(Counter(g.nivel.nome for g in grupos).items())),
        "bytes_recuperaveis": sum(g.recuperaveis for g in grupos),
    }


def descrever(numero: int, grupo: Grupo) -> dict[str, Any]:
    """Return one group, its members by how close they are to the one to keep."""
    return {
        "numero": numero,
        "nivel": grupo.nivel.nome,
        "arquivos": grupo.arquivos,
        "em_compactados": grupo.em_compactados,
        "bytes_recuperaveis": grupo.recuperaveis,
        "manter": grupo.manter,
        "motivos": list(grupo.motivos),
        "nomes": list(outros_nomes(grupo))[:_NOMES_MOSTRADOS],
        "membros": [_membro(membro) for membro in grupo.membros],
    }


def _membro(membro: Membro) -> dict[str, Any]:
    conteudo = membro.conteudo
    return {
        "nivel": membro.nivel.nome,
        "sha256": conteudo.sha256,
        "tamanho": conteudo.tamanho,
        "linhas": conteudo.programa.linhas if conteudo.programa else 0,
        "caminhos": list(conteudo.caminhos),
    }


def a_volta(conteudos: Sequence[Conteudo], grupos: Sequence[Grupo]) -> dict[str, Any]:
    """Return what is no copy and belongs together, or looks alike and does not."""
    diferentes = nomes_com_codigos_diferentes(conteudos, grupos)
    return {
        "nomes_com_codigos_diferentes": [
            {"nome": nome, "caminhos": list(caminhos)}
            for nome, caminhos in islice(diferentes, _NOMES_MOSTRADOS)
        ],
        "codigos_com_varios_nomes": sum(1 for grupo in grupos if outros_nomes(grupo)),
        "compilados_com_fonte": [
            {"compilado": compilado, "fonte": fonte}
            for compilado, fonte in islice(compilados_com_fonte(conteudos), _NOMES_MOSTRADOS)
        ],
        "gemeos_mt4_mt5": [
            {"mql4": mql4, "mql5": mql5}
            for mql4, mql5 in islice(gemeos(conteudos), _NOMES_MOSTRADOS)
        ],
    }
