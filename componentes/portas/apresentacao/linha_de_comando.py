"""Command lines that a person can copy from the screen into the shell of their system."""

from __future__ import annotations

import os
import shlex
import subprocess

from componentes.relatorio.textos import visivel


def citar(argumento: str) -> str:
    """Return an argument quoted for the shell at hand, hostile names included."""
    inerte = visivel(argumento)
    return subprocess.list2cmdline([inerte]) if os.name == "nt" else shlex.quote(inerte)
