"""What an agent shows of itself, made of what it does and of what is remembered of it. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from componentes.agentes.supervisao.historico import Historico, recentes
from componentes.agentes.supervisao.politica import Politica
from componentes.agentes.supervisao.saude import EntradaSaude, Sinais, avaliar
from componentes.base.tempo import em_texto

_COM_BATIDA = frozenset({"executando", "em_espera", "suspenso"})
"""Only who runs owes a heartbeat."""


class EstadoAgente(Struct, frozen=True):
    """What an agent is doing, and how well it fares.

    `situacao`: parado, executando, em_espera (between a failure and the next try), suspenso (its
    breaker is open), sem_resposta (runs and gives no sign), terminado, falhou.
    """

    nome: str
    situacao: str = "parado"
    desde: str = ""
    atividade: str = ""
    erro: str = ""
    ultimo_erro: str = ""
    """The last failure that is remembered, also after the work went well again."""
    batida_em: str = ""
    reinicios: int = 0
    saude: int = 100
    saude_entradas: tuple[EntradaSaude, ...] = ()
    disjuntor: str = "fechado"
    disjuntor_ate: str = ""
    """When an open breaker allows the next try."""


def retratar(
    estado: EstadoAgente, historico: Historico, politica: Politica, agora: float
) -> EstadoAgente:
    """Return what the agent said of itself, with heartbeat, health and breaker as of `agora`."""
    corre = estado.situacao in _COM_BATIDA
    sinais = Sinais(
        idade_da_batida=max(0.0, agora - historico.batida) if corre else None,
        sem_resposta=politica.sem_resposta,
        falhas=len(recentes(historico.falhas, agora)),
        reinicios=len(recentes(historico.recomecos, agora)),
        disjuntor=historico.disjuntor.estado,
        falhou=estado.situacao == "falhou",
    )
    saude, entradas = avaliar(sinais)
    return replace(
        estado,
        situacao="sem_resposta" if sinais.calado else estado.situacao,
        ultimo_erro=historico.erro,
        batida_em=_em_texto(historico.batida),
        reinicios=historico.reinicios,
        saude=saude,
        saude_entradas=entradas,
        disjuntor=historico.disjuntor.estado.value,
        disjuntor_ate=_em_texto(historico.disjuntor.aberto_ate),
    )


def _em_texto(momento: float) -> str:
    return em_texto(datetime.fromtimestamp(momento, UTC)) if momento else ""
