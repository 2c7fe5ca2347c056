"""What two runs saw differently: rows that differ, and contents that were judged differently.

Copies are never compared one by one: results are asked for once for each content and context.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    exists,
    or_,
    select,
)

from componentes.catalogo.modelo import CONCLUIDAS, EstadoArquivo, Execucao
from componentes.catalogo.tabelas import arquivos, execucoes, observacoes, resultados

_POR_VEZ = 500

Par = tuple[str, str]
"""(sha256, contexto): what a result belongs to."""


class Rejulgado(Struct, frozen=True):
    """A content that both runs saw alike, with its two encoded results; None for no result."""

    sha256: str
    contexto: str
    antes: bytes | None
    depois: bytes | None


def so_de_um(conn: Connection, execucao_id: int, contra_id: int) -> list[EstadoArquivo]:
    """Return what one run saw and the other did not see alike, sorted by path.

    Alike is the same content in the same context with the same outcome.
    """
    este, outro = observacoes.alias(), observacoes.alias()
    igual = exists().where(outro.c.execucao_id == contra_id, _iguais(este, outro))
    pedido = _estados(este).where(este.c.execucao_id == execucao_id, ~igual)
    return [EstadoArquivo(*linha) for linha in conn.execute(pedido)]


def rejulgados(conn: Connection, antes: Execucao, depois: Execucao) -> list[Rejulgado]:
    """Return the contents seen alike whose stored results differ in any byte, sorted."""
    este, outro = observacoes.alias(), observacoes.alias()
    par = (
        select(este.c.sha256, este.c.contexto)
        .distinct()
        .join(outro, _iguais(este, outro))
        .where(este.c.execucao_id == depois.id, outro.c.execucao_id == antes.id)
        .where(este.c.sha256 != "")
        .subquery()
    )
    velho, novo = resultados.alias(), resultados.alias()
    pedido = (
        select(par.c.sha256, par.c.contexto, velho.c.analise, novo.c.analise)
        .select_from(par)
        .outerjoin(velho, _resultado(velho, par, antes.chave))
        .outerjoin(novo, _resultado(novo, par, depois.chave))
        .where(velho.c.analise.is_distinct_from(novo.c.analise))
    )
    return [Rejulgado(*linha) for linha in conn.execute(pedido.order_by(*par.c))]


def vistos_iguais(
    conn: Connection, antes_id: int, depois_id: int, pares: Collection[Par]
) -> list[EstadoArquivo]:
    """Return the paths that both runs saw alike and whose content is one of `pares`, by path."""
    este, outro = observacoes.alias(), observacoes.alias()
    pedido = (
        _estados(este)
        .join(outro, _iguais(este, outro))
        .where(este.c.execucao_id == depois_id, outro.c.execucao_id == antes_id)
    )
    vistos = [
        EstadoArquivo(*linha)
        for conteudos in _paginas({sha256 for sha256, _ in pares})
        for linha in conn.execute(pedido.where(este.c.sha256.in_(conteudos)))
    ]
    desejados = [v for v in vistos if (v.sha256, v.contexto) in pares]
    return sorted(desejados, key=lambda v: v.caminho)


def analises_de(conn: Connection, chave: str, pares: Collection[Par]) -> dict[Par, bytes]:
    """Return the encoded results under `chave` of `pares`; those without one are absent."""
    r = resultados.c
    pedido = select(r.sha256, r.contexto, r.analise).where(r.chave == chave)
    return {
        (sha256, contexto): analise
        for conteudos in _paginas({sha256 for sha256, _ in pares})
        for sha256, contexto, analise in conn.execute(pedido.where(r.sha256.in_(conteudos)))
        if (sha256, contexto) in pares
    }


def conteudos(conn: Connection, execucao_id: int) -> frozenset[str]:
    """Return the sha256 of everything a run could read."""
    o = observacoes.c
    pedido = select(o.sha256).where(o.execucao_id == execucao_id, o.sha256 != "").distinct()
    return frozenset(conn.execute(pedido).scalars())


def anterior(conn: Connection, execucao: Execucao) -> Execucao | None:
    """Return the newest finished run over the same folders before this one, while it has rows."""
    e = execucoes.c
    pedido = select(execucoes).where(
        e.raizes == tuple(sorted(execucao.raizes)),
        e.estado.in_(CONCLUIDAS),
        or_(
            e.batida_em < execucao.batida_em,
            and_(e.batida_em == execucao.batida_em, e.id < execucao.id),
        ),
        exists().where(observacoes.c.execucao_id == e.id),
    )
    linhas = conn.execute(pedido.order_by(e.batida_em.desc(), e.id.desc()).limit(1)).mappings()
    linha = linhas.first()
    return Execucao(**linha) if linha else None


def _estados(este: FromClause) -> Select[Any]:
    o = este.c
    a = arquivos.c
    return (
        select(
            a.caminho, o.tamanho, o.mtime_ns, o.sha256, o.contexto, o.situacao, o.falha, a.pacote
        )
        .join_from(este, arquivos, a.id == o.arquivo_id)
        .order_by(a.caminho)
    )


def _iguais(este: FromClause, outro: FromClause) -> ColumnElement[bool]:
    colunas = ("arquivo_id", "sha256", "contexto", "situacao")
    return and_(*(outro.c[coluna] == este.c[coluna] for coluna in colunas))


def _resultado(qual: FromClause, par: Subquery, chave: str) -> ColumnElement[bool]:
    return and_(
        qual.c.chave == chave,
        qual.c.sha256 == par.c.sha256,
        qual.c.contexto == par.c.contexto,
    )


def _paginas(chaves: Iterable[str]) -> Iterator[Sequence[str]]:
    ordem = sorted(chaves)
    for inicio in range(0, len(ordem), _POR_VEZ):
        yield ordem[inicio : inicio + _POR_VEZ]
