"""Inputs as the platform shows them: name, type, default, label."""

from __future__ import annotations

import pytest

from componentes.base.tipos import Entrada
from tests.fatos.ajuda import fatos_mql, fatos_pine

Quatro = tuple[str, str, str, str]


def quatro(entradas: tuple[Entrada, ...]) -> list[Quatro]:
    return [(e.nome, e.tipo, e.padrao, e.comentario) for e in entradas]


@pytest.mark.parametrize(
    ("texto", "esperada"),
    [
        ("input int Magico = 7;", ("Magico", "int", "7", "")),
        ('sinput string Nota="a;b"; // Nota', ("Nota", "string", '"a;b"', "Nota")),
        ("extern double Lots;", ("Lots", "double", "", "")),
        (
            "input  ENUM_TIMEFRAMES  Tempo=PERIOD_H1; //Tempo",
            ("Tempo", "ENUM_TIMEFRAMES", "PERIOD_H1", "Tempo"),
        ),
        ("extern color Cor = C'255,0,0';", ("Cor", "color", "C'255,0,0'", "")),
        ("input double X = MathMax(1, 2); // x", ("X", "double", "MathMax(1, 2)", "x")),
        ("extern int v[3] = {1, 2, 3};", ("v", "int", "{1, 2, 3}", "")),
        ('input string U = "http://a.b"; // site', ("U", "string", '"http://a.b"', "site")),
        ('input string U = "http://a.b";', ("U", "string", '"http://a.b"', "")),
        ("input int a = 1; /* nota */", ("a", "int", "1", "")),
        ("input int\ta=1;// http://x", ("a", "int", "1", "http://x")),
        ("input NS::Modo m = NS::A;", ("m", "NS::Modo", "NS::A", "")),
        ("extern static int a = 1;", ("a", "int", "1", "")),
        ("input double Preço = 1.5; // preço", ("Preço", "double", "1.5", "preço")),
    ],
)
def test_uma_entrada_mql(texto: str, esperada: Quatro) -> None:
    assert quatro(fatos_mql(texto).entradas) == [esperada]


def test_varios_nomes_em_uma_declaracao() -> None:
    texto = 'extern int a = 1, b = f(2, 3),\n  c, d[2] = {4, 5}; // fim\ninput string e = "x", g = "h://i";'
    assert quatro(fatos_mql(texto).entradas) == [
        ("a", "int", "1", ""),
        ("b", "int", "f(2, 3)", ""),
        ("c", "int", "", "fim"),
        ("d", "int", "{4, 5}", "fim"),
        ("e", "string", '"x"', ""),
        ("g", "string", '"h://i"', ""),
    ]


def test_entradas_em_ordem_e_com_linha() -> None:
    texto = 'input group "Risco"\ninput int a = 1;\nextern int b = 2;\n\nsinput int c = 3;'
    assert [(e.nome, e.linha) for e in fatos_mql(texto).entradas] == [("a", 2), ("b", 3), ("c", 5)]


@pytest.mark.parametrize(
    "texto",
    [
        "// input int a = 1;",
        'Print("input int a = 1;");',
        "int input1 = 3;",
        "myinput int a = 1;",
        "input int a",
        "extern void f(int a);",
        'input group "Risco"',
        "input = 3;",
    ],
)
def test_o_que_nao_e_entrada(texto: str) -> None:
    assert fatos_mql(texto).entradas == ()


def test_rotulo_da_linha_seguinte_nao_e_da_entrada() -> None:
    [entrada] = fatos_mql("input int a = 1;\n// da outra\ninput").entradas
    assert entrada.comentario == ""


def test_valor_que_nao_acaba_nao_leva_o_resto_do_arquivo() -> None:
    [entrada] = fatos_mql("input int a = (1\n" + "x " * 3000).entradas
    assert entrada.padrao == ""


@pytest.mark.parametrize(
    ("texto", "esperada"),
    [
        ('n = input.int(14, "Período")', ("n", "int", "14", "Período")),
        ("n = input.float(defval=1.5, title='T, 1', minval=0)", ("n", "float", "1.5", "T, 1")),
        ('float n = input.float(title="T", defval=2.0)', ("n", "float", "2.0", "T")),
        ("var int n = input(14)", ("n", "", "14", "")),
        ('n=input(14, "N", type=input.integer)', ("n", "input.integer", "14", "N")),
        ("  n = input.source(close)", ("n", "source", "close", "")),
        (
            'n = input.string("a",\n     options=["a", "b"],\n     title="T")',
            ("n", "string", '"a"', "T"),
        ),
        ("n = input.bool(true) ? 1 : 2", ("n", "bool", "true", "")),
    ],
)
def test_uma_entrada_pine(texto: str, esperada: Quatro) -> None:
    assert quatro(fatos_pine(f'//@version=5\nindicator("x")\n{texto}\n').entradas) == [esperada]


@pytest.mark.parametrize("texto", ["// n = input(1)", 'n = "a = input(1)"', "n = myinput(1)"])
def test_o_que_nao_e_entrada_pine(texto: str) -> None:
    assert fatos_pine(texto).entradas == ()


def test_so_as_primeiras_mil_entradas_mql() -> None:
    texto = "".join(f"input int a{n} = {n};\n" for n in range(3000))
    assert [e.nome for e in fatos_mql(texto).entradas] == [f"a{n}" for n in range(1000)]


def test_so_as_primeiras_mil_entradas_pine() -> None:
    linhas = "".join(f"a{n} = input.int({n})\n" for n in range(3000))
    entradas = fatos_pine(f'//@version=5\nindicator("x")\n{linhas}').entradas
    assert [e.nome for e in entradas] == [f"a{n}" for n in range(1000)]


def test_valor_secreto_de_entrada_some() -> None:
    [texto, numero] = fatos_mql('input string InpPwd="my pass";\ninput int Pass=123456;').entradas
    assert (texto.padrao, numero.padrao) == ("●●●●", "●●●●")
