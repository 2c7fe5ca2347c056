"""What is drawn and where, and formulas that need no name."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("#property indicator_separate_window\n", "desenho:separada"),
        ("#property indicator_chart_window\n", "desenho:no_preco"),
        ("int init() { SetIndexBuffer(0, b); }\n", "desenho:buffers"),
        ("int init() { return(0); }\n", "desenho:sem_buffers"),
        ('int start() { ObjectCreate("a", OBJ_TREND, 0, t, p); }\n', "desenho:linhas_de_tendencia"),
        ("int start() { x = iHigh(NULL, PERIOD_D1, 1); }\n", "formula:periodo_maior"),
        ("int start() { x = iHigh(Symbol(), 1440, 1); }\n", "formula:periodo_maior"),
        ("int start() { x = High[iHighest(a)] - Low[iLowest(b)]; }\n", "formula:faixa"),
        ("int start() { if (Low[i] > High[i + 2]) x = 1; }\n", "formula:lacuna"),
        ("int start() { r = 2 * p - l; s = 2 * p - h; }\n", "formula:pivo"),
        ("int start() { h4 = (High[1] - Low[1]) * 1.1 / 2 + Close[1]; }\n", "formula:pivo_do_dia"),
        ("int start() { p = (yest_high + yest_low + yest_close) / 3; }\n", "formula:pivo_do_dia"),
        ("int start() { a = 0.236; b = 0.382; c = 0.618; }\n", "formula:fibonacci"),
        ('int start() { Alert("oi"); }\n', "formula:so_avisa"),
    ],
)
def test_mql(texto: str, esperado: str) -> None:
    assert esperado in fatos_mql(texto).ocorrencias


@pytest.mark.parametrize(
    ("texto", "ausente"),
    [
        ("int start() { x = iHigh(NULL, 0, 1); }\n", "formula:periodo_maior"),
        ("int start() { if (preco > High[2]) x = 1; }\n", "formula:lacuna"),
        ("int start() { c = 0.618; }\n", "formula:fibonacci"),
        ("int start() { p = (High[i] + Low[i] + Close[i]) / 3; }\n", "formula:pivo_do_dia"),
        (
            "int start() { p = (High[1] - Low[1]) * 1.15; lote = lote * 1.1; }\n",
            "formula:pivo_do_dia",
        ),
        ('int start() { Alert("oi"); FileWrite(h, 1); }\n', "formula:so_avisa"),
        ("int start() { SetIndexBuffer(0, b); }\n", "desenho:sem_buffers"),
    ],
)
def test_enganos_em_mql(texto: str, ausente: str) -> None:
    assert ausente not in fatos_mql(texto).ocorrencias


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ('indicator("a", overlay=true)\nplot(close)\n', "desenho:no_preco"),
        ('indicator("a", overlay = false)\nplot(close)\n', "desenho:separada"),
        ('indicator("a")\nplot(close)\n', "desenho:separada"),
        ('strategy("a")\nif rsi < 30\n    strategy.entry("c")\n', "formula:extremo"),
        ('strategy("a")\nx = ta.crossover(ema, lenta)\n', "formula:cruzamento"),
    ],
)
def test_pine(texto: str, esperado: str) -> None:
    assert esperado in fatos_pine(f"//@version=5\n{texto}").ocorrencias


def test_estrategias_nao_tem_janela() -> None:
    achados = fatos_pine('//@version=5\nstrategy("a", overlay=true)\n').ocorrencias
    assert not {"desenho:no_preco", "desenho:separada"} & set(achados)
