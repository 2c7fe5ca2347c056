"""Rates of the last seconds: no clock of its own, no surprise at the start or when idle."""

from __future__ import annotations

import pytest

from componentes.agentes.janela import Janela


def test_a_primeira_leitura_nao_diz_nada() -> None:
    assert Janela().incluir(100.0, 50, 1000) == (0.0, 0.0)
    assert Janela().incluir(0.0) == ()


def test_diz_o_ritmo_de_agora_e_nao_o_da_execucao() -> None:
    janela = Janela(5.0)
    for segundo in range(60):
        janela.incluir(float(segundo), segundo * 100)
    for segundo in range(60, 70):
        ritmo = janela.incluir(float(segundo), 5900)
    assert ritmo == (0.0,)
    assert janela.incluir(70.0, 5950) == pytest.approx((10.0,))


def test_ritmo_constante() -> None:
    janela = Janela()
    for decimo in range(200):
        ritmo = janela.incluir(decimo / 10, decimo, decimo * 7.0)
    assert ritmo == pytest.approx((10.0, 70.0))


def test_leituras_raras_valem_mesmo_assim() -> None:
    janela = Janela(5.0)
    janela.incluir(0.0, 0)
    assert janela.incluir(60.0, 600) == (10.0,)
    assert janela.incluir(120.0, 600) == (0.0,)


def test_duas_no_mesmo_instante_e_contador_que_volta() -> None:
    janela = Janela()
    janela.incluir(1.0, 10)
    assert janela.incluir(1.0, 20) == (0.0,)
    assert janela.incluir(2.0, 0) == (0.0,)
