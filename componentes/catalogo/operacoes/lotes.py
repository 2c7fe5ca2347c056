"""The batches of a run: how far it is, seen from any terminal."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from componentes.base.tempo import agora
from componentes.catalogo.modelo import EstadoLote, NovoLote
from componentes.catalogo.tabelas import lotes

_INACABADOS = (EstadoLote.NA_FILA, EstadoLote.EXECUTANDO)


def criar_lotes(conn: Connection, execucao_id: int, novos: Sequence[NovoLote]) -> list[int]:
    """Queue batches after those the run already has; returns their ids in the order of `novos`."""
    da_execucao = lotes.c.execucao_id == execucao_id
    ultimo = conn.execute(select(func.coalesce(func.max(lotes.c.numero), 0)).where(da_execucao))
    base: int = ultimo.scalar_one()
    fixos = {
        "execucao_id": execucao_id,
        "estado": EstadoLote.NA_FILA,
        "iniciado_em": "",
        "terminado_em": "",
    }
    linhas = [
        {**fixos, **msgspec.structs.asdict(novo), "numero": numero}
        for numero, novo in enumerate(novos, start=base + 1)
    ]
    if linhas:
        conn.execute(insert(lotes), linhas)
    criados = select(lotes.c.id).where(da_execucao, lotes.c.numero > base).order_by(lotes.c.numero)
    return list(conn.execute(criados).scalars())


def marcar_lote(conn: Connection, lote_id: int, estado: EstadoLote) -> None:
    """Move a batch to `estado` and note the time that goes with it."""
    momento = agora()
    horarios = {
        EstadoLote.NA_FILA: {"iniciado_em": "", "terminado_em": ""},
        EstadoLote.EXECUTANDO: {"iniciado_em": momento, "terminado_em": ""},
        EstadoLote.CONCLUIDO: {"terminado_em": momento},
        EstadoLote.FALHOU: {"terminado_em": momento},
    }
    comando = update(lotes).where(lotes.c.id == lote_id)
    conn.execute(comando.values(estado=estado, **horarios[estado]))


def devolver_a_fila(conn: Connection, execucao_id: int) -> None:
    """Put the half-done batches of a run back into the queue."""
    comando = update(lotes).where(
        lotes.c.execucao_id == execucao_id, lotes.c.estado == EstadoLote.EXECUTANDO
    )
    conn.execute(comando.values(estado=EstadoLote.NA_FILA, iniciado_em=""))


def descartar_inacabados(conn: Connection, execucao_id: int) -> None:
    """Remove the batches of a run that nobody finished."""
    conn.execute(
        delete(lotes).where(lotes.c.execucao_id == execucao_id, lotes.c.estado.in_(_INACABADOS))
    )
