"""What may be forgotten: the details of old runs, and results under rules nobody uses any more."""

from __future__ import annotations

from sqlalchemy import Connection, Select, delete, exists, func, or_, select

from componentes.catalogo.modelo import ABERTAS
from componentes.catalogo.tabelas import eventos, execucoes, lotes, observacoes, resultados

_DETALHES = (observacoes, lotes, eventos)


def podar_execucoes(conn: Connection, manter: int) -> int:
    """Empty the ended runs older than the newest `manter` ended ones; returns how many had rows.

    Their own rows stay, with the totals; results of rule sets that no run needs any more go too.
    """
    if manter < 0:
        raise ValueError(f"não se mantêm {manter} execuções")
    antigas = _encerradas_alem_de(manter)
    esvaziadas = _quantas_cheias(conn, antigas)
    for tabela in _DETALHES:
        conn.execute(delete(tabela).where(tabela.c.execucao_id.in_(antigas)))
    _descartar_resultados(conn)
    return esvaziadas


def _encerradas_alem_de(manter: int) -> Select[tuple[int]]:
    encerradas = select(execucoes.c.id).where(execucoes.c.estado.not_in(ABERTAS))
    # By last sign of life, as `Consulta` orders them: a resumed run keeps its old number.
    return encerradas.order_by(execucoes.c.batida_em.desc(), execucoes.c.id.desc()).offset(manter)


def _quantas_cheias(conn: Connection, quais: Select[tuple[int]]) -> int:
    cheia = or_(*(exists().where(t.c.execucao_id == execucoes.c.id) for t in _DETALHES))
    pedido = select(func.count()).select_from(execucoes).where(execucoes.c.id.in_(quais), cheia)
    return conn.execute(pedido).scalar_one()


def _descartar_resultados(conn: Connection) -> None:
    """Delete the results under keys of no run that is open, newest, or still has observations.

    The unused keys come from a query of their own, which reads the index of the key alone: a
    plain NOT IN would go through every analysis.
    """
    em_uso = select(execucoes.c.chave).where(
        or_(
            execucoes.c.estado.in_(ABERTAS),
            execucoes.c.id == select(func.max(execucoes.c.id)).scalar_subquery(),
            exists().where(observacoes.c.execucao_id == execucoes.c.id),
        )
    )
    sem_uso = select(resultados.c.chave).distinct().where(resultados.c.chave.not_in(em_uso))
    conn.execute(delete(resultados).where(resultados.c.chave.in_(sem_uso)))
