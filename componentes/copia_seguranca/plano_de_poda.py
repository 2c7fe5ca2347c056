"""Which backups go and which stay: the retention over whole ones, with care for damaged ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from componentes.copia_seguranca.exame import Examinado
from componentes.copia_seguranca.modelo import Ocorrencia
from componentes.copia_seguranca.retencao import Datado, Retencao, que_ficam

DANIFICADO = "danificado"


class Plano(Struct, frozen=True):
    """What a pruning does to the backups; `ha_bons` is false where nothing may be touched."""

    ficam: Mapping[str, tuple[str, ...]] = {}
    saem: tuple[str, ...] = ()
    danificados: tuple[Ocorrencia, ...] = ()
    ha_bons: bool = False


def planejar(examinados: Sequence[Examinado], retencao: Retencao, *, danificados: bool) -> Plano:
    """Decide about every snapshot; a damaged one stays unless `danificados` gives it free."""
    bons = [examinado for examinado in examinados if not examinado.dano]
    ficam = que_ficam(_datados(bons), retencao)
    legiveis = que_ficam(_datados(examinados), retencao) if danificados else {}
    for examinado in examinados:
        livre = danificados and bons and _livre(examinado, legiveis)
        if examinado.dano and not livre:
            ficam[examinado.id] = (DANIFICADO,)
    return Plano(
        ficam={e.id: ficam[e.id] for e in examinados if e.id in ficam},
        saem=tuple(e.id for e in examinados if e.id not in ficam),
        danificados=tuple(Ocorrencia(e.id, e.dano) for e in examinados if e.dano),
        ha_bons=bool(bons),
    )


def _datados(examinados: Sequence[Examinado]) -> list[Datado]:
    return [Datado(e.id, e.quando) for e in examinados if e.quando is not None]


def _livre(examinado: Examinado, legiveis: Mapping[str, object]) -> bool:
    """Whether a damaged one may go: unreadable for ever, or older than the rule asks for."""
    if examinado.quando is None:
        return examinado.bytes_maus
    return examinado.id not in legiveis
