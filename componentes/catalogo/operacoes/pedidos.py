"""What one process asks of another: left by any terminal, answered by whoever runs the target."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from componentes.base.tempo import agora, daqui_a
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.catalogo.tabelas import pedidos

_GUARDADOS = 7 * 24 * 3600.0
"""Seconds."""


def pedir(conn: Connection, alvo: str, acao: str, dados: Mapping[str, Any]) -> int:
    """Leave a request to `alvo` and return its id; requests of long ago go."""
    conn.execute(delete(pedidos).where(pedidos.c.pedido_em < daqui_a(-_GUARDADOS)))
    linha = {"alvo": alvo, "acao": acao, "dados": dict(dados), "pedido_em": agora()}
    comando = insert(pedidos).values(**linha, atendido_em="", resposta="")
    chave: Any = conn.execute(comando).inserted_primary_key
    return int(chave[0])


def pendentes(conn: Connection, alvos: Collection[str], *, desde: str = "") -> list[Pedido]:
    """Return what was asked of `alvos` from the moment `desde` on and has no answer, oldest first.

    Who has begun at `desde` does not obey what was asked of the one before.
    """
    p = pedidos.c
    pergunta = select(pedidos).where(p.alvo.in_(alvos), p.atendido_em == "", p.pedido_em >= desde)
    return [Pedido(**linha) for linha in conn.execute(pergunta.order_by(p.id)).mappings()]


def atender(conn: Connection, pedido_id: int, resposta: str) -> bool:
    """Give a request its answer; False when it has one already, or is gone."""
    comando = update(pedidos).where(pedidos.c.id == pedido_id, pedidos.c.atendido_em == "")
    return conn.execute(comando.values(atendido_em=agora(), resposta=resposta)).rowcount == 1
