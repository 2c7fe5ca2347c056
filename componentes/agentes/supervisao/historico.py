"""What is remembered of an agent from one process to the next."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from componentes.agentes.supervisao.disjuntor import Disjuntor

RECENTE = 3600.0
"""Seconds for which a failure or a restart weighs on the health."""


class Historico(Struct, frozen=True):
    """Failures, restarts and breaker of one agent; moments in seconds since 1970."""

    falhas: tuple[float, ...] = ()
    """Of the last hour."""
    recomecos: tuple[float, ...] = ()
    """Of the last hour."""
    reinicios: int = 0
    """All restarts since the agent was last reset."""
    disjuntor: Disjuntor = Disjuntor()
    erro: str = ""
    """The last failure, "" while there was none."""
    abalado: bool = False
    """Whether nothing has shown yet that the work goes well again after the last failure."""
    batida: float = 0.0
    """The last heartbeat, 0 while there was none."""


def recentes(momentos: tuple[float, ...], agora: float) -> tuple[float, ...]:
    """Return what still weighs; what lies in the future was written by another clock."""
    return tuple(m for m in momentos if agora - RECENTE < m <= agora)


def com_falha(historico: Historico, erro: str, agora: float) -> Historico:
    """Return the history with one failure more."""
    return replace(
        historico, falhas=(*recentes(historico.falhas, agora), agora), erro=erro, abalado=True
    )


def com_reinicio(historico: Historico, agora: float) -> Historico:
    """Return the history with one restart more."""
    recomecos = (*recentes(historico.recomecos, agora), agora)
    return replace(historico, recomecos=recomecos, reinicios=historico.reinicios + 1)
