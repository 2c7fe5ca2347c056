"""The memory of the agenda: what is due when, and how each entry fared the last time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from componentes.base.tempo import agora
from componentes.catalogo.perguntas.agendado import EstadoAgendado, ResultadoAgendado
from componentes.catalogo.tabelas import agendamentos

_a = agendamentos.c


def programar(conn: Connection, nome: str, definicao: Mapping[str, Any], proxima_em: str) -> None:
    """Note when an entry, as it is now defined, is due next; "" for never."""
    _mudar(conn, nome, definicao=dict(definicao), proxima_em=proxima_em)


def comecar_agendado(conn: Connection, nome: str, prevista_em: str) -> None:
    """Note that a run of an entry begins; `prevista_em` is "" when it was asked for by hand.

    `proxima_em` stays: a run that is killed is still due.
    """
    resultado = ResultadoAgendado(estado=EstadoAgendado.EXECUTANDO, prevista_em=prevista_em)
    _mudar(conn, nome, ultima_em=agora(), ultimo_resultado=resultado)


def terminar_agendado(
    conn: Connection, nome: str, resultado: ResultadoAgendado, proxima_em: str | None = None
) -> None:
    """Note how a run of an entry ended, or why there was none, and when it is due next."""
    valores = {} if proxima_em is None else {"proxima_em": proxima_em}
    _mudar(conn, nome, ultimo_resultado=resultado, **valores)


def interromper_agendados(conn: Connection) -> list[str]:
    """End the runs whose process is gone and return their names, for whoever starts the service.

    One that runs by hand in another terminal meanwhile says so itself when it ends.
    """
    linhas = conn.execute(select(_a.nome, _a.ultimo_resultado).order_by(_a.nome)).all()
    orfaos = [(n, r) for n, r in linhas if r.estado is EstadoAgendado.EXECUTANDO]
    for nome, resultado in orfaos:
        cortado = replace(
            resultado,
            estado=EstadoAgendado.INTERROMPIDO,
            resumo="o programa foi encerrado no meio",
            terminado_em=agora(),
        )
        _mudar(conn, nome, ultimo_resultado=cortado)
    return [nome for nome, _ in orfaos]


def manter_agendados(
    conn: Connection, ligados: Collection[str], desligados: Mapping[str, Mapping[str, Any]]
) -> None:
    """Forget the entries that the agenda no longer has; those that are off are due at no time."""
    ficam = sorted({*ligados, *desligados})
    conn.execute(delete(agendamentos).where(_a.nome.not_in(ficam)))
    for nome, definicao in sorted(desligados.items()):
        programar(conn, nome, definicao, "")


def _mudar(conn: Connection, nome: str, **valores: object) -> None:
    """Change the row of an entry, which may be its first."""
    if conn.execute(update(agendamentos).where(_a.nome == nome).values(**valores)).rowcount:
        return
    vazia = {"definicao": {}, "proxima_em": "", "ultima_em": ""}
    conn.execute(
        insert(agendamentos).values(
            {"nome": nome, **vazia, "ultimo_resultado": ResultadoAgendado(), **valores}
        )
    )
