"""Who works: this process on this machine, as rows, locks and leases name it."""

from __future__ import annotations

import os
import socket
from typing import NamedTuple


class Quem(NamedTuple):
    """A process of a machine."""

    pid: int
    maquina: str

    @property
    def dono(self) -> str:
        """Return the two as one text."""
        return f"{self.maquina}:{self.pid}"


def este_processo() -> Quem:
    """Return the process that asks."""
    return Quem(os.getpid(), socket.gethostname())
