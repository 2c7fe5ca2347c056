"""Network drives, where write-ahead logging loses data: https://sqlite.org/wal.html"""

from __future__ import annotations

from pathlib import Path

from componentes.base.erros import ErroDisco
from componentes.base.rede import em_rede


def recusar_rede(pasta: Path) -> None:
    """Raise `ErroDisco` when `pasta` is on a network drive."""
    if em_rede(pasta):
        raise ErroDisco(
            "O catálogo não pode ficar em uma unidade de rede: perderia dados",
            onde=pasta,
            o_que_fazer="use --base com uma pasta em um disco deste computador",
        )
