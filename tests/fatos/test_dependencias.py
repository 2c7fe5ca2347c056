"""Includes, imports and custom indicators by name, and what the platform itself ships."""

from __future__ import annotations

import pytest

from componentes.fatos.dependencias import da_plataforma, dependencias
from tests.fatos.ajuda import coletor, fatos_mql


def nomes(texto: str) -> list[tuple[str, str]]:
    return [(d.tipo, d.nome) for d in fatos_mql(texto).dependencias]


@pytest.mark.parametrize(
    ("texto", "nome"),
    [
        ("#include <Trade/Trade.mqh>", "Trade/Trade.mqh"),
        ("#include <Trade\\Trade.mqh>", "Trade/Trade.mqh"),
        ('#include "..\\\\util\\\\a.mqh"', "../util/a.mqh"),
        ("#include< a b.mqh >", "a b.mqh"),
        ('  #  include "a.mqh" // nota <b.mqh>', "a.mqh"),
    ],
)
def test_formas_de_incluir(texto: str, nome: str) -> None:
    assert nomes(texto) == [("include", nome)]


@pytest.mark.parametrize(
    "texto",
    [
        "// #include <a.mqh>",
        '/*\n#include "a.mqh"\n*/',
        's = "#include <a.mqh>";',
        "#include a.mqh",
        "#include <a.mqh\nint b; // >",
        "#include <>",
        "#import",
    ],
)
def test_o_que_nao_inclui(texto: str) -> None:
    assert nomes(texto) == []


def test_importacoes_e_fatos_de_include() -> None:
    texto = '#import "user32.dll"\nint f();\n#import\n#import "Meu.ex4"\n#include <Lib/A.mqh>\n'
    achado = coletor(texto)
    assert [(d.tipo, d.nome, d.linha, d.padrao) for d in dependencias(achado)] == [
        ("import", "user32.dll", 1, True),
        ("import", "Meu.ex4", 4, False),
        ("include", "Lib/A.mqh", 5, False),
    ]
    assert set(achado.ocorrencias) == {
        "import:user32.dll",
        "import:meu.ex4",
        "include:lib/a.mqh",
        "include_de:lib",
    }


def test_cada_dependencia_uma_vez_sem_olhar_maiusculas() -> None:
    assert nomes("#include <A.mqh>\n#include <a.MQH>\n") == [("include", "A.mqh")]


@pytest.mark.parametrize(
    ("texto", "esperados"),
    [
        ('iCustom(NULL, 0, "Nivel", 14, 0, 0);', ["Nivel"]),
        ('iCustom(_Symbol, f(1, 2), "Market\\\\Nivel");', ["Market/Nivel"]),
        ('iCustom(NULL, 0, "Meus\\Nivel", 1);', ["Meus/Nivel"]),
        ("iCustom(NULL, 0, nome, 1);", []),
        ('iCustom(NULL, 0, "a" + sufixo, 1);', []),
        ('iCustom(NULL, 0, "a" + "b", 1);', []),
        ('iCustom(NULL, "a");', []),
        ('// iCustom(NULL, 0, "a");', []),
        ('iCustom(NULL, 0, "", 1);', []),
    ],
)
def test_indicadores_pelo_nome(texto: str, esperados: list[str]) -> None:
    assert nomes(f"void f() {{ x = {texto} }}") == [("icustom", nome) for nome in esperados]


@pytest.mark.parametrize(
    ("tipo", "caminho", "esperado"),
    [
        ("include", "Trade/Trade.mqh", True),
        ("include", "stdlib.mqh", True),
        ("include", "WinUser32.mqh", True),
        ("include", "Meu/Trade.mqh", False),
        ("import", "KERNEL32.DLL", True),
        ("import", "stdlib.ex4", True),
        ("import", "vendor.dll", False),
    ],
)
def test_o_que_e_da_plataforma(tipo: str, caminho: str, esperado: bool) -> None:
    assert da_plataforma(tipo, caminho) is esperado


def test_indicadores_embutidos_ordenados() -> None:
    fatos = fatos_mql('void f() { iRSI(1); iMA(2); iMA(3); // iCCI\n Print("iATR"); }')
    assert fatos.indicadores == ("iMA", "iRSI")


def test_so_as_primeiras_mil_dependencias() -> None:
    texto = "".join(f"#include <a{n}.mqh>\n" for n in range(3000))
    assert nomes(texto) == [("include", f"a{n}.mqh") for n in range(1000)]
    assert len(nomes(f"#include <{'a' * 5000}>\n#include <b>\n")) == 1
