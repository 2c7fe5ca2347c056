"""The health figure, and what an agent shows of itself: pure functions of what is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from componentes.agentes.supervisao.disjuntor import Disjuntor, EstadoDisjuntor
from componentes.agentes.supervisao.estado import EstadoAgente, retratar
from componentes.agentes.supervisao.historico import RECENTE, Historico, com_falha, com_reinicio
from componentes.agentes.supervisao.politica import Politica
from componentes.agentes.supervisao.saude import Sinais, avaliar

SAUDAVEL = Sinais(
    idade_da_batida=0.0,
    sem_resposta=60.0,
    falhas=0,
    reinicios=0,
    disjuntor=EstadoDisjuntor.FECHADO,
    falhou=False,
)
HORA = 1_800_000_000.0


@pytest.mark.parametrize(
    ("mudancas", "saude"),
    [
        ({}, 100),
        ({"idade_da_batida": 20.0}, 100),
        ({"idade_da_batida": 40.0}, 50),
        ({"idade_da_batida": 60.0}, 0),
        ({"idade_da_batida": None}, 100),
        ({"falhas": 2}, 80),
        ({"falhas": 99}, 60),
        ({"reinicios": 1}, 95),
        ({"reinicios": 99}, 80),
        ({"disjuntor": EstadoDisjuntor.MEIO_ABERTO}, 75),
        ({"disjuntor": EstadoDisjuntor.ABERTO}, 50),
        ({"disjuntor": EstadoDisjuntor.ABERTO, "falhas": 99, "reinicios": 99}, 0),
        ({"falhou": True}, 0),
    ],
)
def test_a_conta(mudancas: dict[str, Any], saude: int) -> None:
    assert avaliar(replace(SAUDAVEL, **mudancas))[0] == saude


@given(
    st.builds(
        Sinais,
        idade_da_batida=st.none() | st.floats(0, 1e9),
        sem_resposta=st.floats(1, 1e4),
        falhas=st.integers(0, 1000),
        reinicios=st.integers(0, 1000),
        disjuntor=st.sampled_from(EstadoDisjuntor),
        falhou=st.booleans(),
    )
)
def test_a_cifra_e_a_soma_das_entradas(sinais: Sinais) -> None:
    saude, entradas = avaliar(sinais)
    assert saude == max(0, 100 - sum(entrada.desconto for entrada in entradas))
    assert all(entrada.desconto >= 0 for entrada in entradas)
    assert [entrada.nome for entrada in entradas] == [
        "idade_da_batida",
        "falhas_recentes",
        "reinicios_recentes",
        "disjuntor",
        "desistiu",
    ]
    assert not sinais.calado or saude == 0


def test_o_que_passou_de_uma_hora_nao_pesa() -> None:
    historico = com_reinicio(com_falha(Historico(), "velha", HORA), HORA)
    politica, parado = Politica(), EstadoAgente("x")
    assert retratar(parado, historico, politica, HORA + 1).saude == 85
    depois = retratar(parado, historico, politica, HORA + RECENTE)
    assert depois.saude == 100
    assert (depois.reinicios, depois.ultimo_erro) == (1, "velha")
    assert com_falha(historico, "nova", HORA + RECENTE).falhas == (HORA + RECENTE,)


def test_so_quem_corre_deve_batidas() -> None:
    historico, politica = Historico(batida=HORA), Politica(sem_resposta=60)
    for situacao in ("executando", "em_espera", "suspenso"):
        calado = retratar(EstadoAgente("x", situacao), historico, politica, HORA + 60)
        assert (calado.situacao, calado.saude) == ("sem_resposta", 0)
        vivo = retratar(EstadoAgente("x", situacao), historico, politica, HORA + 5)
        assert (vivo.situacao, vivo.saude) == (situacao, 100)
    for situacao in ("parado", "terminado"):
        quieto = retratar(EstadoAgente("x", situacao), historico, politica, HORA + 9999)
        assert (quieto.situacao, quieto.saude) == (situacao, 100)


def test_os_momentos_se_mostram_como_no_catalogo() -> None:
    aberto = Disjuntor(EstadoDisjuntor.ABERTO, (HORA,), HORA, HORA + 60)
    historico = Historico(disjuntor=aberto, batida=HORA)
    estado = retratar(EstadoAgente("x"), historico, Politica(), HORA)
    assert estado.batida_em == "2027-01-15T08:00:00.000Z"
    assert estado.disjuntor_ate == "2027-01-15T08:01:00.000Z"
    assert retratar(EstadoAgente("x"), Historico(), Politica(), HORA).batida_em == ""
