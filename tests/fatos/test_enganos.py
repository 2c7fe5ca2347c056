"""Misleading labels: precise on purpose, a user must not be warned without cause."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

ENVIA = "OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0);"


def _com(entrada: str, uso: str = "") -> str:
    return f"{entrada}\nvoid OnTick() {{ {uso} {ENVIA} }}\n"


@pytest.mark.parametrize(
    ("entrada", "nome", "texto"),
    [
        ("input bool UseGrid = true; // Pass Prop Firm Mode", "UseGrid", "Pass Prop Firm Mode"),
        ("extern bool Martingale1 = true; // Pitchfan Mode", "Martingale1", "Pitchfan Mode"),
        ("input bool Hedging = true; // Safe mode", "Hedging", "Safe mode"),
        ("input double MaxSpread = 35; // Elliott Triple Wave", "MaxSpread", "Elliott"),
    ],
)
def test_o_texto_mostrado_diz_outra_coisa(entrada: str, nome: str, texto: str) -> None:
    fatos = fatos_mql(_com(entrada, f"if ({nome} > 0)"))
    [nota] = fatos.notas
    assert nota.startswith("rótulo enganoso na linha 1: ")
    assert nome in nota
    assert texto in nota
    assert fatos.ocorrencias["engano:rotulo"].entradas == (nome,)


@pytest.mark.parametrize(
    "entrada",
    [
        "input int StopLoss = 50;",
        "input int Protecao = 50; // Stop Loss",
        "input int InpSL = 50;",
    ],
)
def test_stop_que_o_codigo_nao_usa(entrada: str) -> None:
    fatos = fatos_mql(_com(entrada))
    assert "engano:rotulo" in fatos.ocorrencias
    assert any("o código não a usa" in nota for nota in fatos.notas)


@pytest.mark.parametrize(
    ("entrada", "uso"),
    [
        ("input bool UseGrid = true; // Use grid (safe)", "UseGrid"),
        ("input bool UseGrid = true; // liga a compra escalonada", "UseGrid"),
        ("input bool Hedging = true; // not allowed by FTMO", "Hedging"),
        ("input bool ShowGrid = true; // Safe colors", "ShowGrid"),
        ("input int StopLoss = 50; // Stop Loss", "StopLoss"),
        ('input string StopLoss = "--- Stop Loss ---";', ""),
        ("input double GannLots = 1; // Gann", "GannLots"),
        ("input double Lots = 1; // Elliott wave lots", "Lots + ElliottWave"),
    ],
)
def test_amigos_falsos(entrada: str, uso: str) -> None:
    assert "engano:rotulo" not in fatos_mql(_com(entrada, f"Print({uso});")).ocorrencias


def test_indicador_nao_engana_com_ordens() -> None:
    assert "engano:rotulo" not in fatos_mql("input int StopLoss = 5;\nvoid F() {}").ocorrencias


def test_include_do_usuario_pode_usar_a_entrada() -> None:
    codigo = '#include "minha.mqh"\n' + _com("input int StopLoss = 50;")
    assert fatos_mql(codigo).notas == ()


@pytest.mark.parametrize(
    ("texto", "fato"),
    [
        ('#property description "No martingale, safe for everyone"', "promessa:sem_martingale"),
        ("// This EA does not use any martingale", "promessa:sem_martingale"),
        ("// Sem martingale e sem grade", "promessa:sem_martingale"),
        ("// No hedging, no grid", "promessa:sem_grade"),
    ],
)
def test_promessa_no_topo(texto: str, fato: str) -> None:
    assert fato in fatos_mql(f"{texto}\n{_com('')}").ocorrencias


def test_nome_de_opcao_nao_e_promessa() -> None:
    codigo = "enum Modo {\n  M0, // No Martingale\n  M1  // Martingale\n};\n" + _com("")
    assert "promessa:sem_martingale" not in fatos_mql(codigo).ocorrencias
