"""Silence is told once, and so is its end."""

from __future__ import annotations

from componentes.agentes.supervisao.escuta import Escuta
from componentes.agentes.supervisao.estado import EstadoAgente, retratar
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.politica import Politica
from componentes.base.eventos import AgenteCalado, AgenteRespondeu

POLITICA = Politica(sem_resposta=60)


def _estado(idade: float, situacao: str = "executando", nome: str = "vigia") -> EstadoAgente:
    agora = 1_800_000_000.0
    dito = EstadoAgente(nome, situacao)
    return retratar(dito, Historico(batida=agora - idade), POLITICA, agora)


def test_quem_se_cala_e_dito_uma_vez_e_quem_responde_tambem() -> None:
    escuta = Escuta()
    assert list(escuta.ouvir([_estado(59)])) == []
    assert list(escuta.ouvir([_estado(61.5)])) == [AgenteCalado("vigia", 61.5)]
    assert list(escuta.ouvir([_estado(62.5)])) == []
    assert list(escuta.ouvir([_estado(0)])) == [AgenteRespondeu("vigia")]
    assert list(escuta.ouvir([_estado(0)])) == []


def test_quem_termina_ja_nao_se_cala_e_cada_um_por_si() -> None:
    escuta = Escuta()
    outro = _estado(61, nome="backup")
    assert len(list(escuta.ouvir([_estado(61), outro]))) == 2
    ditos = list(escuta.ouvir([_estado(99, "falhou"), outro]))
    assert ditos == [AgenteRespondeu("vigia")]


def test_quem_nao_corre_nao_deve_sinal() -> None:
    assert list(Escuta().ouvir([_estado(9999, "parado")])) == []
