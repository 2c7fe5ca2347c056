"""What is remembered of agents: the row, and the question for all of them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from componentes.catalogo.tabelas import agentes


class AgenteLembrado(Struct, frozen=True, kw_only=True):
    """One agent; `estado` is its history as plain values, which the agents' own floor reads."""

    nome: str
    estado: dict[str, Any]
    gravado_em: str


def agentes_lembrados(conn: Connection) -> list[AgenteLembrado]:
    """Return what is remembered of every agent, by name."""
    linhas = conn.execute(select(agentes).order_by(agentes.c.nome)).mappings()
    return [AgenteLembrado(**linha) for linha in linhas]
