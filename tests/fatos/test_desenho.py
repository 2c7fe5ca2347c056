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
        ('indicator("a", overlay = false)\nplot(x)\n', "desenho:separada"),
        ('indicator("a")\nplot(ta.rsi(close, 9))\n', "desenho:separada"),
        ('indicator("a")\nplot(ta.sma(close, 9) - close)\n', "desenho:separada"),
        ('indicator("a")\nplot(ta.highest(high - low, 9))\n', "desenho:separada"),
        ('indicator("a")\nm = ta.sma(ta.rsi(close, 9), 3)\nplot(m)\n', "desenho:separada"),
        ('indicator("a")\nplot(close)\n', "desenho:no_preco"),
        ('indicator("a")\nm = ta.sma(close, 9)\nplot(m)\n', "desenho:media"),
        ('indicator("a")\nf = input(close)\nplot(ta.ema(f, 9))\n', "desenho:no_preco"),
        ('indicator("a", overlay=true)\nplot(ta.lowest(low, 9))\n', "desenho:extremo"),
        ('indicator("a")\nplotshape(x, location=location.belowbar)\n', "desenho:no_preco"),
        (
            'indicator("a")\nhline(0)\nplotshape(x, location=location.belowbar)\n',
            "desenho:separada",
        ),
        ('indicator("a")\nline.new(bar_index, p, n, p)\n', "desenho:linhas_horizontais"),
        ('indicator("a")\nplotshape(ta.crossover(rsi, 30))\n', "formula:sinal_de_oscilador"),
        ('indicator("a")\nx = rsiLento >= 70\n', "formula:sinal_de_oscilador"),
        ('strategy("a")\nif rsi < 30\n    strategy.entry("c")\n', "formula:extremo"),
        ('strategy("a")\nx = ta.crossover(ema, lenta)\n', "formula:cruzamento"),
    ],
)
def test_pine(texto: str, esperado: str) -> None:
    assert esperado in fatos_pine(f"//@version=5\n{texto}").ocorrencias


@pytest.mark.parametrize(
    ("texto", "ausente"),
    [
        ('indicator("a")\nline.new(bar_index, p, n, q)\n', "desenho:linhas_horizontais"),
        ('indicator("a")\nline.new(na, na, na, na)\n', "desenho:linhas_horizontais"),
        ('indicator("a")\nx = ema > 70\n', "formula:sinal_de_oscilador"),
    ],
)
def test_enganos_em_pine(texto: str, ausente: str) -> None:
    assert ausente not in fatos_pine(f"//@version=5\n{texto}").ocorrencias


@pytest.mark.parametrize(
    ("maximo", "tem"), [("1", True), ("1.0", True), ("100", False), ("0.1", False)]
)
def test_faixa_de_estado(maximo: str, tem: bool) -> None:
    texto = (
        f"#property indicator_minimum 0\n#property indicator_maximum {maximo}\nint init() {{}}\n"
    )
    assert ("desenho:faixa_de_estado" in fatos_mql(texto).ocorrencias) is tem


def test_estrategias_nao_tem_janela() -> None:
    achados = fatos_pine('//@version=5\nstrategy("a", overlay=true)\n').ocorrencias
    assert not {"desenho:no_preco", "desenho:separada"} & set(achados)
