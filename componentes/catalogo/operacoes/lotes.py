"""The batches of a run, seen from any terminal; every change of state is a compare-and-set."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, Update, delete, func, insert, select, update

from componentes.base.tempo import agora
from componentes.catalogo.modelo import EstadoLote, NovoLote
from componentes.catalogo.tabelas import lotes

_INACABADOS = (EstadoLote.NA_FILA, EstadoLote.EXECUTANDO)
_NA_FILA = {"estado": EstadoLote.NA_FILA, "iniciado_em": "", "dono": "", "vence_em": ""}


def criar_lotes(conn: Connection, execucao_id: int, novos: Sequence[NovoLote]) -> list[int]:
    """Queue batches after those the run already has; returns their ids in the order of `novos`."""
    da_execucao = lotes.c.execucao_id == execucao_id
    ultimo = conn.execute(select(func.coalesce(func.max(lotes.c.numero), 0)).where(da_execucao))
    base: int = ultimo.scalar_one()
    linhas = [
        {
            **_NA_FILA,
            "execucao_id": execucao_id,
            "terminado_em": "",
            **msgspec.structs.asdict(novo),
            "numero": numero,
        }
        for numero, novo in enumerate(novos, start=base + 1)
    ]
    if linhas:
        conn.execute(insert(lotes), linhas)
    criados = select(lotes.c.id).where(da_execucao, lotes.c.numero > base).order_by(lotes.c.numero)
    return list(conn.execute(criados).scalars())


def arrendar_lote(conn: Connection, lote_id: int, dono: str, vence_em: str) -> bool:
    """Give a queued batch to `dono` until `vence_em`; False when it is not to be had."""
    na_fila = lotes.c.estado == EstadoLote.NA_FILA
    comando = update(lotes).where(lotes.c.id == lote_id, na_fila)
    valores = {
        "estado": EstadoLote.EXECUTANDO,
        "iniciado_em": agora(),
        "dono": dono,
        "vence_em": vence_em,
    }
    return conn.execute(comando.values(valores)).rowcount == 1


def renovar_lotes(conn: Connection, execucao_id: int, dono: str, vence_em: str) -> None:
    """Extend what `dono` has in hand."""
    comando = update(lotes).where(
        lotes.c.execucao_id == execucao_id,
        lotes.c.estado == EstadoLote.EXECUTANDO,
        lotes.c.dono == dono,
    )
    conn.execute(comando.values(vence_em=vence_em))


def concluir_lote(conn: Connection, lote_id: int, dono: str) -> bool:
    """End a batch that `dono` has; False when it was taken away."""
    return conn.execute(_do_dono(lote_id, dono).values(_concluido())).rowcount == 1


def concluir_em_parte(conn: Connection, lote_id: int, dono: str, feito: NovoLote) -> bool:
    """End a batch that was cut short at the size of what was done; its rest is planned anew."""
    valores = {**_concluido(), **msgspec.structs.asdict(feito)}
    return conn.execute(_do_dono(lote_id, dono).values(valores)).rowcount == 1


def devolver_lotes(conn: Connection, execucao_id: int) -> None:
    """Put the half-done batches of a run back into the queue."""
    comando = update(lotes).where(
        lotes.c.execucao_id == execucao_id, lotes.c.estado == EstadoLote.EXECUTANDO
    )
    conn.execute(comando.values(_NA_FILA))


def descartar_inacabados(conn: Connection, execucao_id: int) -> None:
    """Remove the batches of a run that nobody finished."""
    conn.execute(
        delete(lotes).where(lotes.c.execucao_id == execucao_id, lotes.c.estado.in_(_INACABADOS))
    )


def _do_dono(lote_id: int, dono: str) -> Update:
    return update(lotes).where(
        lotes.c.id == lote_id, lotes.c.estado == EstadoLote.EXECUTANDO, lotes.c.dono == dono
    )


def _concluido() -> dict[str, object]:
    return {"estado": EstadoLote.CONCLUIDO, "terminado_em": agora(), "vence_em": ""}
