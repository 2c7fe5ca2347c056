"""One name for each market, whatever a broker, an exchange or an author calls it."""

from __future__ import annotations

import pytest

from componentes.fatos.mercado.simbolos import (
    COMECOS,
    MERCADOS,
    mercado_de,
    mercado_na_prosa,
    mercados_da_lista,
)


@pytest.mark.parametrize(
    ("texto", "mercado"),
    [
        ("EURUSD", "EURUSD"),
        ("EurUsd", "EURUSD"),
        ("EUR/USD", "EURUSD"),
        ("EURUSD.pro", "EURUSD"),
        ("EURUSDts", "EURUSD"),
        ("GBPUSD_new", "GBPUSD"),
        (" GBPJPY+ ", "GBPJPY"),
        ("XAUUSDm", "XAUUSD"),
        ("GOLD", "XAUUSD"),
        ("Gold.", "XAUUSD"),
        ("SILVER", "XAGUSD"),
        ("#US30", "US30"),
        ("WS30", "US30"),
        (".DJ30", "US30"),
        ("USTEC", "NAS100"),
        ("US100.cash", "NAS100"),
        ("US500Cash", "SPX500"),
        ("GER30", "GER40"),
        ("DAX", "GER40"),
        ("BINANCE:BTCUSDT", "BTCUSD"),
        ("CME_MINI:ES1!", "SPX500"),
        ("WIN$N", "WINFUT"),
        ("USDMXN", "USDMXN"),
    ],
)
def test_nomes_de_corretoras_e_bolsas(texto: str, mercado: str) -> None:
    assert mercado_de(texto) == mercado
    assert texto.strip()[:3] in COMECOS


@pytest.mark.parametrize(
    "texto",
    ["", "EUR", "Method", "Window", "DOWN", "Golden", "clrGold", "Author", "USDUSD", "Gold Coin"],
)
def test_o_que_nao_e_mercado(texto: str) -> None:
    assert mercado_de(texto) == ""
    assert mercado_na_prosa(texto) == ""


@pytest.mark.parametrize("palavra", ["SILVER", "ETH", "DOW", "OIL", "DAX"])
def test_palavra_duvidosa_nao_vale_na_prosa(palavra: str) -> None:
    assert mercado_de(palavra)
    assert mercado_na_prosa(palavra) == ""


def test_todo_mercado_e_reconhecido_pelo_proprio_nome() -> None:
    assert [m for m in MERCADOS if (mercado_de(m), mercado_na_prosa(m)) != (m, m)] == []


@pytest.mark.parametrize(
    ("texto", "mercados"),
    [
        ("GBPUSD,EURUSD", ("GBPUSD", "EURUSD")),
        ("eurusd; XAUUSDm | us30", ("EURUSD", "XAUUSD", "US30")),
        ("EURUSD only", ()),
        ("", ()),
    ],
)
def test_listas(texto: str, mercados: tuple[str, ...]) -> None:
    assert mercados_da_lista(texto) == mercados
