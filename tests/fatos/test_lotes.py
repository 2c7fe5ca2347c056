"""How the size of the next order grows."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

ENVIA = "OrderSend(Symbol(), OP_BUY, lote, Ask, 3, 0, 0);"


def _nomes(corpo: str, fora: str = "") -> set[str]:
    codigo = f"{fora}\nvoid OnTick() {{\n{corpo}\n{ENVIA}\n}}\n"
    return {n.removeprefix("lote:") for n in fatos_mql(codigo).ocorrencias if n[:5] == "lote:"}


CRESCE = {
    "potencia pela conta": ("double lote = Base * MathPow(Expoente, n);", "input double Base = 1;"),
    "potencia com pow": ("lote = NormalizeDouble(0.1 * pow(1.6, OrdersTotal()), 2);", ""),
    "potencia numa função": (
        "double lote = Tamanho(n);",
        "double Tamanho(int n) { return(0.1 * MathPow(2, n)); }",
    ),
    "fator composto": ("if (perdeu) lote *= 2;", "double lote = 0.1;"),
    "fator repetido": ("if (perdeu) lote = lote * 2;", "double lote = 0.1;"),
    "fator de OrderLots": ("double lote = OrderLots() * 2;", ""),
    "fator de entrada": ("double lote = OrderLots() * Vezes;", "input double Vezes = 1.5;"),
    "fator do último lote": (
        "double ultimo = OrderLots(); double lote = ultimo * Vezes;",
        "input double Vezes = 1.5;",
    ),
    "fator do que uma função lembra": (
        "double ultimo = Maior(); double lote = ultimo * 2;",
        "double Maior() { double m = 0; m = OrderLots(); return(m); }",
    ),
    "fator da posição": ("double lote = PositionGetDouble(POSITION_VOLUME) * 2;", ""),
    "fator do negócio": ("double lote = HistoryDealGetDouble(d, DEAL_VOLUME) * 2;", ""),
    "fator do objeto": ("double lote = posicao.Volume() * 2;", ""),
    "tabela de entradas": (
        "double lote = Lote1; if (n == 1) lote = Lote2; if (n == 2) lote = Lote3;",
        "input double Lote1 = 0.1; input double Lote2 = 0.3; input double Lote3 = 0.9;",
    ),
    "tabela indexada": ("double lote = lotes[n];", "double lotes[] = {0.1, 0.3, 0.9};"),
    "soma com nome": (
        "if (perdeu) lote += LotIncrement;",
        "double lote = 0.1; input double LotIncrement = 0.1;",
    ),
}


@pytest.mark.parametrize("caso", CRESCE)
def test_lote_que_cresce(caso: str) -> None:
    nomes = _nomes(*CRESCE[caso])
    assert nomes == {caso.split(maxsplit=1)[0], "crescimento_ligado"}


AMIGOS_FALSOS = {
    "arredondar por casas": ("double lote = MathRound(b * MathPow(10, Digits));", ""),
    "arredondar por casas do lote": ("double lote = b * MathPow(10, casas);", ""),
    "expoente constante": ("double lote = MathPow(base, 2);", ""),
    "proporcional ao saldo": ("double lote = AccountBalance() * Risco / 100000;", ""),
    "proporcional com nome": (
        "double lote = AccountEquity() / 1000 * LotMultiplier;",
        "input double LotMultiplier = 0.1;",
    ),
    "fator menor que um": ("if (perdeu) lote = lote * 0.5;", "double lote = 1;"),
    "entrada menor que um": (
        "double lote = 0.1; for (int i = 0; i < n; i++) lote *= Reducao;",
        "input double Reducao = 0.8;",
    ),
    "metade do lote": ("double lote = OrderLots() / 2;", ""),
    "meio lote": ("double lote = OrderLots() * 0.5;", ""),
    "percentagem do lote": ("double lote = OrderLots() * Parte / 100;", "input int Parte = 50;"),
    "preço vezes fator": ("double alvo = OrderOpenPrice() * 2; double lote = 0.1;", ""),
    "preço médio": ("soma += OrderOpenPrice() * OrderLots(); double lote = 0.1;", ""),
    "lucro vezes fator": ("lucro *= 2; double lote = 0.1;", ""),
    "lote fixo": ("double lote = Base;", "input double Base = 0.1;"),
    "teto do lote": ("if (lote > 5) lote = 5;", "double lote = 0.1;"),
    "função que não roda": (
        "double lote = 0.1;",
        "double Dobrar(double x) { x *= 2; return(x); }",
    ),
}


@pytest.mark.parametrize("caso", AMIGOS_FALSOS)
def test_lote_que_nao_cresce(caso: str) -> None:
    assert _nomes(*AMIGOS_FALSOS[caso]) == set()


def test_modelo_que_diminui_depois_de_perda() -> None:
    corpo = "double lote = 1; if (perdas > 1) lote = lote - lote * perdas / DecreaseFactor;"
    assert _nomes(corpo, "input double DecreaseFactor = 3;") == {"diminui_apos_perda"}


DESLIGADO = {
    "fator um": ("double lote = OrderLots() * Vezes;", "input double Vezes = 1;"),
    "fator um na potência": ("double lote = 0.1 * MathPow(Vezes, n);", "input double Vezes = 1.0;"),
    "chave desligada": (
        "if (Martingale) lote *= 2;",
        "double lote = 0.1; input bool Martingale = false;",
    ),
    "chave ligada negada": (
        "if (!Fixo) lote *= 2;",
        "double lote = 0.1; input bool Fixo = true;",
    ),
    "outro modo": (
        "if (Modo == 2) lote *= 2;",
        "double lote = 0.1; input int Modo = 0;",
    ),
    "outro modo com nome": (
        "if (Modo == DOBRA) lote *= 2;",
        "double lote = 0.1; enum E { FIXO, DOBRA }; input E Modo = FIXO;",
    ),
    "senão de chave ligada": (
        "if (Fixo) lote = 0.1; else lote *= 2;",
        "double lote = 0.1; input bool Fixo = true;",
    ),
}


@pytest.mark.parametrize("caso", DESLIGADO)
def test_crescimento_desligado_por_padrao(caso: str) -> None:
    nomes = _nomes(*DESLIGADO[caso])
    assert "crescimento_desligado" in nomes
    assert "crescimento_ligado" not in nomes


@pytest.mark.parametrize(
    ("corpo", "fora"),
    [
        ("if (Usar) lote *= 2;", "double lote = 0.1; input bool Usar = true;"),
        ("if (Usar == false) lote *= 2;", "double lote = 0.1; input bool Usar = false;"),
        ("if (Usar || perdeu) lote *= 2;", "double lote = 0.1; input bool Usar = false;"),
        ("double lote = OrderLots() * Vezes;", "input double Vezes = 2;"),
        ("if (Modo == 2) lote *= 2;", "double lote = 0.1; input int Modo = 2;"),
        ("if (Modo == 1) x = 1; else lote *= 2;", "double lote = 0.1; input int Modo = 0;"),
    ],
)
def test_crescimento_ligado_por_padrao(corpo: str, fora: str) -> None:
    assert "crescimento_ligado" in _nomes(corpo, fora)


def test_linha_e_entradas() -> None:
    codigo = (
        "input bool Dobrar = false;\ninput double Vezes = 2;\n"
        "double lote = 0.1;\nvoid OnTick() {\n  if (Dobrar) lote = lote * Vezes;\n" + ENVIA + "\n}"
    )
    achado = fatos_mql(codigo).ocorrencias["lote:fator"]
    assert achado.linha == 5
    assert set(achado.entradas) == {"Dobrar", "Vezes"}


@pytest.mark.parametrize(
    ("entrada", "desligado"),
    [
        ("bool UseMartingale = false", True),
        ("double LotExponent = 1.0", True),
        ("double LotExponent = 1.6", False),
        ("bool UseMartingale = true", False),
        ("string martingale = 0", False),
    ],
)
def test_nomes_de_aumento_desligados(entrada: str, desligado: bool) -> None:
    codigo = f"input {entrada}; void OnTick() {{ OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0); }}"
    assert ("lote:nomes_desligados" in fatos_mql(codigo).ocorrencias) is desligado


def test_um_aumento_ligado_cala_os_desligados() -> None:
    codigo = """
      input int Modo = 0; input double Fator = 1; input bool Martingale = false;
      void OnTick() {
        double lote = OrderLots() * 1.6;
        if(Modo == 1) lote = OrderLots() * Fator;
        OrderSend(s, OP_BUY, lote, Ask, 3, 0, 0);
      }
    """
    fatos = {n for n in fatos_mql(codigo).ocorrencias if n.startswith("lote:")}
    assert "lote:crescimento_ligado" in fatos
    assert not {"lote:crescimento_desligado", "lote:nomes_desligados"} & fatos


def _multiplos(*vezes: str) -> bool:
    ordens = "".join(
        f"if (OrdersTotal() == {n}) OrderSend(s, OP_BUY, vol{vez}, Ask, 3, 0, 0);\n"
        for n, vez in enumerate(vezes)
    )
    codigo = f"input double vol = 0.1;\nvoid OnTick() {{\n{ordens}}}\n"
    return "lote:tabela" in fatos_mql(codigo).ocorrencias


def test_multiplos_escritos_um_a_um_sao_lote_que_cresce() -> None:
    assert _multiplos("", "*2", " * 4", "*8")
    assert not _multiplos("", "*2", "*2")
    assert not _multiplos("*0.5", "*0.3", "")


def test_crescimento_em_funcao_que_nunca_corre_nao_conta() -> None:
    codigo = (
        "bool soma = {};\ndouble lote = 0.1;\nvoid Crescer() {{ lote = 0.1 * MathPow(2, n); }}\n"
        "void OnTick() {{ if (soma) Crescer(); OrderSend(s, OP_BUY, lote, Ask, 3, 0, 0); }}"
    )
    assert "lote:potencia" in fatos_mql(codigo.format("true")).ocorrencias
    assert "lote:potencia" not in fatos_mql(codigo.format("false")).ocorrencias
