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
