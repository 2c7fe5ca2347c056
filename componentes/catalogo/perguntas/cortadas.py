"""Runs whose process was killed: their story has a beginning, and nobody has told its end."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from componentes.base.eventos import (
    Evento,
    ExecucaoIniciada,
    ExecucaoInterrompida,
    ExecucaoTerminada,
)
from componentes.catalogo.modelo import EstadoExecucao
from componentes.catalogo.tabelas import eventos, execucoes

_MARCOS: tuple[type[Evento], ...] = (ExecucaoIniciada, ExecucaoInterrompida, ExecucaoTerminada)


def cortadas(conn: Connection) -> list[ExecucaoInterrompida]:
    """Return the runs that were ended for their process and not yet told of, oldest first."""
    marcos = [marco.__name__ for marco in _MARCOS]
    ultimos = select(func.max(eventos.c.id)).where(eventos.c.tipo.in_(marcos))
    linhas = conn.execute(
        select(execucoes.c.id, execucoes.c.nome, execucoes.c.comando, execucoes.c.batida_em)
        .join(eventos, eventos.c.execucao_id == execucoes.c.id)
        .where(
            execucoes.c.estado == EstadoExecucao.INTERROMPIDA,
            eventos.c.id.in_(ultimos.group_by(eventos.c.execucao_id)),
            eventos.c.tipo == ExecucaoIniciada.__name__,
        )
        .order_by(execucoes.c.id)
    )
    return [ExecucaoInterrompida(*linha) for linha in linhas]
