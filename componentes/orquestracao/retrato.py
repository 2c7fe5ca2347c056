"""A run at one moment as every view draws it, whichever process does the work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from componentes.base.metricas import EstadoTrabalhador, Metricas
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.historia.noticias import Noticia
from componentes.orquestracao.situacao import EM_ANDAMENTO, situacao_viva

_ENTRE_SINAIS = 5.0
"""A run that gives no sign for longer is not assumed to go on as it did."""


class AgenteVisto(Struct, frozen=True):
    """What an agent is doing, and how well it has been lately where that is known."""

    nome: str
    situacao: str = "parado"
    desde: str = ""
    atividade: str = ""
    erro: str = ""
    saude: int | None = None
    """0-100; None where nobody measured it."""
    reinicios: int = 0


class ExecucaoVista(Struct, frozen=True):
    """Which run it is, and where it is conducted; empty is unknown."""

    nome: str = ""
    comando: str = ""
    estado: str = "executando"
    pid: int = 0
    maquina: str = ""
    batida_em: str = ""
    erro: str = ""
    id: int = 0


class Retrato(Struct, frozen=True):
    """What `status_sistema` answers, as a value; equal ones are drawn alike."""

    status: str = "parado"
    componentes: dict[str, AgenteVisto] = {}
    metricas_tempo_real: Metricas = Metricas()
    trabalhadores: tuple[EstadoTrabalhador, ...] = ()
    eventos: tuple[Noticia, ...] = ()
    execucao: ExecucaoVista | None = None
    silencio: float = 0.0
    """Seconds since the last sign of life; 0 in the process that does the work."""

    @property
    def vivo(self) -> bool:
        """Whether somebody works, or holds the lock without a sign."""
        return self.status in EM_ANDAMENTO


def retrato_de(situacao: Mapping[str, Any]) -> Retrato:
    """Return a snapshot of what `situacao_viva` or `situacao_do_sistema` says."""
    return msgspec.convert(situacao, Retrato)


def retrato_da_equipe(equipe: Equipe, comando: str) -> Retrato:
    """Return a snapshot of this process, which carries out `comando`."""
    inicio = equipe.noticias.execucao
    estado = "cancelando" if equipe.parada_pedida.is_set() else "executando"
    execucao = ExecucaoVista("", comando, estado)
    if inicio:
        execucao = ExecucaoVista(inicio.execucao, inicio.comando, estado)
    return replace(retrato_de(situacao_viva(equipe)), execucao=execucao)


def segundos_desde(rfc3339: str) -> float:
    """Return how long ago that was, never less than nothing: clocks of two machines differ."""
    if not rfc3339:
        return 0.0
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(rfc3339)).total_seconds())


def adiantado(retrato: Retrato, segundos: float) -> Retrato:
    """Return a snapshot taken `segundos` ago as it will look now: clocks go on, counts do not.

    Beyond a few seconds nothing is assumed, only the silence is told.
    """
    if not retrato.vivo:
        return retrato
    passo = min(segundos, _ENTRE_SINAIS)
    metricas = retrato.metricas_tempo_real
    restante = metricas.restante_segundos
    return replace(
        retrato,
        silencio=segundos,
        metricas_tempo_real=replace(
            metricas,
            segundos=metricas.segundos + passo,
            restante_segundos=None if restante is None else max(0.0, restante - passo),
        ),
        trabalhadores=tuple(
            replace(t, segundos=t.segundos + passo) if t.arquivo else t
            for t in retrato.trabalhadores
        ),
    )
