"""What a report tells beside the files: kinship, throughput, growth, the words of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from componentes.agentes.comparacao_de_execucoes import mudancas_desde
from componentes.base.tipos import falhas_em
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import CONCLUIDAS, EstadoLote, Execucao
from componentes.classificacao.semelhanca.agrupamento import agrupar, nomes_com_codigos_diferentes
from componentes.classificacao.semelhanca.colecao import Colecao
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo
from componentes.regras.mesas import Mesa
from componentes.relatorio.dados import Circunstancias
from componentes.relatorio.historia import LoteFeito, PontoDaTendencia, Vazao, vazao
from componentes.relatorio.parentesco import (
    GrupoDeParentes,
    MembroDoGrupo,
    NomeRepetido,
    Parentesco,
)

_EXECUCOES_OLHADAS = 200
_PONTOS = 30


def reunir(
    consulta: Consulta, execucao: Execucao, mesas: tuple[Mesa, ...], colecao: Colecao | None
) -> Circunstancias:
    """Return what stands around a run; without `colecao`, in a partial report, what is quick."""
    return Circunstancias(
        mesas=mesas,
        parentesco=parentesco(colecao.concluir()) if colecao is not None else None,
        vazao=_vazao(consulta, execucao),
        tendencia=tuple(_tendencia(consulta, execucao)),
        mudancas=mudancas_desde(consulta, execucao) if colecao is not None else None,
    )


def parentesco(conteudos: list[Conteudo]) -> Parentesco:
    """Return the groups of a library as a report takes them."""
    grupos = agrupar(conteudos)
    repetidos = nomes_com_codigos_diferentes(conteudos, grupos)
    return Parentesco(
        grupos=tuple(map(_grupo, grupos)),
        nomes_repetidos=tuple(NomeRepetido(nome, caminhos) for nome, caminhos in repetidos),
    )


def _grupo(grupo: Grupo) -> GrupoDeParentes:
    return GrupoDeParentes(
        nivel=grupo.nivel.nome,
        manter=grupo.manter,
        motivos=grupo.motivos,
        arquivos=grupo.arquivos,
        em_compactados=grupo.em_compactados,
        bytes_recuperaveis=grupo.recuperaveis,
        membros=tuple(MembroDoGrupo(m.conteudo.sha256, m.nivel.nome) for m in grupo.membros),
    )


def _vazao(consulta: Consulta, execucao: Execucao) -> Vazao | None:
    feitos = (
        LoteFeito(lote.terminado_em, lote.arquivos, lote.bytes)
        for lote in consulta.lotes(execucao.id)
        if lote.estado is EstadoLote.CONCLUIDO and lote.terminado_em
    )
    return vazao(execucao.iniciada_em, feitos)


def _tendencia(consulta: Consulta, execucao: Execucao) -> Iterator[PontoDaTendencia]:
    """Yield the last finished runs over the same folders, the given one last."""
    anteriores = [e for e in consulta.execucoes(_EXECUCOES_OLHADAS) if _antecede(e, execucao)]
    for e in sorted(anteriores, key=lambda e: e.terminada_em)[1 - _PONTOS :]:
        yield _ponto(e, e.totais.get("contagens", {}))
    yield _ponto(execucao, msgspec.to_builtins(consulta.contagens(execucao.id)))


def _ponto(execucao: Execucao, contagens: Mapping[str, Any]) -> PontoDaTendencia:
    return PontoDaTendencia(
        execucao=execucao.nome,
        terminada_em=execucao.terminada_em or execucao.batida_em,
        arquivos=contagens.get("arquivos", 0),
        conteudos=contagens.get("conteudos", 0),
        bytes=contagens.get("bytes", 0),
        falhas=falhas_em(contagens.get("por_situacao", {})),
    )


def _antecede(outra: Execucao, execucao: Execucao) -> bool:
    return (
        outra.estado in CONCLUIDAS
        and outra.id != execucao.id
        and outra.terminada_em <= (execucao.terminada_em or execucao.batida_em)
        and sorted(outra.raizes) == sorted(execucao.raizes)
        and bool(outra.totais.get("contagens"))
    )
