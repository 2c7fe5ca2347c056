"""Files written whole or not at all: temporary file, fsync, replace, fsync of the folder."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from componentes.base.erros import erro_de_disco

_RESTO = re.compile(r"[0-9a-f]{12}\.tmp")
# Whoever has not written to a temporary file for so many seconds was killed.
_IDADE_DE_RESTO = 600.0


def garantir_pasta(pasta: Path) -> Path:
    """Create `pasta` with its parents where missing; raises `ErroDisco` when that fails."""
    try:
        pasta.mkdir(parents=True, exist_ok=True)
    except OSError as erro:
        raise erro_de_disco(erro, "criar a pasta", pasta) from erro
    return pasta


@contextlib.contextmanager
def gravando(destino: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that becomes `destino` when the block ends well, and vanishes otherwise.

    Raises `ErroDisco`; the old content of `destino` is untouched until the new one is on disk.
    """
    garantir_pasta(destino.parent)
    provisorio = destino.parent / f".{destino.name[:40]}.{secrets.token_hex(6)}.tmp"
    try:
        with provisorio.open("xb") as arquivo:
            _limpar_restos(destino, provisorio)
            yield arquivo
            arquivo.flush()
            os.fsync(arquivo.fileno())
        provisorio.replace(destino)
        sincronizar_pasta(destino.parent)
    except BaseException as erro:
        with contextlib.suppress(OSError):
            provisorio.unlink(missing_ok=True)
        if isinstance(erro, OSError):
            raise erro_de_disco(erro, "gravar", destino) from erro
        raise


def gravar_inteiro(destino: Path, dados: bytes) -> None:
    """Replace the content of `destino` by `dados`, atomically and durably."""
    with gravando(destino) as arquivo:
        arquivo.write(dados)


def _limpar_restos(destino: Path, novo: Path) -> None:
    """Remove what killed processes left of earlier attempts; `novo` tells the disk's time."""
    prefixo = f".{destino.name[:40]}."
    with contextlib.suppress(OSError), os.scandir(destino.parent) as entradas:
        limite = novo.stat().st_mtime - _IDADE_DE_RESTO
        for entrada in entradas:
            resto = entrada.name.removeprefix(prefixo)
            if (
                resto != entrada.name
                and _RESTO.fullmatch(resto)
                and entrada.stat(follow_symlinks=False).st_mtime < limite
            ):
                Path(entrada.path).unlink(missing_ok=True)


def sincronizar_pasta(pasta: Path) -> None:
    """Make a rename in `pasta` survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descritor = os.open(pasta, os.O_RDONLY)
    try:
        os.fsync(descritor)
    finally:
        os.close(descritor)
