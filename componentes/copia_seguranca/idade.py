"""How long ago the library was last known to be protected."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from componentes.base.tempo import agora
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.notas import ATUAL, ENSAIO, notas
from componentes.copia_seguranca.preparo import INSTANTANEOS


class UltimoBom(Struct, frozen=True):
    """The newest backup that can be used, and how many hours ago it was up to date."""

    id: str
    horas: float


def ultimo_bom(backups: Path) -> UltimoBom | None:
    """Return the newest backup that is whole and whose rehearsal did not fail; None without one."""
    anotadas = notas(backups)
    for nome in instantaneo.ids(backups / INSTANTANEOS):
        do_backup = anotadas.get(nome, {})
        if ENSAIO in do_backup and do_backup[ENSAIO].problemas:
            continue
        try:
            criado_em = instantaneo.ler_manifesto(
                backups / INSTANTANEOS, nome
            ).instantaneo.criado_em
        except instantaneo.InstantaneoIlegivel:
            continue
        atual = do_backup[ATUAL].quando if ATUAL in do_backup else ""
        return UltimoBom(nome, _horas_desde(max(criado_em, atual)))
    return None


def _horas_desde(quando: str) -> float:
    passou = datetime.fromisoformat(agora()) - datetime.fromisoformat(quando)
    return passou.total_seconds() / 3600
