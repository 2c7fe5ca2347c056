"""Whether a program opens both sides at once."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

COMPRA = "OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0);"
VENDA = "OrderSend(s, OP_SELL, 1, Bid, 3, 0, 0);"


def _dois_lados(corpo: str) -> bool:
    codigo = corpo if "OnTick" in corpo else f"void OnTick() {{ {corpo} }}"
    return "hedge:dois_lados" in fatos_mql(codigo).ocorrencias


@pytest.mark.parametrize(
    "corpo",
    [
        COMPRA + VENDA,
        f"if (a) {{ {COMPRA} Print(1); {VENDA} }}",
        "#include <Trade/Trade.mqh>\nCTrade t;\nvoid OnTick() { t.Buy(1); t.Sell(1); }",
    ],
)
def test_compra_e_venda_em_seguida(corpo: str) -> None:
    assert _dois_lados(corpo)


@pytest.mark.parametrize(
    "corpo",
    [
        f"if (a) {COMPRA} else {VENDA}",
        f"if (a) {COMPRA} if (b) {VENDA}",
        f"if (a) {{ {COMPRA} }} {VENDA}",
        f"{COMPRA} return; {VENDA}",
        f"switch (a) {{ case 1: {COMPRA} break; case 2: {VENDA} }}",
        COMPRA + COMPRA,
        COMPRA + "x = 1;" * 150 + VENDA,
        COMPRA.replace("BUY", "BUYSTOP") + VENDA.replace("SELL", "SELLSTOP"),
        f"void A() {{ {COMPRA} }}\nvoid B() {{ {VENDA} }}\nvoid OnTick() {{ A(); B(); }}",
    ],
)
def test_lados_que_algo_separa(corpo: str) -> None:
    assert not _dois_lados(corpo)


ABRIR = "void Abrir(int t, double p) { OrderSend(s, t, 0.1, p, 3, 0, 0); }\n"


def test_par_pedido_a_uma_funcao_que_envia() -> None:
    assert _dois_lados(ABRIR + "void OnTick() { Abrir(OP_SELL, Bid); Abrir(OP_BUY, Ask); }")


def test_funcao_chamada_para_um_lado_ou_para_o_outro() -> None:
    chama = "if(a) Abrir(OP_SELL, Bid); else Abrir(OP_BUY, Ask);"
    assert not _dois_lados(ABRIR + f"void OnTick() {{ {chama} }}")


def test_par_que_so_corre_no_testador() -> None:
    assert not _dois_lados(f"if(IsTesting()) {{ {COMPRA} {VENDA} }}")


def test_compra_e_venda_de_ativos_diferentes() -> None:
    assert not _dois_lados(COMPRA + VENDA.replace("(s,", "(outro,"))
    ctrade = "#include <Trade/Trade.mqh>\nCTrade t;\n"
    assert not _dois_lados(f"{ctrade}void OnTick() {{ t.Buy(1, um); t.Sell(1, outro); }}")


def _desligado(declara: str, corpo: str) -> bool:
    codigo = f"{declara}\nvoid OnTick() {{ {corpo} {COMPRA} }}"
    return "hedge:desligado" in fatos_mql(codigo).ocorrencias


def test_nomes_de_hedge_sem_metodo() -> None:
    assert _desligado("extern bool Hedging = true;", "if(!Hedging) return;")
    assert _desligado("extern bool Usa_hedge = false; double hedgeLote;", "hedgeLote = Usa_hedge;")
    assert _desligado("input int MaxHedges = 1;", "")


def test_nomes_de_hedge_que_podem_ser_o_metodo() -> None:
    assert not _desligado("void AbrirHedge() { }", "AbrirHedge();")
    assert not _desligado("extern bool UsaHedge = true; double hedgeLote;", "hedgeLote = UsaHedge;")
    assert not _desligado("", "")
