"""Rules and facts know the same markets and timeframes."""

from __future__ import annotations

from componentes.fatos.mercado.prazo import PRAZOS
from componentes.fatos.mercado.simbolos import MERCADOS
from componentes.regras.modelo import Dimensao
from tests.apoio.regras import regras_escritas


def test_todo_mercado_tem_regra() -> None:
    [regra] = [r for r in regras_escritas() if r.dimensao is Dimensao.MERCADO]
    assert sorted(regra.cada) == sorted(MERCADOS)


def test_todo_timeframe_tem_regra() -> None:
    regras = {r.id: r for r in regras_escritas() if r.dimensao is Dimensao.TIMEFRAME}
    assert sorted(regras["timeframe.{minusculo}"].cada) == sorted(PRAZOS)
    de_um_dia = {"D1", "W1", "MN1"}
    assert set(regras["timeframe.{minusculo}_das_series"].cada) == set(PRAZOS) - de_um_dia
