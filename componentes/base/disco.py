"""One entry on disk at a time: named over nothing, told from others, links not followed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

SEM_LIGACOES = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""Errors of a file system without hard links, or with too many of one file."""

PARA_TUDO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE})
"""Errors that the next file would meet too, so that going on makes no sense."""


def mesmo_arquivo(um: Path, outro: Path) -> bool:
    """Whether both names lead to one entry on disk; links are not followed."""
    try:
        return os.path.samestat(um.lstat(), outro.lstat())
    except OSError:
        return False


def nomear_sem_sobrescrever(provisorio: Path, final: Path) -> None:
    """Give a file the name `final`, over nothing; where links exist `provisorio` stays too.

    Windows refuses to rename over a file; POSIX overwrites in silence, but `link` refuses. Raises
    `FileExistsError` when the name is taken, and `OSError`.
    """
    if os.name == "nt":
        provisorio.rename(final)
        return
    try:
        os.link(provisorio, final)
    except OSError as erro:
        if erro.errno not in SEM_LIGACOES:
            raise
        _reservar_e_trocar(provisorio, final)


def abrir_sem_nome(pasta: Path) -> int | None:
    """Open for writing a file that has no name in `pasta` yet; None where there is no such thing.

    Linux only: it spares making and removing a provisional name, and a killed process leaves none.
    """
    sem_nome = getattr(os, "O_TMPFILE", None)
    if sem_nome is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(pasta, sem_nome | os.O_WRONLY, 0o666)
    except OSError:  # a file system without them, or one that refuses the ordinary way as well
        return None


def nomear_aberto(descritor: int, final: Path) -> None:
    """Give what `abrir_sem_nome` opened its name, over nothing; raises like `link`."""
    # With a folder given, which an absolute path ignores, Python follows the link to the file.
    origem = f"/proc/self/fd/{descritor}"
    os.link(origem, final, src_dir_fd=descritor, follow_symlinks=True)


def _reservar_e_trocar(provisorio: Path, final: Path) -> None:
    """For FAT and some network drives, which have no hard links: claim the name, then fill it."""
    final.touch(exist_ok=False)
    provisorio.replace(final)
