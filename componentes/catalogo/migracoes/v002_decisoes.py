"""Version 2: what the user decided to keep, by content. Frozen."""

from __future__ import annotations

from sqlalchemy import Connection

_TABELA = """
    CREATE TABLE decisoes (
        sha256 TEXT NOT NULL PRIMARY KEY,
        caminho TEXT NOT NULL,
        decidida_em TEXT NOT NULL
    )
"""


def aplicar(conexao: Connection) -> None:
    """Create the table of decisions."""
    conexao.exec_driver_sql(_TABELA)
