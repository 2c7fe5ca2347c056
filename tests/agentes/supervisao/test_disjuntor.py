"""The circuit breaker, at moments that the test chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from componentes.agentes.supervisao import disjuntor
from componentes.agentes.supervisao.disjuntor import Disjuntor, EstadoDisjuntor
from componentes.agentes.supervisao.politica import Politica

POLITICA = Politica(falhas_para_abrir=3, janela=100, resfriamento=60)
FECHADO, ABERTO, MEIO_ABERTO = EstadoDisjuntor
HORA = 1_800_000_000.0


def _falhar(*momentos: float) -> Disjuntor:
    estado = Disjuntor()
    for momento in momentos:
        estado = disjuntor.falhar(estado, POLITICA, momento)
    return estado


def test_abre_na_terceira_falha_da_janela() -> None:
    assert _falhar(HORA, HORA + 50).estado is FECHADO
    assert _falhar(HORA, HORA + 50, HORA + 99).estado is ABERTO


def test_falhas_espalhadas_nao_abrem() -> None:
    assert _falhar(*(HORA + 60 * n for n in range(50))).estado is FECHADO


def test_acerto_apaga_o_que_falhou_antes() -> None:
    quase = disjuntor.acertar(_falhar(HORA, HORA + 1))
    assert disjuntor.falhar(quase, POLITICA, HORA + 2).estado is FECHADO


def test_aberto_espera_o_resfriamento_e_permite_uma_tentativa() -> None:
    aberto = _falhar(HORA, HORA, HORA)
    assert disjuntor.espera(aberto, HORA) == 60
    assert disjuntor.espera(aberto, HORA + 59) == 1
    assert disjuntor.espera(aberto, HORA + 60) == 0
    tentativa = disjuntor.tentar(aberto)
    assert tentativa.estado is MEIO_ABERTO
    assert disjuntor.espera(tentativa, HORA) == 0


@pytest.mark.parametrize("acertou", [True, False])
def test_a_tentativa_decide(acertou: bool) -> None:
    tentativa = disjuntor.tentar(_falhar(HORA, HORA, HORA))
    if acertou:
        assert disjuntor.acertar(tentativa) == Disjuntor()
    else:
        de_novo = disjuntor.falhar(tentativa, POLITICA, HORA + 500)
        assert de_novo.estado is ABERTO
        assert disjuntor.espera(de_novo, HORA + 500) == 60


def test_tentar_o_fechado_nao_muda_nada() -> None:
    assert disjuntor.tentar(Disjuntor()) == Disjuntor()


def test_relogio_atrasado_nao_prende() -> None:
    aberto = _falhar(HORA, HORA, HORA)
    assert disjuntor.espera(aberto, HORA - 86_400) == 0


class Vida(RuleBasedStateMachine):
    """Any sequence of failures, successes, tries and jumps of the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.agora = HORA
        self.disjuntor = Disjuntor()

    @rule(segundos=st.floats(-500, 500))
    def passar(self, segundos: float) -> None:
        self.agora += segundos

    @rule()
    def falhar(self) -> None:
        antes = self.disjuntor
        self.disjuntor = disjuntor.falhar(antes, POLITICA, self.agora)
        if antes.estado is not FECHADO:
            assert self.disjuntor.estado is ABERTO
        if self.disjuntor.estado is ABERTO:
            assert disjuntor.espera(self.disjuntor, self.agora) == pytest.approx(60)

    @rule()
    def acertar(self) -> None:
        self.disjuntor = disjuntor.acertar(self.disjuntor)
        assert self.disjuntor == Disjuntor()

    @precondition(lambda self: disjuntor.espera(self.disjuntor, self.agora) == 0)
    @rule()
    def tentar(self) -> None:
        antes = self.disjuntor.estado
        self.disjuntor = disjuntor.tentar(self.disjuntor)
        assert (self.disjuntor.estado is MEIO_ABERTO) == (antes is not FECHADO)

    @invariant()
    def nunca_prende_mais_que_o_resfriamento(self) -> None:
        espera = disjuntor.espera(self.disjuntor, self.agora)
        assert 0 <= espera <= POLITICA.resfriamento
        assert not espera or self.disjuntor.estado is ABERTO

    @invariant()
    def fechado_tem_menos_falhas_que_o_limite(self) -> None:
        if self.disjuntor.estado is FECHADO:
            assert len(self.disjuntor.falhas) < POLITICA.falhas_para_abrir
        assert len(self.disjuntor.falhas) <= POLITICA.falhas_para_abrir


TestVida = Vida.TestCase


@given(st.lists(st.floats(0, 99), min_size=3))
def test_tres_falhas_em_menos_que_a_janela_sempre_abrem(quando: list[float]) -> None:
    momentos = [HORA + q for q in sorted(quando)]
    assert _falhar(*momentos[:3]).estado is ABERTO
