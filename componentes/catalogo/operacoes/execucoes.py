"""The life of a run: every change of state is a compare-and-set, so that two processes agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from componentes.base.tempo import agora, daqui_a
from componentes.catalogo.modelo import (
    ABERTAS,
    ATIVAS,
    ESQUECIDA_APOS,
    RETOMAVEIS,
    EstadoExecucao,
    NovaExecucao,
)
from componentes.catalogo.nomes import nome_da_execucao
from componentes.catalogo.operacoes.lotes import descartar_inacabados, devolver_lotes
from componentes.catalogo.tabelas import eventos, execucoes


def criar_execucao(conn: Connection, nova: NovaExecucao) -> int:
    """Insert a run and return its id; the write lock makes "highest id + 1" safe."""
    numero: int = conn.execute(select(func.coalesce(func.max(execucoes.c.id), 0))).scalar_one() + 1
    momento = agora()
    conn.execute(
        insert(execucoes).values(
            msgspec.structs.asdict(nova)
            | {
                "id": numero,
                "nome": nome_da_execucao(numero),
                "raizes": tuple(sorted(nova.raizes)),
                "iniciada_em": momento if nova.estado in ATIVAS else "",
                "batida_em": momento,
                "terminada_em": "",
                "totais": {},
                "erro": "",
            }
        )
    )
    return numero


def bater(conn: Connection, execucao_id: int, totais: Mapping[str, Any]) -> EstadoExecucao:
    """Record a sign of life with the totals so far; returns the state, where a cancel shows."""
    _mudar(conn, execucao_id, ATIVAS, batida_em=agora(), totais=dict(totais))
    return _estado(conn, execucao_id)


def bater_na_fila(conn: Connection, execucao_id: int) -> EstadoExecucao:
    """Record that somebody still waits with this run; returns the state, where a cancel shows."""
    _mudar(conn, execucao_id, {EstadoExecucao.NA_FILA}, batida_em=agora())
    return _estado(conn, execucao_id)


def pedir_cancelamento(conn: Connection, execucao_id: int) -> bool:
    """Ask a run to stop; one that waits in the queue is cancelled at once. False: it had ended."""
    if _mudar(
        conn,
        execucao_id,
        {EstadoExecucao.NA_FILA},
        estado=EstadoExecucao.CANCELADA,
        terminada_em=agora(),
    ):
        return True
    return _mudar(conn, execucao_id, ATIVAS, estado=EstadoExecucao.CANCELANDO)


def encerrar_execucao(
    conn: Connection,
    execucao_id: int,
    estado: EstadoExecucao,
    totais: Mapping[str, Any],
    erro: str = "",
) -> bool:
    """Give a run its end state; False, and nothing changed, when it already has one.

    What it has left half done goes back into the queue of its batches.
    """
    if estado in ABERTAS:
        raise ValueError(f"{estado} não encerra uma execução")
    encerrada = _mudar(
        conn,
        execucao_id,
        ABERTAS,
        estado=estado,
        terminada_em=agora(),
        totais=dict(totais),
        erro=erro,
    )
    if encerrada:
        devolver_lotes(conn, execucao_id)
    return encerrada


def interromper_orfas(conn: Connection, exceto: int | None = None) -> list[int]:
    """End the runs whose process is gone and return their ids; call it while holding the lock.

    They end at their last sign of life, as `interrompida`, or `cancelada` where that was asked;
    their half-done batches go back to the queue. Who waited in line and has given no sign for
    `ESQUECIDA_APOS` seconds is gone too.
    """
    _mudar_todas(
        conn,
        (execucoes.c.estado == EstadoExecucao.NA_FILA)
        & (execucoes.c.batida_em < daqui_a(-ESQUECIDA_APOS)),
        estado=EstadoExecucao.INTERROMPIDA,
        terminada_em=execucoes.c.batida_em,
    )
    orfas = select(execucoes.c.id, execucoes.c.estado, execucoes.c.batida_em).where(
        execucoes.c.estado.in_(ATIVAS)
    )
    if exceto is not None:
        orfas = orfas.where(execucoes.c.id != exceto)
    linhas = conn.execute(orfas.order_by(execucoes.c.id)).all()
    for numero, estado, batida_em in linhas:
        pedida = estado is EstadoExecucao.CANCELANDO
        final = EstadoExecucao.CANCELADA if pedida else EstadoExecucao.INTERROMPIDA
        _mudar(conn, numero, {estado}, estado=final, terminada_em=batida_em)
        devolver_lotes(conn, numero)
    return [numero for numero, _, _ in linhas]


def reabrir_execucao(conn: Connection, execucao_id: int, nova: NovaExecucao) -> bool:
    """Hand a queued or unfinished run to the process of `nova`; False when it is not to be had.

    Its unfinished batches are dropped: whoever resumes plans anew what has no result yet.
    """
    momento = agora()
    reaberta = _mudar(
        conn,
        execucao_id,
        RETOMAVEIS,
        estado=EstadoExecucao.EXECUTANDO,
        pid=nova.pid,
        maquina=nova.maquina,
        parametros=nova.parametros,
        versao=nova.versao,
        regras=nova.regras,
        chave=nova.chave,
        iniciada_em=func.coalesce(func.nullif(execucoes.c.iniciada_em, ""), momento),
        batida_em=momento,
        terminada_em="",
        erro="",
    )
    if reaberta:
        descartar_inacabados(conn, execucao_id)
    return reaberta


def registrar_evento(
    conn: Connection, execucao_id: int, nivel: str, tipo: str, dados: Mapping[str, Any]
) -> None:
    """Append one line to the log of a run."""
    conn.execute(
        insert(eventos).values(
            execucao_id=execucao_id, quando=agora(), nivel=nivel, tipo=tipo, dados=dict(dados)
        )
    )


def _estado(conn: Connection, execucao_id: int) -> EstadoExecucao:
    pedido = select(execucoes.c.estado).where(execucoes.c.id == execucao_id)
    estado: EstadoExecucao = conn.execute(pedido).scalar_one()
    return estado


def _mudar_todas(conn: Connection, quais: ColumnElement[bool], **valores: object) -> None:
    conn.execute(update(execucoes).where(quais).values(**valores))


def _mudar(
    conn: Connection, execucao_id: int, de: Iterable[EstadoExecucao], **valores: object
) -> bool:
    """Update one run if it is in one of the states `de`; returns whether it was."""
    comando = update(execucoes).where(execucoes.c.id == execucao_id, execucoes.c.estado.in_(de))
    return conn.execute(comando.values(**valores)).rowcount == 1
