"""What bytes are, whatever the file name says: signatures, look-alikes and damaged files."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.fontes.conteiner import (
    Conteiner,
    FormaTexto,
    compilacao_metatrader,
    forma_do_texto,
    identificar,
)

CODIGO = '#property strict\r\nint OnInit() { Print("ok"); return(0); }\r\n' * 3
RUIDO = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(64))


@pytest.mark.parametrize(
    ("dados", "esperado"),
    [
        (b"EX-\x02p\x00\x5b\x08", Conteiner.EX4),
        (b"EX-\x04p\x00\x5b\x09", Conteiner.EX4),
        (b"EX4\x00\x01\x00", Conteiner.EX4),
        (b"EX5\x02p\x00", Conteiner.EX5),
        (b"EX5\x04p\x00", Conteiner.EX5),
        (b"PK\x03\x04\x14\x00", Conteiner.ZIP),
        (b"PK\x05\x06" + bytes(18), Conteiner.ZIP),
        (b"Rar!\x1a\x07\x01\x00", Conteiner.RAR),
        (b"Rar!\x1a\x07\x00", Conteiner.RAR),
        (b"7z\xbc\xaf\x27\x1c", Conteiner.SETE_ZIP),
        (b"\x1f\x8b\x08\x00", Conteiner.GZIP),
        (b"MZ\x90\x00\x03\x00", Conteiner.EXECUTAVEL),
        (b"\x7fELF\x02\x01", Conteiner.EXECUTAVEL),
        (b"\x89PNG\r\n\x1a\n", Conteiner.IMAGEM),
        (b"\xff\xd8\xff\xe0", Conteiner.IMAGEM),
        (b"GIF89a\x01\x00", Conteiner.IMAGEM),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00", Conteiner.IMAGEM),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", Conteiner.IMAGEM),
        (b"\x00\x00\x01\x00\x01\x00\x10\x10", Conteiner.IMAGEM),
        (b"%PDF-1.7\n", Conteiner.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Conteiner.OLE),
        (b"SQLite format 3\x00", Conteiner.SQLITE),
    ],
)
def test_assinaturas(dados: bytes, esperado: Conteiner) -> None:
    assert identificar(dados) is esperado


@pytest.mark.parametrize("inicio", ["MZ robot", "BM trader", "EX4\n", "EX5 notes", "PK", "Rar!"])
def test_texto_que_comeca_como_uma_assinatura(inicio: str) -> None:
    assert identificar((inicio + CODIGO).encode()) is Conteiner.TEXTO


@pytest.mark.parametrize(
    "dados",
    [
        b"",
        b" \r\n\t\x0c",
        b"\xef\xbb\xbf",
        b"\xff\xfe\r\x00\n\x00",
        b"\xfe\xff",
        b"\xef\xbf\xbd\xef\xbf\xbd\r\x00\n\x00",
        bytes(4096),
    ],
)
def test_so_brancos_marcas_ou_nulos_e_vazio(dados: bytes) -> None:
    assert identificar(dados) is Conteiner.VAZIO


@pytest.mark.parametrize(
    "dados",
    [
        CODIGO.encode(),
        CODIGO.encode("utf-16-le"),
        CODIGO.encode("utf-16-be"),
        CODIGO.encode("utf-16"),
        b"\xef\xbf\xbd\xef\xbf\xbd" + CODIGO.encode("utf-16-le"),
        ("// Советник открывает ордера\n" * 9).encode("cp1251"),
        CODIGO.encode() + b"// \x14\x14\x1a",
        CODIGO.encode() + bytes(900),
    ],
)
def test_toda_forma_de_texto_e_texto(dados: bytes) -> None:
    assert identificar(dados) is Conteiner.TEXTO


@pytest.mark.parametrize(
    "dados",
    [
        RUIDO,
        RUIDO.replace(b"\0", b"\1"),
        b"\x1c" + RUIDO.decode("utf-8", "replace").encode(),
        bytes(range(256)) * 4,
        CODIGO.encode().replace(b" ", b"\0"),
        b"".join(n.to_bytes(2, "little") for n in range(0, 4000, 7)),
        b"\1\0\0\0" * 99,
    ],
)
def test_ruido_nulos_e_numeros_sao_binario(dados: bytes) -> None:
    assert identificar(dados) is Conteiner.BINARIO


def test_compilacao_do_ex4() -> None:
    assert compilacao_metatrader(b"EX-\x02p\x00" + (2375).to_bytes(2, "little") + b"\0") == 2375


@pytest.mark.parametrize(
    "dados",
    [b"", b"EX-\x02p\x00", b"EX-\x02p\x00\x47", b"EX4\x00\0\0\0\0", b"MZ\x90\0\0\0\x47\x09"],
)
def test_compilacao_curta_implausivel_ou_alheia(dados: bytes) -> None:
    assert compilacao_metatrader(dados) is None


@pytest.mark.parametrize(
    ("texto", "esperada"),
    [
        ("<!DOCTYPE html>\n<html lang='ru'>", FormaTexto.HTML),
        ("\n<!-- saved -->\n<!-- from url -->\n<HTML><body>", FormaTexto.HTML),
        ("<chart>\nid=1\n<expert>\nname=X\n</expert>\n</chart>", FormaTexto.GRAFICO),
        ("Lots=0.10000000\nLots,F=1\nLots,1=0.1\nNome=EA(1);\n", FormaTexto.PREDEFINICAO),
        (
            "; saved on 2024\nLots=0.1||0.1||0.01||1.0||N\nRSI=Y||0||0||1||Y\n",
            FormaTexto.PREDEFINICAO,
        ),
        ("[Tester]\nExpert=EA.ex5\n\n[TesterInputs]\nLots=0.1\n", FormaTexto.PREDEFINICAO),
        ("\n___1___=*****\nmagic=7\nsep==== Visual\nVazio=\n", FormaTexto.PREDEFINICAO),
    ],
)
def test_textos_que_nao_sao_codigo(texto: str, esperada: FormaTexto) -> None:
    assert forma_do_texto(texto) is esperada


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "\n\n",
        CODIGO,
        'string pagina = "<html><body>";\nstring g = "<chart>";\n',
        '// <!DOCTYPE html>\nvoid OnTick() { Send("<html>"); }',
        "//@version=5\na=close\nb=open\nc=a-b",
        "a=close\nb=ema(a,9)\nplot(b)\n",
        "a=close\nb=ema(a,9)\n",
        "a = close\nb = a > open\n",
        "x=1;\ny=2;\n",
        "int x=1\nint y=2",
        'input string A="x||y||N";\ninput string B="";',
        "Lots=0.1",
        "<custom indicators>\nInstrument=Alt+I",
        "instrument { name = 'X' }\nlen=3\n",
    ],
)
def test_codigo_nao_e_predefinicao_nem_pagina(texto: str) -> None:
    assert forma_do_texto(texto) is FormaTexto.CODIGO_PROVAVEL


@pytest.mark.parametrize(
    "trecho", ["<!---->", "<!--", "a=1\n", "\n", "||N ", "a", "a=;\n", ";", "=\n"]
)
def test_texto_hostil_nao_trava(trecho: str) -> None:
    inicio = time.perf_counter()
    forma_do_texto(trecho * (1_000_000 // len(trecho)))
    assert time.perf_counter() - inicio < 2


@given(st.binary(max_size=300))
def test_bytes_quaisquer_tem_um_conteiner(dados: bytes) -> None:
    assert identificar(dados) in Conteiner
    compilacao_metatrader(dados)


@given(st.text())
def test_texto_qualquer_tem_uma_forma(texto: str) -> None:
    assert forma_do_texto(texto) in FormaTexto
