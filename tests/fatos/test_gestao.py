"""How programs manage positions and guard the account: what counts, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine

SOMA = "double Soma() { double s = 0; s += OrderProfit(); return(s); }\n"
FECHAR = """
void FecharTudo() {
  for (int i = OrdersTotal() - 1; i >= 0; i--)
    if (OrderSelect(i, SELECT_BY_POS)) OrderClose(OrderTicket(), OrderLots(), Bid, 3);
}
"""
ABRIR = "OrderSend(Symbol(), OP_BUY, lote, Ask, 3, 0, 0);"
MODIFICAR = "OrderModify(OrderTicket(), OrderOpenPrice(), {}, OrderTakeProfit(), 0);"


def _tick(corpo: str, antes: str = "") -> str:
    return f"{antes}void OnTick() {{ {corpo} }}"


def _nomes(codigo: str) -> set[str]:
    return {n for n in fatos_mql(codigo).ocorrencias if n.startswith("gestao:")}


CASOS = {
    "trailing": _tick(
        "if (Bid - OrderOpenPrice() > Seguir * Point && OrderStopLoss() < Bid - Seguir * Point) "
        + MODIFICAR.format("Bid - Seguir * Point"),
        "input int Seguir = 20;\n",
    ),
    "trailing por variável": _tick(
        "if (OrderStopLoss() < novo) { double x = Bid - 9 * Point; novo = x; "
        "if (OrderStopLoss() < novo) " + MODIFICAR.format("novo") + " }"
    ),
    "trailing por parâmetro": "void Mover(double sl) { if (sl > OrderStopLoss()) "
    + MODIFICAR.format("sl")
    + " }\n"
    + _tick("Mover(Bid - 9 * Point);"),
    "trailing pelo nome": "void Seguir_Trailing() { "
    + MODIFICAR.format("nivel")
    + " }\n"
    + _tick("Seguir_Trailing();"),
    "trailing da biblioteca": _tick("CTrailingPSAR seguidor; CExpert x;"),
    "breakeven": _tick(
        "if (Bid - OrderOpenPrice() > Empate * Point) "
        + MODIFICAR.format("OrderOpenPrice() + 2 * Point"),
        "input int Empate = 20;\n",
    ),
    "modifica_sem_teste": _tick(
        "for (int i = 0; i < OrdersTotal(); i++) { OrderSelect(i, SELECT_BY_POS); "
        + MODIFICAR.format("Bid - 9 * Point")
        + " }"
    ),
    "fecha_na_perda": _tick("if (OrderProfit() < -PerdaMaxima) OrderClose(1, 1, Bid, 3);"),
    "fecha_na_perda pelo preço": _tick(
        "if (OrderType() == OP_BUY && Bid <= OrderOpenPrice() - 30 * Point) "
        "OrderClose(1, 1, Bid, 3);"
    ),
    "fecha_na_perda pela distância": _tick(
        "if (Ask - OrderOpenPrice() > 30 * Point) OrderClose(1, 1, Ask, 3);"
    ),
    "fecha_na_perda além de um nível de stop": _tick(
        "if (Bid < NivelBuy - StopLossBuyPips * Point) OrderClose(1, 1, Bid, 3);"
    ),
    "fecha_na_perda pelo nome do resultado": _tick(
        "if (moneyProfit + OrderCommission() <= maxLose) OrderClose(1, 1, Bid, 3);"
    ),
    "stop_de_capital por um nome que recebe a soma": FECHAR
    + SOMA
    + _tick("double resultado = Soma(); if (resultado <= PerdaMaxima) FecharTudo();"),
    "stop_de_capital por uma entrada negativa": FECHAR
    + SOMA
    + _tick("if (Soma() < Risco) FecharTudo();", "extern double Risco = -500;\n"),
    "stop_de_capital por um aviso de fechar": FECHAR
    + SOMA
    + "bool CloseAll;\n"
    + _tick("if (CloseAll) FecharTudo(); if (Soma() < (0 - Cesta_StopLoss)) CloseAll = true;"),
    "stop_de_capital": FECHAR
    + SOMA
    + _tick("double p = Soma(); if (p < 0 && MathAbs(p) > 5) FecharTudo();").replace(
        "double p = Soma(); if (p", "if (Soma()"
    ),
    "stop_de_capital pelo patrimônio": FECHAR
    + _tick("if (AccountEquity() < AccountBalance() * 0.9) FecharTudo();"),
    "fecha_tudo": FECHAR + _tick("FecharTudo();"),
    "perda_diaria": _tick(
        "if (lucroHoje + dailyProfit <= -DailyLossLimit) return; " + ABRIR,
        "input double DailyLossLimit = 50;\n",
    ),
    "perda_total": _tick(
        "if ((equityPeak - AccountEquity()) / equityPeak * 100 > MaxDD) return; " + ABRIR
    ),
    "limite_de_ordens": _tick(
        "if (ContarOrdens() < MaxOrders) " + ABRIR, "extern int MaxOrders = 3;\n"
    ),
    "limite_de_ordens direto": _tick("if (OrdersTotal() < 1) " + ABRIR),
    "limite_de_lote": _tick("if (lote > MaxLots) lote = MaxLots; " + ABRIR),
    "limite_de_lote com MathMin": _tick("lote = MathMin(lote, MaxLot); " + ABRIR),
    "lote_por_risco": _tick(
        "double lote = AccountBalance() * Risco / 100 / 1000; " + ABRIR, "input double Risco = 1;\n"
    ),
    "spread_maximo": _tick(
        "if (MarketInfo(Symbol(), MODE_SPREAD) > MaxSpread) return; " + ABRIR,
        "input int MaxSpread = 20;\n",
    ),
    "spread_maximo pela diferença": _tick("if (Ask - Bid > limite * Point) return; " + ABRIR),
    "horario": _tick(
        "if (Hour() >= Inicio && Hour() < Fim) " + ABRIR, "input int Inicio = 8, Fim = 17;\n"
    ),
    "horario por instante": _tick(
        "if (TimeCurrent() >= StrToTime(StartAt) && TimeCurrent() < StrToTime(EndAt)) " + ABRIR
    ),
    "sexta": _tick("if (DayOfWeek() == 5 && Hour() >= 20) return; " + ABRIR),
    "filtro_de_noticias": _tick("if (UseNewsFilter && IsNewsTime()) return; " + ABRIR),
    "magic": _tick("if (OrderMagicNumber() == 7) OrderClose(1, 1, Bid, 3);"),
    "verifica_erro": _tick(
        "int t = OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0); if (t < 0) return;"
    ),
    "verifica_erro por GetLastError": _tick(ABRIR + " Print(GetLastError());"),
}


@pytest.mark.parametrize("caso", CASOS)
def test_gestao_encontrada(caso: str) -> None:
    assert f"gestao:{caso.split(maxsplit=1)[0]}" in _nomes(CASOS[caso])


AMIGOS_FALSOS = {
    "trailing: stop inicial depois da ordem": ABRIR + MODIFICAR.format("Bid - 30 * Point"),
    "trailing: só o alvo muda": MODIFICAR.format("OrderStopLoss()"),
    "breakeven: stop inicial": "if (OrderStopLoss() == 0) "
    + MODIFICAR.format("OrderOpenPrice() - 30 * Point"),
    "fecha_na_perda: fecha no lucro": "if (OrderProfit() > 10) OrderClose(1, 1, Bid, 3);",
    "fecha_na_perda: compra no lucro": "if (Bid - OrderOpenPrice() > 9) OrderClose(1, 1, Bid, 3);",
    "fecha_na_perda: compra no lucro pelo Ask": "if (OrderType() == OP_BUY && "
    "OrderOpenPrice() + 9 * Point <= Ask) OrderClose(1, 1, Bid, 3);",
    "fecha_na_perda: alvo com nome de lucro": "if (TakeProfit < StopLoss * 2) "
    "OrderClose(1, 1, Bid, 3);",
    "fecha_na_perda: nível de alvo": "if (Bid > AlvoDaVenda) OrderClose(1, 1, Bid, 3);",
    "fecha_na_perda: só avisa": "if (OrderProfit() < -9) aviso = true; OrderClose(1, 1, Bid, 3);",
    "stop_de_capital: alvo": "if (AccountEquity() > 100) OrderClose(1, 1, Bid, 3);",
    "stop_de_capital: alvo com nome": "if (AccountEquity() > AlvoEquity) " + ABRIR,
    "modifica_sem_teste: quem chama testa": "if (sl > OrderStopLoss()) " + MODIFICAR.format("sl"),
    "stop_de_capital: só mostra": "Comment(AccountEquity(), AccountBalance()); " + ABRIR,
    "limite_de_ordens: laço": "for (int i = 0; i < OrdersTotal(); i++) " + ABRIR,
    "lote_por_risco: só mostra": "Comment(AccountBalance() / 100); " + ABRIR,
    "spread_maximo: recorde": "if (spread > maior) maior = spread; " + ABRIR,
    "spread_maximo: distância": "if (OrderOpenPrice() - spread > Low[1]) " + ABRIR,
    "spread_maximo: chave": "if (MaxSpread > 0) " + ABRIR,
    "horario: ano": "if (TimeYear(CurTime()) < StartYear) return; " + ABRIR,
    "spread_maximo: distância entre médias": "if (rapida < lenta - MiddleSpread * 2) " + ABRIR,
    "fecha_na_perda: resultado passado": "lastProfit = OrderProfit(); "
    "if (lastProfit < 0) OrderClose(1, 1, Bid, 3);",
    "horario: novo dia": "if (Hour() == 0) soma = 0; " + ABRIR,
    "sexta: barra antiga": "if (TimeDayOfWeek(iTime(NULL, 1440, i)) == 5) " + ABRIR,
    "filtro_de_noticias: stop novo": "if (newStop > minStop) " + ABRIR,
    "perda_diaria: ordens por dia": "if (ordersToday >= MaxTradesPerDay) return; " + ABRIR,
    "perda_diaria: validação": "if (MaxDailyLoss > 100) return; " + ABRIR,
}


@pytest.mark.parametrize("caso", AMIGOS_FALSOS)
def test_amigo_falso(caso: str) -> None:
    assert f"gestao:{caso.split(':', maxsplit=1)[0]}" not in _nomes(_tick(AMIGOS_FALSOS[caso]))


def test_codigo_que_nao_roda_nao_conta() -> None:
    codigo = FECHAR + _tick(ABRIR)
    assert "gestao:fecha_tudo" not in _nomes(codigo)


def test_indicador_nao_tem_gestao() -> None:
    assert not _nomes("int start() { if (Hour() >= 8 && Hour() < 17) Comment(Ask - Bid); }")


def test_entradas_que_ligam_e_medem() -> None:
    codigo = (
        "input bool Usar = true;\ninput int Distancia = 20;\n"
        "void Mover() { if (OrderStopLoss() < Bid - Distancia * Point) "
        + MODIFICAR.format("Bid - Distancia * Point")
        + " }\nvoid OnTick() {\n  if (Usar) Mover();\n}"
    )
    achado = fatos_mql(codigo).ocorrencias["gestao:trailing"]
    assert achado.linha == 3
    assert set(achado.entradas) == {"Usar", "Distancia"}


def test_cesta_no_prejuizo_conta_nos_dois() -> None:
    codigo = FECHAR + SOMA + _tick("if (Soma() < -100) FecharTudo();")
    assert {"gestao:stop_de_capital", "gestao:fecha_na_perda"} <= _nomes(codigo)


@pytest.mark.parametrize(
    ("linha", "nome"),
    [
        ("strategy.exit('s', trail_points=10, trail_offset=5)", "trailing"),
        ("strategy.risk.max_drawdown(10, strategy.percent_of_equity)", "perda_total"),
        ("strategy.risk.max_intraday_loss(5, strategy.percent_of_equity)", "perda_diaria"),
        ("strategy.close_all()", "fecha_tudo"),
        ("qty = strategy.equity * risco / 100", "lote_por_risco"),
        ("ok = dayofweek == dayofweek.friday", "sexta"),
        ("ok = not na(time(timeframe.period, sessao))", "horario"),
    ],
)
def test_pine(linha: str, nome: str) -> None:
    fatos = fatos_pine(
        f'//@version=5\nstrategy("x")\nstrategy.entry("a", strategy.long)\n{linha}\n'
    )
    assert f"gestao:{nome}" in fatos.ocorrencias


def test_pine_mostra_o_rebaixamento_sem_limitar() -> None:
    fatos = fatos_pine('//@version=5\nstrategy("x")\nplot(strategy.max_drawdown)\n')
    assert not [nome for nome in fatos.ocorrencias if nome.startswith("gestao:")]
