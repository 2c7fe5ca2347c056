"""How long ago the library was last known to be protected."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from componentes.base.tempo import agora
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.conferencias import ATUAL, ENSAIO, a_ultima, conferencias_de
from componentes.copia_seguranca.preparo import INSTANTANEOS


class UltimoBom(Struct, frozen=True):
    """The newest backup that can be used, and how many hours ago it was up to date."""

    id: str
    horas: float


def ultimo_bom(backups: Path) -> UltimoBom | None:
    """Return the newest backup that is whole and whose rehearsal did not fail; None without one."""
    for nome in instantaneo.ids(backups / INSTANTANEOS):
        feitas = conferencias_de(backups, nome)
        ensaiado, atual = a_ultima(feitas, ENSAIO), a_ultima(feitas, ATUAL)
        if ensaiado and ensaiado.problemas:
            continue
        try:
            criado_em = instantaneo.ler_manifesto(
                backups / INSTANTANEOS, nome
            ).instantaneo.criado_em
        except instantaneo.InstantaneoIlegivel:
            continue
        return UltimoBom(nome, _horas_desde(max(criado_em, atual.quando if atual else "")))
    return None


def _horas_desde(quando: str) -> float:
    passou = datetime.fromisoformat(agora()) - datetime.fromisoformat(quando)
    return passou.total_seconds() / 3600
