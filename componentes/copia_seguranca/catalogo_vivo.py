"""A consistent copy of the live catalogue.

The database is in use while the backup runs; copying its file loses rows that only the WAL
holds, so SQLite itself makes the copy (https://www.sqlite.org/backup.html).
"""

from __future__ import annotations

import contextlib
import errno
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from componentes.base.erros import erro_de_disco
from componentes.copia_seguranca.conteudo import LeituraFalhou


@contextlib.contextmanager
def copia_do_catalogo(catalogo: Path, pasta: Path) -> Iterator[Path]:
    """Yield a checked copy of the database, in `pasta`, which vanishes after the block.

    Raises `LeituraFalhou` when the catalogue is missing or damaged, `ErroDisco` when the copy
    finds no space.
    """
    provisorio = pasta / f".catalogo.{secrets.token_hex(6)}.tmp"
    try:
        _copiar(catalogo, provisorio)
        yield provisorio
    finally:
        for resto in pasta.glob(f"{provisorio.name}*"):
            with contextlib.suppress(OSError):  # held open by an antivirus, say: the next one goes
                resto.unlink()


def _copiar(catalogo: Path, provisorio: Path) -> None:
    try:
        with (
            contextlib.closing(_abrir_para_leitura(catalogo)) as origem,
            contextlib.closing(sqlite3.connect(provisorio)) as copia,
        ):
            copia.execute("PRAGMA synchronous=OFF")  # it lives for a moment; its pack is synced
            origem.backup(copia)
            copia.execute("PRAGMA journal_mode=DELETE")  # one file, no WAL beside it
            _conferir(copia)
    except sqlite3.Error as erro:
        if getattr(erro, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            cheio = OSError(errno.ENOSPC, str(erro))
            raise erro_de_disco(cheio, "copiar o catálogo", provisorio.parent) from erro
        raise LeituraFalhou(f"o catálogo não pôde ser copiado ({erro})") from erro


def _abrir_para_leitura(catalogo: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{catalogo.resolve().as_uri()}?mode=ro", uri=True, timeout=10)


def _conferir(copia: sqlite3.Connection) -> None:
    (resposta,) = copia.execute("PRAGMA quick_check(1)").fetchone()
    if resposta != "ok":
        raise LeituraFalhou(f"o catálogo está danificado ({resposta})")
