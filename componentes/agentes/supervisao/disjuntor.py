"""The circuit breaker of an agent: closed, open after too many failures, half-open for one try.

Pure: every function takes the moment, in seconds since 1970, for the breaker outlives the process.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from componentes.agentes.supervisao.politica import Politica


class EstadoDisjuntor(StrEnum):
    """Whether the agent may work: yes, no, or once to see."""

    FECHADO = "fechado"
    ABERTO = "aberto"
    MEIO_ABERTO = "meio_aberto"


class Disjuntor(Struct, frozen=True):
    """One breaker; `falhas` are the moments of failures since the work last went well."""

    estado: EstadoDisjuntor = EstadoDisjuntor.FECHADO
    falhas: tuple[float, ...] = ()
    aberto_em: float = 0.0
    aberto_ate: float = 0.0


def espera(disjuntor: Disjuntor, agora: float) -> float:
    """Return for how many seconds no try is allowed.

    A clock that was set back behind the opening must not keep it open for as long again.
    """
    aberto = disjuntor.estado is EstadoDisjuntor.ABERTO
    if not aberto or agora < disjuntor.aberto_em:
        return 0.0
    return max(0.0, disjuntor.aberto_ate - agora)


def tentar(disjuntor: Disjuntor) -> Disjuntor:
    """Allow one try of what is open."""
    if disjuntor.estado is not EstadoDisjuntor.ABERTO:
        return disjuntor
    return replace(disjuntor, estado=EstadoDisjuntor.MEIO_ABERTO)


def acertar(disjuntor: Disjuntor) -> Disjuntor:
    """Close it: the work went well, and what failed before counts no more."""
    return replace(disjuntor, estado=EstadoDisjuntor.FECHADO, falhas=(), aberto_em=0, aberto_ate=0)


def falhar(disjuntor: Disjuntor, politica: Politica, agora: float) -> Disjuntor:
    """Count a failure: the last one allowed opens the breaker, and so does that of a try."""
    recentes = tuple(f for f in disjuntor.falhas if agora - politica.janela < f <= agora)
    falhas = (*recentes, agora)
    fechado = disjuntor.estado is EstadoDisjuntor.FECHADO
    if fechado and len(falhas) < politica.falhas_para_abrir:
        return replace(disjuntor, falhas=falhas)
    ate = agora + politica.resfriamento
    return Disjuntor(EstadoDisjuntor.ABERTO, falhas[-politica.falhas_para_abrir :], agora, ate)
