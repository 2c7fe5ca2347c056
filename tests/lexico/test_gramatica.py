"""Which grammar a text follows, asked of small whole files of each kind."""

from __future__ import annotations

import pytest

from componentes.lexico import pine
from componentes.lexico.gramatica import reconhecer

LUA = """instrument {
  name = 'RSI',
  overlay = true
}
a = sma(close, 14)
b = ema(close, 9)
c = rsi(close, 2)
plot(a, 'a')
plot(b, 'b')
"""


@pytest.mark.parametrize(
    "texto",
    [
        "#property strict\nvoid OnTick() { }",
        "extern double Lots = 0.1;\nint start() { return(0); }",
        "int start()\n{\n return(0);\n}",
        'void Agir() {\n Print("a");\n OrderClose(1, 2, 3);\n}',
        '#include <Trade/Trade.mqh>\n// indicator("x")',
        "double f(double a)\n{\n   double b = a * 2;\n   return(b);\n}\n",
    ],
)
def test_mql(texto: str) -> None:
    assert reconhecer(texto) == "mql"


@pytest.mark.parametrize(
    "texto",
    [
        '//@version=5\nindicator("A")\nplot(close)',
        'study("A", overlay=true)\nplot(sma(close, 9))',
        '/@version=4\nstudy("A")\nplot(close)',
        '@version=5\nstrategy("A")\n',
        '// MPL 2.0\n// © alguem\n\n//@version=6\nindicator("A")\nplot(close)',
        '\ufeffindicator("A")\nplot(close)',
        "a = ta.sma(close, 9)\nb = ta.ema(close, 9)\nc = ta.rsi(close, 14)\nplot(a)\nplot(b)\n",
        '//@version=5\nindicator("A")\nvar a = 0; var b = 1\nplot(a)',
    ],
)
def test_pine(texto: str) -> None:
    assert reconhecer(texto) == "pine"


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "\n \n",
        "Copie o robô para a pasta Experts e reinicie o terminal.",
        "Use plot(close) no gráfico; depois, ema(close, 9).",
        LUA,
        "2024.01.01 00:00:01  EURUSD,M5: order #12 buy 0.10 at 1.1000 opened\n" * 20,
        "login: 12345\nsenha: segredo\n",
    ],
)
def test_nem_um_nem_outro(texto: str) -> None:
    assert reconhecer(texto) == "texto"


def test_cpp_segue_a_gramatica_do_mql() -> None:
    """Tokens are the same; a rule that sees the include tells C++ apart."""
    assert reconhecer("#include <iostream>\nint main() { return 0; }") == "mql"


def test_mql_que_cita_pine_em_comentario_continua_mql() -> None:
    codigo = "void f() {\n int a = 1;\n int b = 2;\n}\n" * 30
    assert reconhecer(f'//@version=5\n// indicator("x")\n{codigo}') == "mql"


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("//@version=5", (5, 0)),
        ("// @version = 6", (6, 0)),
        ("a\n  /@version=4", (4, 2)),
        ("@version=2 ", (2, 0)),
        ("x @version=2", None),
        ("// version=2", None),
        ("// version 4, ver @version", None),
    ],
)
def test_versao_declarada(texto: str, esperado: tuple[int, int] | None) -> None:
    assert pine.versao_declarada(texto) == esperado


def test_versao_de_milhares_de_digitos_nao_derruba() -> None:
    versao = pine.versao_declarada("@version=" + "1" * 5000)
    assert versao is not None
    assert versao[0] < 1000


def test_pine_tem_duas_aspas_e_so_comentario_de_linha() -> None:
    vistas = pine.lexar('a = \'it "is" // nao\' + "b" // sim\nc = a /* b\nd = 1')
    assert vistas.texto == '\'it "is" // nao\'\n"b"'
    assert vistas.comentario == "// sim"
    assert vistas.palavras >= {"a", "b", "c", "d"}
