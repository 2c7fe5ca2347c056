"""Why a program opens positions: what the conditions around its orders are made of."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

COMPRA = "OrderSend(s, OP_BUY, 1, Ask, 3, 0, 0);"
VENDA = "OrderSend(s, OP_SELL, 1, Bid, 3, 0, 0);"


def _nomes(codigo: str, especie: str) -> set[str]:
    codigo = codigo if "OnTick" in codigo else f"void OnTick() {{\n{codigo}\n}}"
    achados = fatos_mql(codigo).ocorrencias
    return {n.partition(":")[2] for n in achados if n.startswith(f"{especie}:")}


MEDIA = "iMA(NULL, 0, 20, 0, 0, 0, 0)"
CAMINHOS = {
    "direto": f"if (Close[1] > {MEDIA}) {COMPRA}",
    "local": f"double m = {MEDIA}; if (Close[1] > m) {COMPRA}",
    "duas variáveis": f"double m = {MEDIA}; double d = Close[1] - m; if (d > 0) {COMPRA}",
    "marca": f"bool b = false; if (Close[1] > {MEDIA}) b = true; if (b) {COMPRA}",
    "marca que é a condição": f"bool b = Close[1] > {MEDIA}; if (b) {COMPRA}",
    "função": f"double M() {{ return({MEDIA}); }}\nvoid OnTick() {{ if (Ask > M()) {COMPRA} }}",
    "sinal de função": "int Sinal() { if (Ask > " + MEDIA + ") return(1); return(0); }\n"
    f"void OnTick() {{ if (Sinal() == 1) {COMPRA} }}",
    "quem chama": f"void Abrir() {{ {COMPRA} }}\nvoid OnTick() {{ if (Ask > {MEDIA}) Abrir(); }}",
    "laço": f"while (Ask > {MEDIA}) {{ {COMPRA} }}",
    "senão": f"if (Ask > {MEDIA}) Print(1); else {COMPRA}",
    "escolha": f"switch (Lado({MEDIA})) {{ case 1: {COMPRA} }}",
    "global": f"double m;\nvoid Medir() {{ m = {MEDIA}; }}\n"
    f"void OnTick() {{ Medir(); if (Ask > m) {COMPRA} }}",
    "medidor": "int h; double v[];\nint OnInit() { h = iMA(NULL, 0, 20, 0, 0, 0); return(0); }\n"
    f"void OnTick() {{ CopyBuffer(h, 0, 0, 3, v); if (v[1] > v[2]) {COMPRA} }}",
    "marca com nome": "#define COMPRAR 7\n"
    f"int o; if (Close[1] > {MEDIA}) o = COMPRAR; if (o == COMPRAR) {COMPRA}",
    "voto": f"int votos = 0; if (Close[1] > {MEDIA}) votos++; if (votos > 0) {COMPRA}",
    "voto entre tentativas": f"int n = 0; if (Close[1] > {MEDIA}) n ++ ; while (n > 0) {COMPRA}",
    "fuga que se repete": "bool sai = false; int k = 0;\n"
    + "if (k == 9) sai = true;\n" * 60
    + f"if (!sai) {{ if (Close[1] > {MEDIA}) k = 1; if (k == 1) {COMPRA} }}",
    "bloco pronto": "class Block0: public MDL_Condition<MDLIC_indicators_iMA,double,int>\n"
    "{ void _execute_() {} };\n"
    f"void OnTick() {{ {COMPRA} }}",
    "macro": f"#define M {MEDIA}\nvoid OnTick() {{ if (Ask > M) {COMPRA} }}",
}


@pytest.mark.parametrize("caminho", CAMINHOS)
def test_a_palavra_que_decide(caminho: str) -> None:
    assert "iMA" in _nomes(CAMINHOS[caminho], "motivo")


CALADOS = {
    "só mostra": f"Comment({MEDIA}); {COMPRA}",
    "fora da condição": f"double m = {MEDIA}; if (Ask > 1) {COMPRA} Print(m);",
    "outro ramo": f"if (Ask > {MEDIA}) Print(1); {COMPRA}",
    "só fecha": f"if (Ask > {MEDIA}) OrderClose(1, 1, Bid, 3); {COMPRA}",
    "não roda": f"void Sobra() {{ if (Ask > {MEDIA}) {COMPRA} }}\nvoid OnTick() {{ {COMPRA} }}",
    "bloco que compra": "class Block3: public MDL_BuyNow<MDLIC_indicators_iMA,double>\n{ };\n"
    "class Block0: public MDL_Condition<MDLIC_value_value,double>\n{ };\n"
    f"void OnTick() {{ {COMPRA} }}",
    "voto de outro": f"int v = 0; int n = 0; if (Close[1] > {MEDIA}) n++; if (v > 0) {COMPRA}",
    "comentário": f"if (Ask > 1 /* {MEDIA} */) {COMPRA}",
}


@pytest.mark.parametrize("caso", CALADOS)
def test_a_palavra_que_nao_decide(caso: str) -> None:
    assert "iMA" not in _nomes(CALADOS[caso], "motivo")


def test_sem_ordem_nada_decide() -> None:
    assert _nomes(f"if (Ask > {MEDIA}) Print(1);", "motivo") == set()


def test_linha_da_decisao() -> None:
    codigo = f"void OnTick() {{\n  double m = {MEDIA};\n  if (Close[1] > m)\n    {COMPRA}\n}}"
    assert fatos_mql(codigo).ocorrencias["motivo:iMA"].linha == 2


SENTIDOS = {
    "contra: banda de baixo": f"if (Ask < banda) {COMPRA}",
    "contra: banda de cima": f"if (Bid > banda) {VENDA}",
    "contra: sobrevenda": f"if (rsi < 30) {COMPRA}",
    "contra: sobrevenda por entrada": f"if (rsi < Baixo) {COMPRA}",
    "contra: sobrecompra": f"if (70 < rsi) {VENDA}",
    "contra: por marca": f"bool b = false; if (rsi < 30) b = true; if (b) {COMPRA}",
    "contra: por sinal": f"bool b = rsi < 30 && x; if (b) {COMPRA}",
    "contra: indicador direto": f"if (iRSI(NULL, 0, 14, 0, 1) < 30) {COMPRA}",
    "contra: marca de uma marca": "int v = 0; bool b = false; if (rsi < 30) v = 1; "
    f"if (v > 0) b = true; if (b) {COMPRA}",
    "contra: nome que não diz nada": "double ld_8 = iRSI(NULL, 0, 14, 0, 1); "
    f"if (ld_8 < 30) {COMPRA}",
    "contra: só o chamado que pede este lado": "void Abrir(int t) { if (t == OP_BUY) "
    f"{COMPRA} }}\nvoid OnTick() {{ if (rsi < 30) Abrir(OP_BUY); if (rsi > 70) Abrir(OP_SELL); }}",
    "a_favor: máxima rompida": f"if (Close[1] > topo) {COMPRA}",
    "a_favor: mínima rompida": f"if (Close[1] < fundo) {VENDA}",
    "a_favor: preço acima da média": f"if (Close[0] > {MEDIA}) {COMPRA}",
    "a_favor: força": f"if (rsi > 50) {COMPRA}",
    "a_favor: quem chama": f"void Abrir() {{ {COMPRA} }}\n"
    "void OnTick() { if (Ask > topo) Abrir(); }",
    "contra: o sinal que se pede": "int Sinal() { if (rsi < 30) return(1); "
    "if (rsi > 70) return(-1); return(0); }\n"
    f"void OnTick() {{ if (Sinal() == 1) {COMPRA} if (Sinal() == -1) {VENDA} }}",
}


@pytest.mark.parametrize("caso", SENTIDOS)
def test_sentido_da_entrada(caso: str) -> None:
    assert _nomes(SENTIDOS[caso], "entrada") == {caso.partition(":")[0]}


@pytest.mark.parametrize(
    "codigo",
    [
        f"if (rapida > lenta) {COMPRA}",
        f"if (OrdersTotal() < 3) {COMPRA}",
        f"if (rsi == 30) {COMPRA}",
        f"if (OrderOpenPrice() - Ask > 20 * Point) {COMPRA}",
        "if (Ask < teto) OrderSend(s, tipo, 1, Ask, 3, 0, 0);",
        "if (Ask < teto) OrderSend(s, OP_BUYSTOP, 1, teto, 3, 0, 0);",
        f"if (Bid > alvo) OrderClose(1, 1, Bid, 3); {COMPRA}",
    ],
)
def test_sem_sentido(codigo: str) -> None:
    assert _nomes(codigo, "entrada") == set()


def test_velas() -> None:
    codigo = f"if (Close[1] > Open[1] && Close[2] > Open[2]) {COMPRA}"
    assert _nomes(codigo, "entrada") == {"velas", "a_favor"}
    assert "velas" not in _nomes(f"if (Close[1] > Open[1]) {COMPRA}", "entrada")


@pytest.mark.parametrize(
    "condicao",
    ["Close[0] > Close[20]", "Close[1] > Close[Barras]", "iClose(s, 0, 0) > iClose(s, 0, 12)"],
)
def test_impulso(condicao: str) -> None:
    assert "impulso" in _nomes(f"if ({condicao}) {COMPRA}", "entrada")
    assert "impulso" not in _nomes(f"if ({condicao}) {VENDA}", "entrada")


@pytest.mark.parametrize("condicao", ["Close[1] > Close[2]", "Close[0] > Open[20]", "a[0] > a[9]"])
def test_sem_impulso(condicao: str) -> None:
    assert "impulso" not in _nomes(f"if ({condicao}) {COMPRA}", "entrada")


def test_seguir_o_preco_com_o_stop_nao_e_tendencia() -> None:
    decide = "if (Bid - Stop > trailingStop * Point && rsi > 50)"
    assert "tendencia" not in _nomes(f"int trailingStop; {decide} {COMPRA}", "decide")


@pytest.mark.parametrize(
    ("entradas", "condicao", "marca"),
    [
        ("int Abre = 8;", "Hour() == Abre", True),
        ("", "TimeHour(TimeCurrent()) == 15", True),
        ("int Abre = 0;", "Hour() == Abre && Minute() >= 0", False),
        ("int Fecha = 23;", "Hour() == Fecha", False),
        ("bool Usa = false; input int Abre = 8;", "!Usa || (Usa && Hour() == Abre)", False),
    ],
)
def test_hora_marcada(entradas: str, condicao: str, marca: bool) -> None:
    declara = f"input {entradas}\n" if entradas else ""
    codigo = f"{declara}void OnTick() {{ if ({condicao}) {COMPRA} }}"
    assert ("hora_marcada" in _nomes(codigo, "entrada")) is marca


def test_constantes_e_contagens_nao_gastam_o_rastro() -> None:
    marcas = "".join(f"if (k == {n}) x{n} = 0;\n" for n in range(60))
    contagens = "for (int i = 0; i < OrdersTotal(); i++) " * 3
    tudo = " && ".join(f"x{n} > 0" for n in range(60))
    codigo = f"bool b = false; {marcas} if (Ask > {MEDIA}) b = true; if (b || ({tudo})) {COMPRA}"
    assert "iMA" in _nomes(codigo, "motivo")
    assert "OrdersTotal" not in _nomes(f"{contagens} if (Ask > {MEDIA}) {COMPRA}", "motivo")
