"""Calls and their arguments: nesting, strings with commas, damage."""

from __future__ import annotations

import pytest

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.lexico.mql import lexar
from tests.fatos.ajuda import fatos_mql

ORDEM = "OrderSend(Symbol(), OP_BUY, f(1, 2), Ask, 3, 0, p[i, j], \"a, (b\", 7, 0, C'1,2,3')"


def lidos(texto: str, nome: str) -> list[list[str]]:
    codigo = lexar(texto).codigo
    return [
        [texto[i:f].strip() for i, f in argumentos(codigo, abre)] for abre in chamadas(codigo, nome)
    ]


def test_onze_argumentos_com_aninhamento_texto_e_cor() -> None:
    [partes] = lidos(ORDEM, "OrderSend")
    assert len(partes) == 11
    assert partes[2] == "f(1, 2)"
    assert partes[6:8] == ["p[i, j]", '"a, (b"']


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("f()", []),
        ("f( /* nada */ )", []),
        ("f(1)", ["1"]),
        ("f (\n 1 ,\n 2\n)", ["1", "2"]),
        ("f(g(h(1, 2), 3), 4)", ["g(h(1, 2), 3)", "4"]),
        ("f({1, 2}, 3)", ["{1, 2}", "3"]),
        ("f(,)", ["", ""]),
        ('f("x)", 2)', ['"x)"', "2"]),
        ("f(1, // dois, tres)\n 2)", ["1", "// dois, tres)\n 2"]),
        ("f(1, 2", []),
        ("f(1; 2)", []),
        ("f(" + "(" * 400, []),
        ("f(1" + " " * 5000 + ")", []),
    ],
)
def test_argumentos(texto: str, esperado: list[str]) -> None:
    assert lidos(texto, "f") == [esperado]


def test_so_o_nome_inteiro_e_seguido_de_parentese() -> None:
    assert lidos("xf(1); f2(2); a.f(3); f[4]; f(5); // f(6)", "f") == [["5"]]


def test_fato_de_chamada_conta_os_argumentos() -> None:
    texto = f"void g() {{ {ORDEM}; OrderSend(p, r); }}"
    fatos = fatos_mql(texto, chamadas=frozenset({"OrderSend"}))
    assert {n for n in fatos.ocorrencias if n.startswith("chamada:")} == {
        "chamada:OrderSend/11",
        "chamada:OrderSend/2",
    }


def test_declaracao_tambem_conta_e_a_primeira_linha_vale() -> None:
    texto = "int Abrir(int a, int b)\n{ return(0); }\nvoid f() { Abrir(1, 2); }"
    fatos = fatos_mql(texto, chamadas=frozenset({"Abrir"}))
    assert fatos.ocorrencias["chamada:Abrir/2"].linha == 1


def test_nomes_declarados_e_indexados() -> None:
    texto = "double Ask, Bid;\ndouble Close[];\nvoid f() { x = High[1] + Low [2]; Time(3); }"
    nomes = frozenset({"Bid", "Close", "High", "Low", "Time", "Open"})
    fatos = fatos_mql(texto, nomes=nomes)
    assert {n for n in fatos.ocorrencias if n.startswith(("declara:", "indexa:"))} == {
        "declara:Bid",
        "declara:Close",
        "indexa:High",
        "indexa:Low",
    }


def test_palavra_com_a_linha_e_o_trecho() -> None:
    fatos = fatos_mql("// OrderClose\n\n  OrderClose(1);", palavras=frozenset({"OrderClose"}))
    ocorrencia = fatos.ocorrencias["palavra:OrderClose"]
    assert (ocorrencia.linha, ocorrencia.trecho) == (3, "OrderClose(1);")
