"""What one process asks of another: the row, and the question what became of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from componentes.catalogo.tabelas import pedidos


class Pedido(Struct, frozen=True, kw_only=True):
    """A request: `acao` is wanted of `alvo`; `atendido_em` is empty until it has an answer."""

    id: int
    alvo: str
    acao: str
    dados: dict[str, Any]
    pedido_em: str
    atendido_em: str
    resposta: str


def pedido(conn: Connection, pedido_id: int) -> Pedido | None:
    """Return one request; None when it is gone."""
    linha = conn.execute(select(pedidos).where(pedidos.c.id == pedido_id)).mappings().first()
    return Pedido(**linha) if linha else None
