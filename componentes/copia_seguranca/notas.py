"""What was found out about backups after they were made; small, and no part of any of them."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from componentes.base.gravacao import gravar_inteiro
from componentes.base.tempo import agora

ENSAIO = "ensaio"
ATUAL = "atual"
"""Nothing had changed since: the backup is as good as one made then."""
_ARQUIVO = ".notas.json"
_GUARDADAS = 400


class Nota(Struct, frozen=True):
    """When something was found out about a backup, and what was wrong."""

    quando: str
    problemas: tuple[str, ...] = ()


Notas = dict[str, dict[str, Nota]]
"""By the id of the backup, then by what was done: `ensaio`, `atual`."""


def notas(backups: Path) -> Notas:
    """Return all notes; {} where there are none that can be read."""
    try:
        return msgspec.json.decode((backups / _ARQUIVO).read_bytes(), type=Notas)
    except (OSError, msgspec.MsgspecError):
        return {}


def anotar(backups: Path, qual: str, especie: str, problemas: tuple[str, ...] = ()) -> None:
    """Note what was found out about backup `qual` just now; raises `ErroDisco`."""
    todas = notas(backups)
    todas[qual] = {**todas.get(qual, {}), especie: Nota(agora(), problemas)}
    novas = dict(sorted(todas.items())[-_GUARDADAS:])
    gravar_inteiro(backups / _ARQUIVO, msgspec.json.encode(novas))
