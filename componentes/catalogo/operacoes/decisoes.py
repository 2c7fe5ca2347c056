"""What the user decided to keep: by content, so that it outlives every run."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert

from componentes.base.tempo import agora
from componentes.catalogo.tabelas import decisoes


def decidir(conn: Connection, sha256: str, caminho: str, no_lugar_de: Collection[str]) -> None:
    """Keep a content at a path, in the place of what was decided for its whole group."""
    esquecer(conn, no_lugar_de)
    conn.execute(insert(decisoes), {"sha256": sha256, "caminho": caminho, "decidida_em": agora()})


def esquecer(conn: Connection, conteudos: Collection[str]) -> None:
    """Forget what was decided for some contents."""
    for sha256 in sorted(conteudos):
        conn.execute(delete(decisoes).where(decisoes.c.sha256 == sha256))
