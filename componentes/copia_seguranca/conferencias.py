"""What is remembered of checks: `conferencias/<id>.json`, beside the backups, never inside them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from componentes.base.gravacao import gravar_inteiro

CONFERENCIAS = "conferencias"
ESTRUTURA = "estrutura"
TUDO = "tudo"
ENSAIO = "ensaio"
ATUAL = "atual"
"""No check: nothing had changed since, the backup is as good as one made then."""

_EXEMPLOS = 20


class Conferencia(Struct, frozen=True):
    """One check of a backup: `especie` is one of those above, `quando` RFC 3339."""

    especie: str
    quando: str
    problemas: int
    exemplos: tuple[str, ...] = ()
    """The first sentences of what was found."""


def anotar_conferencia(
    pasta: Path, qual: str, especie: str, quando: str, problemas: Sequence[str]
) -> None:
    """Remember the newest check of this kind of backup `qual` below the backup folder `pasta`.

    The file is written whole; raises `ErroDisco`.
    """
    nova = Conferencia(especie, quando, len(problemas), tuple(problemas[:_EXEMPLOS]))
    outras = [feita for feita in conferencias_de(pasta, qual) if feita.especie != especie]
    todas = sorted([*outras, nova], key=lambda feita: feita.quando)
    gravar_inteiro(_caminho(pasta, qual), msgspec.json.encode(todas))


def conferencias_de(pasta: Path, qual: str) -> tuple[Conferencia, ...]:
    """Return the newest check of each kind, oldest first; what cannot be read counts as none."""
    try:
        dados = _caminho(pasta, qual).read_bytes()
        return msgspec.json.decode(dados, type=tuple[Conferencia, ...])
    except (OSError, msgspec.MsgspecError):
        return ()


def a_ultima(feitas: Iterable[Conferencia], especie: str) -> Conferencia | None:
    """Return the check of this kind, None where there was none."""
    return next((feita for feita in feitas if feita.especie == especie), None)


def acharam_dano(feitas: Iterable[Conferencia]) -> bool:
    """Whether damage is known; only reading everything anew takes back what a check found.

    A clean look at the tables of contents, or at a few files by chance, does not.
    """
    danificado = False
    for feita in feitas:
        danificado = bool(feita.problemas) or (danificado and feita.especie != TUDO)
    return danificado


def esquecer(pasta: Path, que_existem: Iterable[str]) -> None:
    """Remove what is remembered of backups that are gone; a file that stays harms nobody."""
    existem = set(que_existem)
    for caminho in (pasta / CONFERENCIAS).glob("*.json"):
        if caminho.stem not in existem:
            with contextlib.suppress(OSError):
                caminho.unlink()


def _caminho(pasta: Path, qual: str) -> Path:
    return pasta / CONFERENCIAS / f"{qual}.json"
