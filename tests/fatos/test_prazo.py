"""Timeframes that bind a program, and the many that do not."""

from __future__ import annotations

import pytest

from componentes.fatos.modelo import Fatos
from tests.fatos.ajuda import fatos_mql, fatos_pine


def achados(fatos: Fatos) -> set[str]:
    return {nome for nome in fatos.ocorrencias if nome.startswith("prazo_")}


@pytest.mark.parametrize(
    ("codigo", "prazo"),
    [
        ("if (Period() != PERIOD_H1) return;", "H1"),
        ("if (Period()!=240) Alert(1);", "H4"),
        ("if (_Period != PERIOD_M20) return;", "M20"),
        ("if (Period ( ) != 43200) return;", "MN1"),
        ("if (Period() == PERIOD_H1) zoom = 3;", ""),
        ("if (Period() > PERIOD_H4) return;", ""),
        ("if (ChartPeriod(0) != PERIOD_M5) { ExpertRemove(); }", "M5"),
        ("if (Period() != PERIOD_H1) { a = 1; b = 2; c = 3; return; }", ""),
        ("switch (Period()) { case PERIOD_M1: x = 1; }", ""),
        ("if (Period() != 14) return;", ""),
        ("if (Period() != PERIOD_W1) x = 1;", ""),
        ("for (i = 0; i < 3; i++) x = iClose(NULL, PERIOD_M1, i);", ""),
        ("if (Period() != 1 && Period() != 5 && Period() != 15) return;", ""),
    ],
)
def test_comparacao_com_o_grafico(codigo: str, prazo: str) -> None:
    fatos = fatos_mql(f"void OnTick() {{ {codigo} }}")
    assert achados(fatos) == ({f"prazo_exigido:{prazo}"} if prazo else set())


@pytest.mark.parametrize(
    ("entradas", "prazos"),
    [
        ("input ENUM_TIMEFRAMES TimeFrame = PERIOD_M15;", "M15"),
        ("input ENUM_TIMEFRAMES InpTF = PERIOD_M20;", "M20"),
        ("extern int TimeFrame=60;", "H1"),
        ('extern string TimeFrame = "H4"; // tempo', "H4"),
        ("extern int Tf = PERIOD_D1;", "D1"),
        ("input ENUM_TIMEFRAMES Rsi_TF = PERIOD_M1;", "M1"),
        ("input ENUM_TIMEFRAMES Rsi_TF=PERIOD_M1;\ninput ENUM_TIMEFRAMES Ma_Tf2=PERIOD_M5;", ""),
        (
            "input ENUM_TIMEFRAMES TimeFrame=PERIOD_M5;\ninput ENUM_TIMEFRAMES Rsi_TF=PERIOD_H1;",
            "M5",
        ),
        ("input ENUM_TIMEFRAMES TimeFrame = PERIOD_CURRENT;", ""),
        ("input ENUM_TIMEFRAMES TrendTF = PERIOD_H1;", ""),
        ("input ENUM_TIMEFRAMES AtrTimeframe = PERIOD_H1;", ""),
        ("input ENUM_TIMEFRAMES start_time = PERIOD_H12;", ""),
        ("extern int TimeFrame = 0;", ""),
        ("extern int TF1 = 5;\nextern int TF2 = 60;", ""),
        ("extern int MAPeriod = 15;", ""),
        ("extern int m1 = 1;", ""),
        ("extern int TimeFrame = 240; // timeframe of the filter", ""),
        ("input ENUM_TIMEFRAMES InpTimeframe = PERIOD_H1; // Target Higher Timeframe", ""),
        ("input ENUM_TIMEFRAMES InpUpperTimeframe = PERIOD_H1;", ""),
    ],
)
def test_entradas(entradas: str, prazos: str) -> None:
    assert achados(fatos_mql(f"{entradas}\nvoid OnTick() {{ }}")) == (
        {f"prazo_padrao:{prazos}"} if prazos else set()
    )


@pytest.mark.parametrize(
    ("linhas", "prazo"),
    [
        ('res = input.timeframe("15", "TIMEFRAME")', "M15"),
        ('tf = input(title="Resolution", type=input.resolution, defval="240")', "H4"),
        ('tf = input.timeframe("", "Timeframe")', ""),
        ('htf = input.timeframe("240", "Higher timeframe")', ""),
        ('res = input.timeframe("15", "TIMEFRAME")\nb = input.timeframe("D", "Pivot")', ""),
        ('res = input.int(15, "Resolution")', ""),
        ('x = request.security(syminfo.tickerid, "D", close)', ""),
    ],
)
def test_entradas_do_pine(linhas: str, prazo: str) -> None:
    fatos = fatos_pine(f'//@version=5\nindicator("x")\n{linhas}\nplot(close)\n')
    assert achados(fatos) == ({f"prazo_padrao:{prazo}"} if prazo else set())


def test_linha_e_entrada_do_fato() -> None:
    fatos = fatos_mql("// TimeFrame\nint x;\nextern int TimeFrame=60;\nvoid OnTick() { }")
    ocorrencia = fatos.ocorrencias["prazo_padrao:H1"]
    assert (ocorrencia.linha, ocorrencia.entradas) == (3, ("TimeFrame",))


def test_comparacao_em_codigo_que_nao_roda_nao_conta() -> None:
    texto = "void OnTick() { }\nvoid Solta() { if (Period() != 60) return; }"
    assert achados(fatos_mql(texto)) == set()


LEITURA = "a = iMA(NULL, PERIOD_M5, 9, 0, 1, 0, 1);"


@pytest.mark.parametrize(
    ("codigo", "prazo"),
    [
        (LEITURA * 3, "M5"),
        ("b = iClose(Symbol(), PERIOD_M5, 1);" + LEITURA * 2, "M5"),
        ("CopyClose(_Symbol, PERIOD_M5, 0, 9, v);" * 3, "M5"),
        (LEITURA * 2, ""),
        (LEITURA * 3 + "if (Close[1] > a) x = 1;", ""),
        (LEITURA * 3 + "b = iRSI(NULL, 0, 14, 0, 1);", ""),
        (LEITURA * 3 + "b = iMA(NULL, PERIOD_H1, 9, 0, 1, 0, 1);", ""),
        ("v[0] = PERIOD_M5; v[1] = PERIOD_M5; v[2] = PERIOD_M5;", ""),
        ("a = iHigh(NULL, PERIOD_D1, 1);" * 3, ""),
    ],
)
def test_o_unico_prazo_das_series(codigo: str, prazo: str) -> None:
    fatos = fatos_mql(f"void OnTick() {{ {codigo} }}")
    assert achados(fatos) == ({f"prazo_das_series:{prazo}"} if prazo else set())
