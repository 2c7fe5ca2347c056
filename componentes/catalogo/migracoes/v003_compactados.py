"""Version 3: members of archives are rows beside files. Frozen."""

from __future__ import annotations

from sqlalchemy import Connection

_INSTRUCOES = (
    "ALTER TABLE arquivos ADD COLUMN pacote TEXT NOT NULL DEFAULT ''",
    # Archives were catalogued unopened: a date that no file has makes the next run read them.
    # The bytes are the key "conteiner" and its value, zip, rar or 7z, as msgpack writes them.
    """
    UPDATE arquivos SET mtime_ns = -1 WHERE sha256 IN (
        SELECT sha256 FROM resultados WHERE instr(analise, x'A9636F6E7465696E6572A37A6970')
            OR instr(analise, x'A9636F6E7465696E6572A3726172')
            OR instr(analise, x'A9636F6E7465696E6572A2377A')
    )
    """,
)


def aplicar(conexao: Connection) -> None:
    """Make room for members, and have the archives of earlier runs opened."""
    for instrucao in _INSTRUCOES:
        conexao.exec_driver_sql(instrucao)
