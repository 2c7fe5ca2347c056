"""What the head of a file says of symbols and timeframes."""

from __future__ import annotations

import pytest

from componentes.fatos.modelo import Fatos
from tests.fatos.ajuda import fatos_mql, fatos_pine


def achados(fatos: Fatos) -> set[str]:
    return {n.partition(":")[2] for n in fatos.ocorrencias if "_em_texto:" in n}


@pytest.mark.parametrize(
    ("linha", "nomes"),
    [
        ("//| Backtested on XAUUSD / M30, 2019.01.01 |", {"XAUUSD", "M30"}),
        ("// Backtested on XAUUSDGOLD / H1", {"XAUUSD", "H1"}),
        ('#property description "Recommended pair EUR/USD, TF M15"', {"EURUSD", "M15"}),
        ("// Pair USDCAD m15", {"USDCAD", "M15"}),
        ("//| Recommended: USD/JPY 1H |", {"USDJPY", "H1"}),
        ("// timeframe: 15 minutes, not 45 minutes", {"M15"}),
        ('#property description "Donation (BTC): 1B8523"', set()),
        ("//|        EURUSD_M5_Meta.mq5      |", {"EURUSD", "M5"}),
        ("/* Monthly timeframe: MN */", {"MN1"}),
        ('extern string Nota = "Only GOLD, time frame H1";', {"XAUUSD", "H1"}),
        ('extern string Par = "EURUSD";', set()),
        ("// TimeFrame 1=M1, 60=H1, 1440=D1", set()),
        ("// any pair, timeframe H1 or higher", set()),
        ('//if (Symbol()=="EURUSD") pair(); timeframe', set()),
        ("// Example: pairs EURUSD", set()),
        ("// the author's pair window, method, TF", set()),
        ("// EURUSD e GBPUSD andam juntos", set()),
        ("// pairs EURUSD GBPUSD USDJPY USDCHF", set()),
        ("int tf = PERIOD_H1; // TF", set()),
    ],
)
def test_cabecalho(linha: str, nomes: set[str]) -> None:
    assert achados(fatos_mql(f"{linha}\nvoid OnTick() {{ }}")) == nomes


def test_longe_do_comeco_a_prosa_nao_fala_do_programa() -> None:
    assert achados(fatos_mql("void OnTick() { }" + "\n" * 3000 + "// Pair EURUSD M15")) == set()


def test_gerador_diz_depois_do_codigo() -> None:
    fim = "/*STRATEGY MARKET Premium Data; AUDJPY; M30 */\n"
    texto = "input double Entry_Amount = 0.1;\nvoid OnTick() { }" + "\n" * 3000 + fim
    assert achados(fatos_mql(texto)) == {"AUDJPY", "M30"}
    assert fatos_mql(texto).ocorrencias["simbolo_em_texto:AUDJPY"].linha == 3002


def test_titulo_do_pine() -> None:
    assert achados(fatos_pine('//@version=5\nstrategy("XAUUSD 5 scalper")\nplot(close)\n')) == {
        "XAUUSD"
    }


@pytest.mark.parametrize("letra", ["ß", "ŉ", "İ"])
def test_letra_cuja_maiuscula_e_mais_longa(letra: str) -> None:
    fatos = fatos_mql(f"// {letra * 2000}\n// PAIR EURUSD, TF M15\n")
    assert fatos.ocorrencias["simbolo_em_texto:EURUSD"].linha == 2
