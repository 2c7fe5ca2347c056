"""How programs open and protect positions, as facts."""

from __future__ import annotations

import pytest

from componentes.fatos.extracao import extrair
from componentes.fatos.modelo import Ocorrencia, Vocabulario
from componentes.lexico.mql import lexar
from tests.fatos.ajuda import fatos_mql, fatos_pine

ENVIA = "OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, {}, {}, NULL, 7);"
MUDA = "OrderModify(OrderTicket(), OrderOpenPrice(), {}, OrderTakeProfit(), 0);"


def _tick(corpo: str, fora: str = "") -> str:
    return f"{fora}\nvoid OnTick() {{\n{corpo}\n}}\n"


def _nomes(codigo: str, especie: str) -> set[str]:
    especies = tuple(f"{e}:" for e in especie.split())
    return {n for n in fatos_mql(codigo).ocorrencias if n.startswith(especies)}


def _fato(codigo: str, nome: str) -> Ocorrencia:
    return fatos_mql(codigo).ocorrencias[nome]


@pytest.mark.parametrize(
    ("fora", "antes", "stop", "esperado"),
    [
        ("", "", "Ask - 30 * Point", {"stop:na_entrada"}),
        ("input int Stop = 30;", "", "Ask - Stop * Point", {"stop:na_entrada"}),
        ("input int Stop = 30;", "double sl = Ask - Stop * Point;", "sl", {"stop:na_entrada"}),
        (
            "input int Stop = 30;",
            "double sl = 0; if (Stop > 0) sl = Ask - Stop * Point;",
            "sl",
            {"stop:na_entrada"},
        ),
        ("input int Stop = 0;", "", "Ask - Stop * Point", {"stop:padrao_zero"}),
        (
            "input int Stop = 0;",
            "double sl = 0; if (Stop > 0) sl = Ask - Stop * Point;",
            "sl",
            {"stop:padrao_zero"},
        ),
        ("", "", "nivelDoInclude", {"stop:desconhecido"}),
        ("", "", "0", {"stop:zero", "stop:nunca"}),
        ("", "double sl = 0;", "NormalizeDouble(sl, Digits)", {"stop:zero", "stop:nunca"}),
        ("double sl;", "", "sl", {"stop:zero", "stop:nunca"}),
        (
            "input int StopLoss = 50;",
            "",
            "0",
            {"stop:zero", "stop:nunca", "stop:entrada_morta"},
        ),
        ("input int StopLoss = 50;", "Print(StopLoss);", "0", {"stop:zero", "stop:nunca"}),
    ],
)
def test_stop_na_entrada(fora: str, antes: str, stop: str, esperado: set[str]) -> None:
    assert _nomes(_tick(antes + ENVIA.format(stop, "0"), fora), "stop") == esperado


def test_uma_ordem_com_e_outra_sem() -> None:
    codigo = _tick(ENVIA.format("0", "0") + ENVIA.format("Ask - 9 * Point", "0"))
    assert _nomes(codigo, "stop") == {"stop:zero", "stop:na_entrada"}


@pytest.mark.parametrize(
    ("muda", "esperado"),
    [
        (MUDA.format("Bid - 30 * Point"), {"stop:zero", "stop:depois"}),
        ("double n = Bid - 9; " + MUDA.format("n"), {"stop:zero", "stop:depois"}),
        (MUDA.format("OrderStopLoss()"), {"stop:zero", "stop:nunca"}),
        (MUDA.format("0"), {"stop:zero", "stop:nunca"}),
        ("// " + MUDA.format("Bid - 9") + "\n", {"stop:zero", "stop:nunca"}),
        ("t.PositionModify(bilhete, Bid - 9, 0);", {"stop:zero", "stop:depois"}),
        ("r.action = TRADE_ACTION_SLTP;", {"stop:zero", "stop:depois"}),
    ],
)
def test_stop_depois(muda: str, esperado: set[str]) -> None:
    assert _nomes(_tick(ENVIA.format("0", "0") + muda), "stop") == esperado


def test_stop_depois_em_codigo_que_nao_roda() -> None:
    codigo = _tick(ENVIA.format("0", "0"), f"void Sobra() {{ {MUDA.format('Bid - 9')} }}")
    assert "stop:nunca" in _nomes(codigo, "stop")


def test_envoltorio_segue_o_argumento() -> None:
    fora = "void Abrir(double sl) {\n" + ENVIA.format("sl", "0") + "\n}"
    assert _nomes(_tick("Abrir(0);", fora), "stop") == {"stop:zero", "stop:nunca"}
    assert _nomes(_tick("Abrir(Ask - 9);", fora), "stop") == {"stop:na_entrada"}


def test_linha_e_entradas_do_stop() -> None:
    codigo = "input int Stop = 30;\nvoid OnTick() {\n" + ENVIA.format("Ask - Stop * Point", "0")
    achado = _fato(codigo + "\n}", "stop:na_entrada")
    assert (achado.linha, achado.entradas) == (3, ("Stop",))
    assert achado.trecho.startswith("OrderSend(")


@pytest.mark.parametrize(
    ("alvo", "tem"), [("Ask + 9 * Point", True), ("tp", False), ("0", False), ("NULL", False)]
)
def test_alvo_na_entrada(alvo: str, *, tem: bool) -> None:
    codigo = _tick("double tp = 0;" + ENVIA.format("0", alvo))
    assert ("alvo:na_entrada" in _nomes(codigo, "alvo")) is tem


@pytest.mark.parametrize(
    ("entrada", "curto"),
    [
        ("int TakeProfit = 5", True),
        ("double AlvoPips = 15.0", True),
        ("double TP = 11", True),
        ("int TP_Pips = 15", True),
        ("int InpSL = 12", True),
        ("int Https = 5", False),
        ("int TrailingStop = 8", True),
        ("int TakeProfit = 16", False),
        ("int TakeProfit = 150", False),
        ("int TakeProfit = 0", False),
        ("int Velas = 5", False),
        ("int Steps = 5", False),
    ],
)
def test_alvo_curto(entrada: str, *, curto: bool) -> None:
    nome = entrada.split()[1]
    codigo = _tick(ENVIA.format("0", f"Ask + {nome} * Point"), f"input {entrada};")
    assert ("alvo:curto" in _nomes(codigo, "alvo")) is curto


@pytest.mark.parametrize(
    ("alvo", "stop", "curtos"), [("8", "12", True), ("8", "120", False), ("80", "12", False)]
)
def test_alvo_e_stop_curtos(alvo: str, stop: str, *, curtos: bool) -> None:
    entradas = f"input int TakeProfit = {alvo}; input int StopLoss = {stop};"
    codigo = _tick(ENVIA.format("Bid - StopLoss * Point", "Ask + TakeProfit * Point"), entradas)
    achado = fatos_mql(codigo).ocorrencias.get("alvo:e_stop_curtos")
    assert (achado is not None and achado.entradas == ("TakeProfit", "StopLoss")) is curtos


@pytest.mark.parametrize(
    ("corpo", "fatos"),
    [
        (ENVIA.format("0", "0"), {"ordem:envia", "ordem:compra", "ordem:mercado"}),
        (
            "OrderSend(s, OP_SELLSTOP, 1, p, 3, 0, 0);",
            {"ordem:envia", "ordem:venda", "ordem:pendente_stop"},
        ),
        ("OrderClose(1, 1, Bid, 3);", {"ordem:fecha"}),
        ("OrderDelete(1);", {"ordem:apaga"}),
        (MUDA.format("sl"), {"ordem:modifica"}),
        ("t.PositionClose(1);", {"ordem:fecha"}),
        ("OpenBuyOrder(lote, stop);", {"ordem:de_fora"}),
        ("OpenBuyOrder();", set()),
        ("Comment(Ask);", set()),
    ],
)
def test_ordens_como_fatos(corpo: str, fatos: set[str]) -> None:
    assert _nomes(_tick(corpo), "ordem") == fatos


def test_funcao_propria_nao_vem_de_fora() -> None:
    fora = "void OpenBuyOrder(double lote, double stop) { Print(lote); }"
    assert _nomes(_tick("OpenBuyOrder(1, 2);", fora), "ordem") == set()


@pytest.mark.parametrize(
    ("corpo", "tem"), [("Comment(Ask);", True), ("OrderClose(1, 1, Bid, 3);", False)]
)
def test_nenhuma_ordem(corpo: str, *, tem: bool) -> None:
    vocabulario = Vocabulario(pedidos=frozenset({"ordem:nenhuma", "ordem:fecha"}))
    assert ("ordem:nenhuma" in extrair(lexar(_tick(corpo)), vocabulario).ocorrencias) is tem


ESTRATEGIA = (
    '//@version=5\nstrategy("x")\nif close > open\n    strategy.entry("a", strategy.long)\n'
)


@pytest.mark.parametrize(
    ("linha", "fato"),
    [
        ("", "stop:nunca"),
        ('strategy.close("a")', "stop:nunca"),
        ('strategy.exit("s", "a", limit=alvo)', "stop:nunca"),
        ('strategy.exit("s", "a", stop=na)', "stop:nunca"),
        ('strategy.exit("s", "a", stop=nivel)', "stop:na_entrada"),
        ('strategy.exit("s", "a", loss=100)', "stop:na_entrada"),
        ('strategy.exit("s", "a", trail_points=10)', "stop:na_entrada"),
        ('strategy.exit("s", "a", 1, 100, 50, na, 30)', "stop:na_entrada"),
    ],
)
def test_stop_de_uma_estrategia_pine(linha: str, fato: str) -> None:
    nomes = {n for n in fatos_pine(ESTRATEGIA + linha + "\n").ocorrencias if n.startswith("stop:")}
    assert nomes == {fato}


@pytest.mark.parametrize(
    "linha",
    [
        'if strategy.openprofit < -100\n    strategy.close("a")',
        'if close < strategy.position_avg_price * (1 - 0.02)\n    strategy.close("a")',
        'if close < stopLevel\n    strategy.close("a")',
    ],
)
def test_estrategia_pine_que_fecha_na_perda(linha: str) -> None:
    fatos = fatos_pine(ESTRATEGIA + linha + "\n").ocorrencias
    assert "stop:nunca" not in fatos
    assert "stop:na_entrada" not in fatos


def test_indicador_pine_nao_envia() -> None:
    fatos = fatos_pine('//@version=5\nindicator("strategy.entry(")\nplot(close)\n').ocorrencias
    assert not [n for n in fatos if n.startswith(("ordem:", "stop:"))]


@pytest.mark.parametrize(
    ("corpo", "vazio"), [("", True), ("return;", True), (" ; ", True), ("Print(1);", False)]
)
def test_tick_vazio(corpo: str, vazio: bool) -> None:
    codigo = f"int OnInit() {{ return(0); }}\nvoid OnTick() {{ {corpo} }}"
    assert ("ordem:tick_vazio" in fatos_mql(codigo).ocorrencias) is vazio


def test_so_o_relogio_move_o_programa() -> None:
    assert "ordem:tick_vazio" in fatos_mql("void OnTimer() { Print(1); }").ocorrencias
