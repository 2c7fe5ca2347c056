"""Places where an MQL program sends an order, with side, size, stop loss and target."""

from __future__ import annotations

import pytest

from componentes.fatos.operacao.ordens import Ordem, ordens
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import Origens
from tests.fatos.ajuda import programa

CTRADE = "#include <Trade/Trade.mqh>\nCTrade t;\n"
PEDIDO = "MqlTradeRequest r; r.action = {}; r.symbol = _Symbol; r.volume = lote; r.type = {}; "


def _ordens(codigo: str) -> list[Ordem]:
    codigo = codigo if "OnTick" in codigo else f"void OnTick() {{ {codigo} }}"
    return ordens(Origens(programa(codigo)))


def _textos(ordem: Ordem) -> tuple[str, str, str]:
    """Return volume, stop and target as they stand in the code, "-" for what is left out."""
    codigo = ordem.funcao.codigo if ordem.funcao else ""

    def texto(trecho: Trecho | None) -> str:
        return codigo[trecho.inicio : trecho.fim].strip() if trecho else "-"

    stop, alvo = (next(iter(partes), None) for partes in (ordem.stop, ordem.alvo))
    return texto(ordem.volume), texto(stop), texto(alvo)


@pytest.mark.parametrize(
    ("argumentos", "textos"),
    [
        ('s, OP_BUY, 0.1, Ask, 3, sl, tp, "c", 7, 0, Blue', ("0.1", "sl", "tp")),
        ('s, OP_BUY, 0.1, Ask, 3, sl, tp, "c", 7, 0', ("0.1", "sl", "tp")),
        ('s, OP_BUY, 0.1, Ask, 3, sl, tp, "c", 7', ("0.1", "sl", "tp")),
        ('s, OP_BUY, 0.1, Ask, 3, sl, tp, "c"', ("0.1", "sl", "tp")),
        ("s, OP_BUY, 0.1, Ask, 3, sl, tp", ("0.1", "sl", "tp")),
        ("s, OP_BUY, Lote(a, b), f(Ask, 2), 3, g(1, 2), 0", ("Lote(a, b)", "g(1, 2)", "0")),
        ("s, OP_BUY, 0.1, Ask, 3", ("0.1", "-", "-")),
    ],
)
def test_order_send_pela_posicao(argumentos: str, textos: tuple[str, str, str]) -> None:
    assert [_textos(o) for o in _ordens(f"OrderSend({argumentos});")] == [textos]


def test_partida_em_linhas() -> None:
    codigo = "OrderSend(Symbol(),\n  OP_SELL, // lado\n  lote,\n  Bid, 3,\n  stop, alvo);"
    assert [_textos(o) for o in _ordens(codigo)] == [("lote", "stop", "alvo")]


@pytest.mark.parametrize("nome", ["OrderSendReliable", "OrderSendEx", "OrderSendExtended"])
def test_parecidas_de_um_include(nome: str) -> None:
    assert [_textos(o) for o in _ordens(f"{nome}(s, OP_BUY, 1, Ask, 3, sl, tp);")] == [
        ("1", "sl", "tp")
    ]


def test_envoltorio_proprio_conta_uma_vez_la_dentro() -> None:
    codigo = """
    int OrderSendReliable(string s, int tipo, double v, double p, int d, double sl, double tp) {
      return(OrderSend(s, tipo, v, p, d, sl, tp));
    }
    void OnTick() { OrderSendReliable(Symbol(), OP_BUY, 1, Ask, 3, 0, 0); }
    """
    [achada] = _ordens(codigo)
    assert achada.funcao
    assert achada.funcao.nome == "OrderSendReliable"


@pytest.mark.parametrize(
    "codigo",
    [
        "// OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0);\n",
        'Print("OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0)");',
        "OrderSend();",
        "a.OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0);",
        "OrderSendAgora;",
        "OrderSent(s, OP_BUY, 1, Ask, 3, 0, 0);",
        "OrderSend(s, OP_BUY, 1, Ask, 3, 0; 0);",
    ],
)
def test_o_que_nao_envia(codigo: str) -> None:
    assert _ordens(codigo) == []


def test_codigo_que_nao_roda_nao_envia() -> None:
    codigo = "void Sobra() { OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0); }\nvoid OnTick() {}"
    assert _ordens(codigo) == []


@pytest.mark.parametrize(
    ("chamada", "textos"),
    [
        ("Buy(0.1)", ("0.1", "-", "-")),
        ("Buy(0.1, _Symbol, 0, sl, tp)", ("0.1", "sl", "tp")),
        ("Sell(0.1, _Symbol, 0, sl)", ("0.1", "sl", "-")),
        ("BuyLimit(0.1, preco, _Symbol, sl, tp)", ("0.1", "sl", "tp")),
        ("SellStop(0.1, preco)", ("0.1", "-", "-")),
        ("PositionOpen(_Symbol, ORDER_TYPE_BUY, 0.1, preco, sl, tp)", ("0.1", "sl", "tp")),
        (
            "OrderOpen(_Symbol, ORDER_TYPE_BUY_STOP, 0.1, 0, preco, sl, tp)",
            ("0.1", "sl", "tp"),
        ),
    ],
)
def test_metodos_de_ctrade(chamada: str, textos: tuple[str, str, str]) -> None:
    [achada] = _ordens(f"{CTRADE}void OnTick() {{ t.{chamada}; }}")
    assert _textos(achada) == textos


def test_metodo_de_ponteiro_e_de_classe_alheia() -> None:
    assert len(_ordens(f"{CTRADE}CTrade *p;\nvoid OnTick() {{ p.Buy(1); (*p).Sell(1); }}")) == 2
    assert _ordens(f"{CTRADE}void Buy(double v) {{}}\nvoid OnTick() {{ Buy(1); }}") == []
    assert _ordens("void OnTick() { painel.Buy(1); }") == []


def test_campos_de_um_pedido() -> None:
    corpo = PEDIDO.format("TRADE_ACTION_DEAL", "ORDER_TYPE_BUY")
    [achada] = _ordens(corpo + "r.sl = stop; r.tp = alvo; OrderSend(r, resultado);")
    assert _textos(achada) == ("lote", "stop", "alvo")


def test_pedido_sem_stop_e_com_dois() -> None:
    corpo = PEDIDO.format("TRADE_ACTION_PENDING", "ORDER_TYPE_BUY_STOP")
    assert _ordens(corpo + "OrderSendAsync(r, resultado);")[0].stop == ()
    dois = _ordens(corpo + "if (a) r.sl = x; else r.sl = y; OrderSend(r, resultado);")
    assert len(dois[0].stop) == 2


def test_pedido_em_vetor_e_campos_de_outro() -> None:
    corpo = "r[0].action = TRADE_ACTION_DEAL; r[0].volume = 1; q.sl = 5; OrderSend(r[0], z[0]);"
    assert [_textos(o) for o in _ordens(corpo)] == [("1", "-", "-")]


@pytest.mark.parametrize(
    "corpo",
    [
        PEDIDO.format("TRADE_ACTION_SLTP", "0"),
        PEDIDO.format("TRADE_ACTION_REMOVE", "0"),
        PEDIDO.format("TRADE_ACTION_MODIFY", "0"),
        PEDIDO.format("TRADE_ACTION_DEAL", "ORDER_TYPE_SELL") + "r.position = bilhete; ",
    ],
)
def test_pedido_que_muda_ou_fecha_nao_conta(corpo: str) -> None:
    assert _ordens(corpo + "OrderSend(r, resultado);") == []


def _formas(codigo: str) -> frozenset[str]:
    return ordens(Origens(programa(codigo)))[0].formas


@pytest.mark.parametrize(
    ("tipo", "formas"),
    [
        ("OP_BUY", {"compra", "mercado"}),
        ("OP_SELL", {"venda", "mercado"}),
        ("OP_BUYSTOP", {"compra", "pendente_stop"}),
        ("OP_SELLLIMIT", {"venda", "pendente_limite"}),
        ("0", {"compra", "mercado"}),
        ("5", {"venda", "pendente_stop"}),
        ("ORDER_TYPE_BUY_LIMIT", {"compra", "pendente_limite"}),
        ("a ? OP_BUY : OP_SELL", {"compra", "venda", "mercado"}),
        ("tipo", {"compra", "venda"}),
    ],
)
def test_lado_e_forma(tipo: str, formas: set[str]) -> None:
    codigo = f"void OnTick() {{ OrderSend(s, {tipo}, 1, Ask, 3, 0, 0); }}"
    assert _formas(codigo) == formas


def test_lado_do_metodo() -> None:
    codigo = f"{CTRADE}void OnTick() {{ t.SellStop(1, preco); }}"
    assert _formas(codigo) == {"venda", "pendente_stop"}


def test_lado_de_quem_chama() -> None:
    codigo = "void Enviar(int tipo) { OrderSend(s, tipo, 1, p, 3, 0, 0); }\n"
    assert _formas(codigo + "void OnTick() { Enviar(OP_SELL); }") == {"venda", "mercado"}
    assert _formas(codigo + "void OnTick() { Enviar(Sinal(0, 5)); }") == {"compra", "venda"}


def test_no_maximo_duzentas() -> None:
    assert len(_ordens("OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0);" * 300)) == 200


ENVIO = "OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0);"


@pytest.mark.parametrize(
    ("condicao", "vezes"),
    [
        ("IsTesting()", 0),
        ("IsTesting() && OrdersTotal() == 0", 0),
        ("MQLInfoInteger(MQL_TESTER)", 0),
        ("!IsTesting()", 1),
        ("IsTesting() || Sinal", 1),
        ("IsTesting() == false", 1),
    ],
)
def test_ordens_que_so_o_testador_ve(condicao: str, vezes: int) -> None:
    assert len(_ordens(f"if ({condicao}) {{ {ENVIO} }}")) == vezes


def test_um_programa_trancado_no_testador_e_um_programa() -> None:
    corpo = "x = x + 1;\n" * 400
    codigo = f"if (IsTesting()) {{ {corpo} OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0); }}"
    assert len(_ordens(codigo)) == 1


ENVIA_TODOS = """
void Enviar(int tipo)
  {
   switch(tipo)
     {
      case OP_BUY: OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0); break;
      case OP_BUYSTOP: OrderSend(s, OP_BUYSTOP, 1, Ask, 3, 0, 0); break;
     }
   if(tipo == OP_SELLLIMIT) OrderSend(s, OP_SELLLIMIT, 1, Bid, 3, 0, 0);
  }
"""


@pytest.mark.parametrize(
    ("chamadas", "vezes"),
    [
        ("Enviar(OP_BUY);", 1),
        ("Enviar(OP_BUY); Enviar(OP_SELLLIMIT);", 2),
        ("int t = Sinal(); Enviar(t);", 3),
    ],
)
def test_tipos_que_ninguem_pede_nao_sao_ordens(chamadas: str, vezes: int) -> None:
    assert len(_ordens(ENVIA_TODOS + f"void OnTick() {{ {chamadas} }}")) == vezes


def test_um_lado_pedido_pode_ser_uma_ordem_pendente() -> None:
    codigo = (
        "void Enviar(int lado) { if(lado == OP_BUY) OrderSend(s, OP_BUYSTOP, 1, Ask, 3, 0, 0); }\n"
        "void OnTick() { Enviar(OP_BUY); }"
    )
    assert len(_ordens(codigo)) == 1
