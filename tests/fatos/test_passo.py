"""Whether a program adds positions at price steps."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

COMPRA = "OrderSend(Symbol(), OP_BUY, lote, Ask, 3, 0, 0);"
ULTIMO = """
double UltimaCompra() {
  double preco = 0;
  for (int i = 0; i < OrdersTotal(); i++) {
    OrderSelect(i, SELECT_BY_POS);
    preco = OrderOpenPrice();
  }
  return(preco);
}
"""


def _nomes(codigo: str) -> set[str]:
    codigo = (
        codigo if "OnTick" in codigo else f"input int Passo = 20;\nvoid OnTick() {{ {codigo} }}"
    )
    return {n for n in fatos_mql(codigo).ocorrencias if n.startswith("grade:")}


CASOS = {
    "passo direto": f"if (OrderOpenPrice() - Ask > Passo * Point) {COMPRA}",
    "passo pela função": ULTIMO
    + f"void OnTick() {{ if (UltimaCompra() - Ask >= Passo * Point) {COMPRA} }}",
    "passo por variável": ULTIMO
    + "void OnTick() { double ultimo = UltimaCompra();"
    + f"if (Ask <= ultimo - Passo * Point) {{ {COMPRA} }} }}",
    "passo por quem envia": f"void Abrir() {{ {COMPRA} }}\n"
    "void OnTick() { double ultimo = OrderOpenPrice(); "
    "if (Ask < ultimo - Passo * Point) Abrir(); }",
    "passo num laço sem chaves": "double ultimo = 0; for (int i = 0; i < OrdersTotal(); i++) "
    "if (OrderSelect(i, SELECT_BY_POS)) ultimo = OrderOpenPrice(); "
    f"if (ultimo - Ask > Passo * Point) {COMPRA}",
    "passo com o preço guardado": "double ultimo; void OnTick() { "
    f"if (ultimo - Ask > Passo * Point) {{ {COMPRA} ultimo = Ask; }} }}",
    "passo da posição": "double p = PositionGetDouble(POSITION_PRICE_OPEN); "
    "if (p - SymbolInfoDouble(_Symbol, SYMBOL_ASK) > Passo * _Point) " + COMPRA,
    "passo até um nível": "double ultimo, nivel; void OnTick() { ultimo = OrderOpenPrice(); "
    f"nivel = ultimo - Passo * Point; if (Ask <= nivel) {{ {COMPRA} }} }}",
    "marca como o Ilan": ULTIMO
    + "bool nova; void OnTick() { double ultimo = UltimaCompra();"
    + f"if (ultimo - Ask >= Passo * Point) nova = true; if (nova) {COMPRA} }}",
    "escada de pendentes": "for (int i = 1; i <= 5; i++) "
    "OrderSend(Symbol(), OP_BUYLIMIT, lote, Ask - i * Passo * Point, 3, 0, 0);",
    "preco_medio": "for (int i = 0; i < 9; i++) { soma += OrderOpenPrice() * OrderLots(); } "
    + COMPRA,
}


@pytest.mark.parametrize("caso", CASOS)
def test_grade(caso: str) -> None:
    assert f"grade:{caso.split(maxsplit=1)[0]}" in _nomes(CASOS[caso])


MUDA = "OrderModify(OrderTicket(), OrderOpenPrice(), {}, 0, 0);"
AMIGOS_FALSOS = {
    "nível do breakeven": "double nivel; bool protege; void OnTick() { "
    "nivel = OrderOpenPrice() + Ganho * Point; if (Bid >= nivel) protege = true; " + COMPRA + " }",
    "trailing": "if (Bid - OrderOpenPrice() > Passo * Point) "
    + MUDA.format("Bid - Passo * Point")
    + COMPRA,
    "breakeven": "if (Bid > OrderOpenPrice() + Passo * Point) "
    + MUDA.format("OrderOpenPrice()")
    + COMPRA,
    "fecha na perda": "if (OrderOpenPrice() - Bid > Passo * Point) OrderClose(1, 1, Bid, 3);"
    + COMPRA,
    "fecha no lucro": "if (Bid - OrderOpenPrice() > Passo * Point) OrderClose(1, 1, Bid, 3);"
    + COMPRA,
    "rompimento": f"if (Ask > High[1] + Passo * Point) {COMPRA}",
    "escada sem passo": "for (int i = 0; i < 5; i++) "
    "OrderSend(Symbol(), OP_BUYLIMIT, lote, Ask - Passo * Point, 3, 0, 0);",
    "laço sobre as ordens": "for (int i = 0; i < OrdersTotal(); i++) "
    "OrderSend(Symbol(), OP_BUYLIMIT, lote, Ask - i * Passo * Point, 3, 0, 0);",
    "lucro": f"lucro += OrderProfit() * OrderLots(); {COMPRA}",
    "função que não roda": ULTIMO
    + f"void Sobra() {{ if (UltimaCompra() - Ask > 9 * Point) {COMPRA} }}\n"
    + f"void OnTick() {{ {COMPRA} }}",
}


@pytest.mark.parametrize("caso", AMIGOS_FALSOS)
def test_nao_e_grade(caso: str) -> None:
    assert _nomes(AMIGOS_FALSOS[caso]) == set()


def test_linha_e_entradas() -> None:
    codigo = (
        "input int Passo = 20;\nvoid OnTick() {\n"
        f"  if (OrderOpenPrice() - Ask > Passo * Point)\n    {COMPRA}\n}}"
    )
    achado = fatos_mql(codigo).ocorrencias["grade:passo"]
    assert (achado.linha, achado.entradas) == (3, ("Passo",))


ESCADA = (
    "input int Degraus = {}; void OnTick() {{ for (int i = 1; i <= Degraus; i++) "
    "OrderSend(s, OP_BUYSTOP, 0.1, Ask + i * 20 * Point, 3, 0, 0); }}"
)


def test_escada_de_um_degrau() -> None:
    assert _nomes(ESCADA.format(1)) == {"grade:escada", "grade:um_degrau"}
    assert _nomes(ESCADA.format(5)) == {"grade:escada"}


@pytest.mark.parametrize(
    ("entrada", "desligada"),
    [
        ("bool Grid = false", True),
        ("bool UseGrid = false", True),
        ("bool Grid = true", False),
        ("bool GridTrailing = false", False),
        ("int Grid = 0", False),
    ],
)
def test_grade_desligada(entrada: str, desligada: bool) -> None:
    nomes = _nomes(f"input {entrada}; void OnTick() {{ {COMPRA} }}")
    assert ("grade:desligada" in nomes) is desligada
