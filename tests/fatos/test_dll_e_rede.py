"""Foreign code and network: what is imported, what of it runs, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

FUNCAO = "int Ler(string a);\n#import\n"
CHAMA = "int start() { return(Ler(Symbol())); }\n"


def de(especie: str, texto: str) -> set[str]:
    achados = fatos_mql(texto).ocorrencias
    return {nome.removeprefix(especie) for nome in achados if nome.startswith(especie)}


@pytest.mark.parametrize(
    ("importa", "sorte"),
    [
        ('#import "sinais.dll"', "externa"),
        ('#import "pasta\\\\sinais.DLL"', "externa"),
        ('#import "Kernel32.dll"', "sistema"),
        ('#import "user32.dll"', "tela"),
        ('#import "minhas.ex4"', "mql"),
        ("#include <WinUser32.mqh>", "cabecalho"),
        ("#include <WinAPI\\winapi.mqh>", "cabecalho"),
        ('#include "..\\\\Shell.mqh"', "cabecalho"),
    ],
)
def test_sortes_de_importacao(importa: str, sorte: str) -> None:
    assert de("dll:", f"{importa}\n{CHAMA}") == {sorte}


@pytest.mark.parametrize(
    "texto",
    [
        '// #import "sinais.dll"',
        '/*\n#import "kernel32.dll"\n*/',
        'string a = "#import \\"user32.dll\\"";',
        "#include <Trade/Trade.mqh>",
        "#include <Windowed.mqh>",
        "#import",
    ],
)
def test_o_que_nao_importa(texto: str) -> None:
    assert de("dll:", f"{texto}\n{CHAMA}") == set()


def test_funcao_importada_que_roda() -> None:
    texto = f'#import "sinais.dll"\n{FUNCAO}'
    assert "chamada" in de("dll:", texto + CHAMA)
    assert "chamada" not in de("dll:", texto + "int start() { return(0); }\n")
    assert "chamada" not in de(
        "dll:", f"{texto}int start() {{ return(0); }}\nint x() {{ Ler(a); }}"
    )


@pytest.mark.parametrize(
    ("corpo", "sorte"),
    [
        ('WebRequest("GET", u, "", 5, a, b, c);', "http"),
        ("SocketConnect(s, u, 80, 1000);", "soquete"),
        ('SendFTP("a.txt");', "ftp"),
        ('InternetOpenW("x", 0, "", "", 0);', "windows"),
    ],
)
def test_rede_em_codigo_que_roda(corpo: str, sorte: str) -> None:
    assert de("rede:", f"void OnTick() {{ {corpo} }}") == {sorte}
    assert de("rede:", f"void OnTick() {{ }}\nvoid Livre() {{ {corpo} }}") == set()
    assert de("rede:", f"void OnTick() {{ // {corpo}\n }}") == set()


@pytest.mark.parametrize(
    "corpo",
    ['SendMail("a", "b");', 'SendNotification("x");', 'Print("WebRequest(");', "x.WebRequest();"],
)
def test_o_que_nao_e_rede(corpo: str) -> None:
    assert de("rede:", f"void OnTick() {{ {corpo} }}") == set()


def test_dll_e_comando_de_rede() -> None:
    assert "dll" in de("rede:", f'#import "telegram4.dll"\n{FUNCAO}{CHAMA}')
    assert de("rede:", f'#import "telegram4.dll"\n{FUNCAO}int start() {{ return(0); }}') == set()
    assert de("rede:", 'void OnStart() { Shell("curl http://x"); }') == {"comando"}
    assert de("rede:", 'void OnStart() { Print("curl http://x"); }') == set()
