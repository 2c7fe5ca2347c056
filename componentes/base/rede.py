"""Tells whether a folder is on a network drive: no place for databases, nor for trust in events."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import psutil

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


def em_rede(pasta: Path) -> bool:
    """Tell whether `pasta`, links followed, is on a network drive."""
    real = pasta.resolve()
    if sys.platform == "win32":
        # One drive only: psutil asks all of them, and a disconnected one answers after seconds.
        tipo: int = ctypes.windll.kernel32.GetDriveTypeW(real.anchor)
        return tipo == _UNIDADE_REMOTA
    montagens = {Path(p.mountpoint): p.fstype for p in psutil.disk_partitions(all=True)}
    acima = (montagens[lugar] for lugar in (real, *real.parents) if lugar in montagens)
    return next(acima, "") in _SISTEMAS_DE_REDE
