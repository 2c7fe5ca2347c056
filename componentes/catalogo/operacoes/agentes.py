"""What is remembered of agents from one process to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete

from componentes.base.tempo import agora
from componentes.catalogo.dialeto import inserir_ou_atualizar
from componentes.catalogo.tabelas import agentes

_LEMBRAR = inserir_ou_atualizar(agentes, ["nome"])


def lembrar_agentes(conn: Connection, estados: Mapping[str, Mapping[str, Any]]) -> None:
    """Store what is to be remembered of some agents, by name."""
    momento = agora()
    linhas = [
        {"nome": nome, "estado": dict(estado), "gravado_em": momento}
        for nome, estado in sorted(estados.items())
    ]
    if linhas:
        conn.execute(_LEMBRAR, linhas)


def esquecer_agente(conn: Connection, nome: str) -> bool:
    """Forget an agent; False when nothing was remembered of it."""
    return conn.execute(delete(agentes).where(agentes.c.nome == nome)).rowcount == 1
