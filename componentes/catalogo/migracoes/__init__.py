"""Forward-only changes of the schema, applied in order when the catalogue is opened for writing.

No Alembic: one database file, never downgraded, needs no branches, no environment and no command.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect

from componentes.base.erros import ErroCatalogo
from componentes.base.tempo import agora
from componentes.catalogo.dialeto import erro_de_dano, para_gravar
from componentes.catalogo.migracoes import (
    v001_inicial,
    v002_decisoes,
    v003_compactados,
    v004_vida,
)

MIGRACOES: tuple[Callable[[Connection], None], ...] = (
    v001_inicial.aplicar,
    v002_decisoes.aplicar,
    v003_compactados.aplicar,
    v004_vida.aplicar,
)
"""The version of a migration is its place in this tuple, counted from 1."""


def migrar(motor: Engine) -> None:
    """Bring the catalogue to the present version, each step in one transaction with its record.

    The version is read again inside each transaction: another process may have been faster.
    """
    if _ler_versao(motor) == len(MIGRACOES):
        return
    for versao, aplicar in enumerate(MIGRACOES, start=1):
        with para_gravar(motor).begin() as conexao:
            if _versao(conexao) < versao:
                aplicar(conexao)
                conexao.exec_driver_sql("INSERT INTO esquema VALUES (?, ?)", (versao, agora()))


def exigir_atual(motor: Engine) -> None:
    """Raise `ErroCatalogo` unless the catalogue has the present version."""
    if _ler_versao(motor) < len(MIGRACOES):
        raise ErroCatalogo(
            "O catálogo foi gravado por uma versão anterior do programa",
            onde=motor.url.database or "",
            o_que_fazer="execute classificar_tudo uma vez: ele atualiza o catálogo",
        )


def _ler_versao(motor: Engine) -> int:
    with motor.connect() as conexao:
        versao = _versao(conexao)
    if versao > len(MIGRACOES):
        raise ErroCatalogo(
            f"O catálogo foi gravado por uma versão mais nova do programa (esquema {versao}; "
            f"este programa conhece até {len(MIGRACOES)})",
            onde=motor.url.database or "",
            o_que_fazer="atualize o programa ou use --base com outra pasta",
        )
    return versao


def _versao(conexao: Connection) -> int:
    """Return the version on disk, 0 for an empty file; reading it also checks the file's header."""
    tabelas = inspect(conexao).get_table_names()
    if not tabelas:
        return 0
    if "esquema" not in tabelas:
        raise erro_de_dano(conexao.engine.url.database or "")
    versao: int = conexao.exec_driver_sql("SELECT max(versao) FROM esquema").scalar_one()
    return versao
