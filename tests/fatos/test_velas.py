"""Shapes of candles told by comparisons of prices."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine

FORMAS = frozenset({"vela_dentro", "corpos_cruzados", "velas_seguidas"})


def formas_mql(condicoes: str) -> set[str]:
    texto = f"#property indicator_chart_window\nint start() {{ {condicoes} return(0); }}\n"
    achados = {fato.removeprefix("formula:") for fato in fatos_mql(texto).ocorrencias}
    return achados & FORMAS


@pytest.mark.parametrize(
    "condicao",
    [
        "if (High[i] < High[i+1] && Low[i] > Low[i+1]) x = 1;",
        "if (High[i+1] > High[i] && Low[i] > Low[i+1]) x = 1;",
        "double h = High[i], l = Low[i]; ph = High[j]; pl = Low[j]; if (h <= ph && l >= pl) x = 1;",
        "if (iHigh(NULL,0,1) < iHigh(NULL,0,2) && iLow(NULL,0,1) > iLow(NULL,0,2)) x = 1;",
        "if (r[1].high < r[2].high && r[1].low > r[2].low) x = 1;",
    ],
    ids=["series", "turned round", "variables", "functions", "rates"],
)
def test_barra_dentro_da_anterior(condicao: str) -> None:
    assert formas_mql(condicao) == {"vela_dentro"}


def test_corpo_que_engole_o_anterior() -> None:
    assert formas_mql("if (Open[0] < Close[1] && Close[0] > Open[1]) x = 1;") == {"corpos_cruzados"}


def test_tres_velas_da_mesma_cor() -> None:
    tres = "if (Close[1] > Open[1] && Close[2] > Open[2] && Close[3] > Open[3]) x = 1;"
    assert formas_mql(tres) == {"velas_seguidas"}
    assert formas_mql(tres.replace("3", "2")) == set()


@pytest.mark.parametrize(
    "condicao",
    [
        "if (High[i] > High[i+1] && Low[i] > Low[i+1]) x = 1;",
        "if (High[i] > High[i+1] && High[i] > High[i-1]) x = 1;",
        "if (High[i] < High[i+1] && Low[i] > Low[i+9]) x = 1;",
        "if (Close[0] > Close[1] && Close[1] > Close[2]) x = 1;",
        "if (haOpen[0] < haClose[1] && haClose[0] > haOpen[1]) x = 1;",
    ],
    ids=["a rising bar", "a fractal", "other bars", "momentum", "smoothed candles"],
)
def test_o_que_nao_e_forma_de_vela(condicao: str) -> None:
    assert formas_mql(condicao) == set()


def test_so_se_procura_em_quem_desenha_sobre_o_preco() -> None:
    texto = "void OnTick() { if (High[1] < High[2] && Low[1] > Low[2]) x = 1; }\n"
    assert "formula:vela_dentro" not in fatos_mql(texto).ocorrencias


def test_pine_chama_a_barra_atual_sem_indice() -> None:
    texto = '//@version=5\nindicator("a")\nx = high < high[1] and low > low[1]\n'
    assert "formula:vela_dentro" in fatos_pine(texto).ocorrencias
