"""The state of an alert: what a signal changes in its row, and whether anybody is told. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from componentes.alertas.modelo import Natureza, Sinal, impressao
from componentes.base.secoes_alertas import Regra
from componentes.base.tempo import em_texto
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.perguntas.alertas import Alerta


class Decisao(NamedTuple):
    """What becomes of a signal."""

    alerta: Alerta | None
    """The row as it is now; None when nothing is worth storing."""
    avisar: bool = False
    antes: int = 0
    """How many times it happened since the last message, this time apart."""


_NADA = Decisao(None)


def decidir(sinal: Sinal, anterior: Alerta | None, regra: Regra, agora: datetime) -> Decisao:
    """Return the new row of an alert, and whether its destinations are told.

    Within `silencio_minutos` of a message the same alert only counts; a state that outlasts that
    time is told again. "Resolved" is told to those who were told that it was raised.
    """
    if sinal.natureza is Natureza.RESOLVE:
        return _resolver(sinal, anterior, agora)
    ativo = anterior is not None and anterior.situacao is SituacaoAlerta.ATIVO
    calado = anterior is not None and _calado(anterior, regra, agora)
    if calado and ativo and not sinal.conta:
        return _NADA
    momento = em_texto(agora)
    alerta = anterior or _novo(sinal, momento)
    conta = sinal.conta or (0 if ativo else 1)
    fato = sinal.natureza is Natureza.FATO
    alerta = replace(
        alerta,
        gravidade=regra.gravidade,
        mensagem=sinal.mensagem,
        situacao=SituacaoAlerta.REGISTRADO if fato else SituacaoAlerta.ATIVO,
        vezes=alerta.vezes + conta,
        primeira_em=alerta.primeira_em if ativo or fato else momento,
        ultima_em=momento,
        resolvido_em="",
    )
    if calado:
        return Decisao(replace(alerta, nao_avisadas=alerta.nao_avisadas + conta))
    antes = alerta.nao_avisadas
    return Decisao(replace(alerta, nao_avisadas=0, avisado_em=momento), avisar=True, antes=antes)


def lembrar(alerta: Alerta, regra: Regra, agora: datetime) -> Decisao:
    """Return what becomes of a raised alert nobody was told of, once its silence is over."""
    espera = alerta.situacao is SituacaoAlerta.ATIVO and alerta.nao_avisadas > 0
    if not espera or _calado(alerta, regra, agora):
        return _NADA
    avisado = replace(alerta, nao_avisadas=0, avisado_em=em_texto(agora))
    return Decisao(avisado, avisar=True, antes=alerta.nao_avisadas - 1)


def _resolver(sinal: Sinal, anterior: Alerta | None, agora: datetime) -> Decisao:
    if anterior is None or anterior.situacao is not SituacaoAlerta.ATIVO:
        return _NADA
    momento = em_texto(agora)
    resolvido = replace(
        anterior,
        situacao=SituacaoAlerta.RESOLVIDO,
        mensagem=sinal.mensagem or anterior.mensagem,
        ultima_em=momento,
        resolvido_em=momento,
    )
    avisado = anterior.avisado_em >= anterior.primeira_em
    return Decisao(resolvido, avisar=avisado and anterior.silenciado_ate <= momento)


def _calado(alerta: Alerta, regra: Regra, agora: datetime) -> bool:
    if alerta.silenciado_ate > em_texto(agora):
        return True
    if not alerta.avisado_em:
        return False
    silencio = timedelta(minutes=regra.silencio_minutos)
    return agora - datetime.fromisoformat(alerta.avisado_em) < silencio


def _novo(sinal: Sinal, momento: str) -> Alerta:
    return Alerta(
        impressao=impressao(sinal.regra, sinal.alvo),
        regra=sinal.regra,
        gravidade="",
        alvo=sinal.alvo,
        mensagem="",
        situacao=SituacaoAlerta.REGISTRADO,
        primeira_em=momento,
    )
