"""Everything particular to SQLite at run time, so that another database changes this file alone."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine import ExceptionContext

from componentes.base.erros import (
    ErroCatalogo,
    ErroDisco,
    ErroOrquestrador,
    ErroTrava,
    erro_de_disco,
)

ESPERA_S = 10.0
"""How long a connection waits for another one's write lock."""

_PRAGMAS = ("foreign_keys=ON", "trusted_schema=OFF")

_DISCO = {
    sqlite3.SQLITE_FULL: (errno.ENOSPC, ""),
    sqlite3.SQLITE_READONLY: (errno.EACCES, ""),
    sqlite3.SQLITE_CANTOPEN: (errno.EIO, "O arquivo não pode ser aberto"),
    sqlite3.SQLITE_PERM: (errno.EACCES, ""),
    sqlite3.SQLITE_IOERR: (errno.EIO, "Falha de leitura ou gravação no disco"),
    sqlite3.SQLITE_PROTOCOL: (errno.EIO, "O disco não oferece travas confiáveis"),
}
_DANIFICADO = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SINAIS_DE_DANO = ("Could not decode to UTF-8", "no such column", "no such table")
"""What a flipped byte in a text or in the schema looks like: our own SQL fits the version."""
_OCUPADO = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Papel(NamedTuple):
    """What a database is for, as errors about it say."""

    nome: str
    remedio: str
    """What to do when it is damaged."""
    duravel: bool = False
    """Whether what was committed must survive a power cut, at the cost of one sync each."""


CATALOGO = Papel(
    "catálogo",
    "restaure uma cópia com 'backups restaurar', ou mova o arquivo para outro lugar e execute "
    "classificar_tudo para criar um catálogo novo",
)


def criar_motor(arquivo: Path, *, somente_leitura: bool = False, papel: Papel = CATALOGO) -> Engine:
    """Return an engine on `arquivo` whose errors are `ErroDisco`, `ErroCatalogo`, `ErroTrava`."""
    motor = create_engine(
        URL.create("sqlite+pysqlite", database=str(arquivo)),
        creator=lambda: _conectar(arquivo, somente_leitura, papel),
    )
    event.listen(motor, "begin", _iniciar_transacao)
    event.listen(motor, "handle_error", partial(_traduzir, papel))
    return motor


def para_gravar(motor: Engine) -> Engine:
    """Return `motor` with transactions that take the write lock at once.

    A transaction that reads first and asks for the lock later fails without waiting when another
    one wrote in between: https://sqlite.org/isolation.html
    """
    return motor.execution_options(gravacao=True)


def inserir_ou_atualizar(tabela: Table, chave: Sequence[str]) -> Insert:
    """Return an insert that updates the row which already has the unique `chave`."""
    comando = insert(tabela)
    mudam = [c.name for c in tabela.c if not c.primary_key and c.name not in chave]
    novos = {nome: comando.excluded[nome] for nome in mudam}
    return comando.on_conflict_do_update(index_elements=chave, set_=novos)


def inserir_se_nova(tabela: Table) -> Insert:
    """Return an insert that leaves an existing row as it is."""
    return insert(tabela).on_conflict_do_nothing()


def _conectar(arquivo: Path, somente_leitura: bool, papel: Papel) -> sqlite3.Connection:
    """Connect without the driver's own transactions: `_iniciar_transacao` begins them."""
    endereco = f"{arquivo.absolute().as_uri()}?mode={'ro' if somente_leitura else 'rwc'}"
    conexao = sqlite3.connect(
        endereco, uri=True, timeout=ESPERA_S, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (*_PRAGMAS, f"synchronous={'FULL' if papel.duravel else 'NORMAL'}"):
            conexao.execute(f"PRAGMA {pragma}")
        if not somente_leitura:
            _ligar_wal(conexao)
    except BaseException as erro:
        conexao.close()
        if isinstance(erro, UnicodeDecodeError):  # the driver fails to quote a damaged schema
            raise erro_de_dano(arquivo, papel) from erro
        raise
    return conexao


def _ligar_wal(conexao: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, which SQLite refuses silently where it cannot work."""
    if _modo_do_diario(conexao) != "wal":
        raise ErroDisco(
            "O disco não serve para bancos de dados (unidade de rede?)",
            o_que_fazer="use --base com uma pasta em um disco deste computador",
        )


def _modo_do_diario(conexao: sqlite3.Connection) -> str:
    """Ask for WAL and return the mode in force.

    While another process switches the same new file SQLite answers "busy" at once, without the
    wait it grants elsewhere; this is that wait.
    """
    prazo = time.monotonic() + ESPERA_S
    while True:
        try:
            (modo,) = conexao.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as erro:
            if erro.sqlite_errorcode & 0xFF not in _OCUPADO or time.monotonic() > prazo:
                raise
            time.sleep(0.01)
        else:
            return str(modo)


def _iniciar_transacao(conexao: Connection) -> None:
    gravacao = conexao.get_execution_options().get("gravacao", False)
    conexao.exec_driver_sql("BEGIN IMMEDIATE" if gravacao else "BEGIN")


def _traduzir(papel: Papel, contexto: ExceptionContext) -> ErroOrquestrador | None:
    """Explain what the user can act on; other errors, which are ours, keep their type."""
    onde = contexto.engine.url.database or "" if contexto.engine else ""
    original = contexto.original_exception
    codigo = getattr(original, "sqlite_errorcode", 0) & 0xFF
    if codigo in _DISCO:
        return erro_de_disco(OSError(*_DISCO[codigo]), f"usar o {papel.nome}", onde)
    if codigo in _DANIFICADO or str(original).startswith(_SINAIS_DE_DANO):
        return erro_de_dano(onde, papel)
    if codigo in _OCUPADO:
        return ErroTrava(
            f"Outro processo ocupa o {papel.nome} há mais de {ESPERA_S:.0f} segundos",
            onde=onde,
            o_que_fazer="espere que termine, ou encerre-o, e tente de novo",
        )
    return None


def erro_de_dano(onde: str | Path = "", papel: Papel = CATALOGO) -> ErroCatalogo:
    """Return the error of a file that is not, or no longer, a readable database of this role."""
    return ErroCatalogo(
        f"O arquivo do {papel.nome} está danificado ou não é um {papel.nome}",
        onde=onde,
        o_que_fazer=papel.remedio,
    )
