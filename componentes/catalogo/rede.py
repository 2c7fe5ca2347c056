"""Network drives, where write-ahead logging loses data: https://sqlite.org/wal.html"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import psutil

from componentes.base.erros import ErroDisco

_SISTEMAS_DE_REDE = frozenset(
    {
        "afpfs",
        "cifs",
        "davfs",
        "fuse.rclone",
        "fuse.sshfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "webdav",
    }
)
_UNIDADE_REMOTA = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


def recusar_rede(pasta: Path) -> None:
    """Raise `ErroDisco` when `pasta` is on a network drive."""
    if _em_rede(pasta.resolve()):
        raise ErroDisco(
            "O catálogo não pode ficar em uma unidade de rede: perderia dados",
            onde=pasta,
            o_que_fazer="use --base com uma pasta em um disco deste computador",
        )


def _em_rede(pasta: Path) -> bool:
    if sys.platform == "win32":
        # One drive only: psutil asks all of them, and a disconnected one answers after seconds.
        tipo: int = ctypes.windll.kernel32.GetDriveTypeW(pasta.anchor)
        return tipo == _UNIDADE_REMOTA
    montagens = {Path(p.mountpoint): p.fstype for p in psutil.disk_partitions(all=True)}
    acima = (montagens[lugar] for lugar in (pasta, *pasta.parents) if lugar in montagens)
    return next(acima, "") in _SISTEMAS_DE_REDE
