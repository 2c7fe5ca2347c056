"""How an agent is kept going: how often it may fail, how long it waits, when it is said to hang."""

from __future__ import annotations

from msgspec import Struct

from componentes.base.erros import (
    ErroCatalogo,
    ErroConfiguracao,
    ErroDisco,
    ErroTrava,
    ErroUso,
)

SEM_REMEDIO = (ErroDisco, ErroCatalogo, ErroUso, ErroConfiguracao, ErroTrava)
"""Errors that trying again cannot mend: the user has to do something first.

They end the agent at once and leave its breaker alone, so that nothing stands in the way of the
next run once the cause is gone.
"""


class Politica(Struct, frozen=True, kw_only=True):
    """The patience with one agent; times in seconds. The defaults suit one that nobody awaits."""

    falhas_para_abrir: int = 5
    """So many failures within `janela` open the breaker."""
    janela: float = 600.0
    resfriamento: float = 120.0
    """How long an open breaker stays so before one try is allowed."""
    espera_inicial: float = 0.5
    """Wait after the first failure; it doubles with each that follows, up to `espera_maxima`."""
    espera_maxima: float = 30.0
    sem_resposta: float = 60.0
    """Without a heartbeat for so long, the agent is said not to answer."""
    insiste: bool = True
    """Whether it waits for an open breaker; an agent that a run waits for fails instead."""
    cada_inicio_tenta: bool = False
    """Whether being started is reason enough for a try: a person has asked for its work."""
