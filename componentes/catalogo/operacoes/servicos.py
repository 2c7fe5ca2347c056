"""The signs of life of what runs in the foreground for long: the watcher, the scheduler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, update

from componentes.base.tempo import agora
from componentes.catalogo.dialeto import inserir_ou_atualizar
from componentes.catalogo.tabelas import servicos

_ENTRAR = inserir_ou_atualizar(servicos, ["nome"])


def bater_servico(
    conn: Connection, nome: str, pid: int, maquina: str, estado: Mapping[str, Any]
) -> None:
    """Record that the service `nome` lives in this process, and what it is doing.

    The row of another process is taken over: that it is gone is for the service's lock to say.
    """
    momento = agora()
    s = servicos.c
    minha = update(servicos).where(s.nome == nome, s.pid == pid, s.maquina == maquina)
    if conn.execute(minha.values(batida_em=momento, estado=dict(estado))).rowcount:
        return
    linha = {"nome": nome, "pid": pid, "maquina": maquina, "estado": dict(estado)}
    conn.execute(_ENTRAR, {**linha, "iniciado_em": momento, "batida_em": momento})


def remover_servico(conn: Connection, nome: str, pid: int) -> None:
    """Forget a service that has ended in this process; another process's row stays."""
    conn.execute(delete(servicos).where(servicos.c.nome == nome, servicos.c.pid == pid))
