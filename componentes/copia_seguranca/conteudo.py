"""Reading the user's files: bounded memory, and every failure of theirs under one name."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

PEDACO = 1 << 20
CRESCIMENTO_MAXIMO = 512 << 20


class LeituraFalhou(Exception):
    """A source file is gone, unreadable or never at rest; the text is the reason."""


class Estado(Struct, frozen=True):
    """Size in bytes and time of the last change, in nanoseconds, of a file right now."""

    tamanho: int
    mtime_ns: int


def estado_atual(origem: Path) -> Estado:
    """Return the state of an ordinary file; anything else raises `LeituraFalhou`, unopened."""
    try:
        dados = origem.lstat()
    except (OSError, ValueError) as erro:
        raise LeituraFalhou(_motivo(erro)) from erro
    if not stat.S_ISREG(dados.st_mode):
        raise LeituraFalhou("não é um arquivo comum")
    return Estado(dados.st_size, dados.st_mtime_ns)


def ler_pedacos(origem: Path, tamanho: int) -> Iterator[bytes]:
    """Yield the file in pieces of at most 1 MiB; raises `LeituraFalhou`.

    A file that outgrows `tamanho` by 512 MiB is given up: it is being written without end, and
    the ZIP header was chosen for the size it had.
    """
    lido = 0
    try:
        with origem.open("rb", buffering=0) as arquivo:
            # Asking for 1 MiB of every small file would allocate it each time.
            while pedaco := arquivo.read(min(PEDACO, max(1, tamanho - lido + 1))):
                lido += len(pedaco)
                if lido > tamanho + CRESCIMENTO_MAXIMO:
                    raise LeituraFalhou("o arquivo não para de crescer")
                yield pedaco
    except OSError as erro:
        raise LeituraFalhou(_motivo(erro)) from erro


def sha256_de(pedacos: Iterable[bytes]) -> str:
    """Return the digest of all `pedacos` in hexadecimal."""
    resumo = hashlib.sha256()
    for pedaco in pedacos:
        resumo.update(pedaco)
    return resumo.hexdigest()


def _motivo(erro: Exception) -> str:
    if isinstance(erro, FileNotFoundError):
        return "o arquivo não existe mais"
    if isinstance(erro, PermissionError):
        return "sem permissão de leitura"
    return f"não foi possível ler ({erro})"
