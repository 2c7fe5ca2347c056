"""Words of names and titles, and the themes they speak of."""

from __future__ import annotations

import pytest

from componentes.fatos.assunto.vocabulario import lexico, partes
from componentes.fatos.extracao import extrair
from componentes.fatos.modelo import Vocabulario
from componentes.lexico.gramatica import lexar

_PEDIDOS = frozenset(
    f"{especie}:{palavra}"
    for especie in ("parte", "muito", "titulo")
    for palavra in ("rsi", "macd", "orderblock", "trend", "volume", "pivot")
) | {
    "tema:oscilador/rsi",
    "tema:oscilador/macd",
    "tema:niveis/pivot",
    "apoio:oscilador/level",
    "oficio:infra/json",
    "titulo_de:oscilador",
    "so_titulo:oscilador",
    "rotulo_de:oscilador",
    "so_oficio:infra",
    "domina:oscilador",
    "forte:oscilador",
    "forte:niveis",
    "domina:niveis",
}


def _fatos(texto: str) -> set[str]:
    return set(extrair(lexar(texto), Vocabulario(pedidos=_PEDIDOS)).ocorrencias) & _PEDIDOS


@pytest.mark.parametrize(
    ("nome", "esperadas"),
    [
        ("InpRSIPeriod", ["inp", "rsi", "period"]),
        ("order_block2", ["order", "block"]),
        ("RSIMACD", ["rsimacd"]),
        ("iHighest", ["i", "highest"]),
    ],
)
def test_um_nome_se_divide_como_se_le(nome: str, esperadas: list[str]) -> None:
    assert partes(nome) == esperadas


@pytest.mark.parametrize("nome", ["OrderBlock", "order_block", "ORDER_BLOCKS", "orderblocks"])
def test_palavras_seguidas_sao_uma_so(nome: str) -> None:
    assert lexico(_PEDIDOS).ler(nome) == ("orderblock",)


@pytest.mark.parametrize("nome", ["rsilength", "rsiLength", "RSI_Period", "rsivalue"])
def test_caudas_coladas_nao_escondem_a_palavra(nome: str) -> None:
    assert lexico(_PEDIDOS).ler(nome) == ("rsi",)


def test_constantes_da_plataforma_nao_dizem_nada() -> None:
    assert lexico(_PEDIDOS).ler("SYMBOL_VOLUME") == ()


def test_o_que_nao_roda_nao_conta() -> None:
    texto = "void OnTick() { Agir(); }\nvoid Agir() { x = rsi; }\nvoid Parada() { y = macd; }\n"
    assert "parte:rsi" in _fatos(texto)
    assert "parte:macd" not in _fatos(texto)


def test_parametros_de_oncalculate_sao_da_plataforma() -> None:
    texto = "int OnCalculate(const int n, const long &volume[]) { return(n); }\n"
    assert "parte:volume" not in _fatos(texto)


def test_o_tema_dominante_aparece_na_sua_palavra_mais_frequente() -> None:
    achados = _fatos(
        "//@version=5\nindicator('x')\nrsi = macd\nplot(rsi)\nplot(rsi)\nplot(pivot)\n"
    )
    assert {"tema:oscilador/rsi", "domina:oscilador", "tema:niveis/pivot"} <= achados
    assert not {"tema:oscilador/macd", "domina:niveis"} & achados


@pytest.mark.parametrize(
    "texto",
    [
        '//@version=5\nindicator("Meu RSI")\nplot(close)\n',
        '#property indicator_chart_window\nint init() { IndicatorShortName("RSI(" + n + ")"); }\n',
        "//|   RSI de fulano.mq4 |\nint start() { return(0); }\n",
        '#property description "mede o RSI"\nint start() { return(0); }\n',
    ],
)
def test_titulos_de_toda_parte(texto: str) -> None:
    assert "titulo:rsi" in _fatos(texto)


def test_quem_fez_e_onde_se_vende_nao_e_titulo() -> None:
    texto = "// Copyright 2020, RSI Traders\n// https://rsi.example\nint start() { return(0); }\n"
    assert "titulo:rsi" not in _fatos(texto)


def test_titulo_que_o_codigo_desmente() -> None:
    codigo = "pivot = pivot + close\nplot(pivot)\n"
    achados = _fatos(f'//@version=5\nindicator("RSI")\n{codigo}')
    assert {"titulo_de:oscilador", "so_titulo:oscilador", "domina:niveis"} <= achados


def test_verbo_de_descricao_nao_e_nivel() -> None:
    pedidos = frozenset(["titulo:support"])
    assert lexico(pedidos).ler_partes(partes("Supports all timeframes")) == ()
    assert lexico(pedidos).ler_partes(partes("Support lines")) == ("support",)


def test_rotulo_de_linha_e_descricao() -> None:
    texto = 'int init() { SetIndexLabel(0, "RSI lento"); return(0); }\n'
    assert "rotulo_de:oscilador" in _fatos(texto)


def test_oficio_nao_dilui_ideias() -> None:
    linhas = "json = f(json, json, json);\n" * 9 + "rsi = g(rsi);\n"
    achados = _fatos(f"void OnStart() {{\n{linhas}}}\n")
    assert {"domina:oscilador", "so_oficio:infra"} <= achados


def test_palavra_de_apoio_sozinha_nao_faz_tema() -> None:
    achados = _fatos("void OnStart() {\n" + "level = level + level;\n" * 9 + "}\n")
    assert "apoio:oscilador/level" in achados
    assert "domina:oscilador" not in achados


@pytest.mark.parametrize("nome", ["newStopLoss", "new_stop_loss", "string", "newstop"])
def test_nomes_que_so_parecem_falar_de_uma_ideia(nome: str) -> None:
    conhecido = lexico(frozenset({"tema:noticias/news", "oficio:infra/string"}))
    assert conhecido.ler(nome) == ()


def test_nomes_que_falam_da_ideia() -> None:
    conhecido = lexico(frozenset({"tema:noticias/news", "oficio:infra/string"}))
    assert conhecido.ler("NewsStop") == ("news",)
    assert conhecido.ler("StringUtils") == ("string",) or conhecido.ler("string_utils") == (
        "string",
    )


def test_comentario_depois_do_codigo_nao_e_titulo() -> None:
    codigo = "#property strict\nint start() { return(0); }\n"
    assert "titulo:rsi" in _fatos("// RSI\n" + codigo)
    assert "titulo:rsi" not in _fatos(codigo + "// RSI\n")
