"""Each encoding trap of real libraries, written here as text and encoded here."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.fontes.decodificacao import decodificar, normalizar_linhas

CODIGO = '#property strict\r\nint OnInit() { Print("ok"); return(0); }\r\n' * 3
RUSSO = "// Советник открывает ордера по тренду и закрывает их\r\n" + CODIGO
ARABE = 'Comment("منتدى المتداول العربي نسبة نجاح المؤشر");\r\n' + CODIGO
CHINES = "//初始化时记录下当时的资金量\r\nint init()//执行成功 直接退出\r\n" + CODIGO
PORTUGUES = "// Função de gestão: média móvel, preço máximo e posições\r\n" + CODIGO
BOM_DANIFICADO = b"\xef\xbf\xbd\xef\xbf\xbd"


def resalvo_como_utf8(dados: bytes) -> bytes:
    """Do what the tool that damaged the library did."""
    return dados.decode("utf-8", "replace").encode()


@pytest.mark.parametrize(
    ("texto", "codec", "prefixo", "esperada"),
    [
        (CODIGO, "ascii", b"", "ascii"),
        (RUSSO, "utf-8", b"", "utf-8"),
        (RUSSO, "utf-8", b"\xef\xbb\xbf", "utf-8-bom"),
        (CODIGO, "ascii", b"\xef\xbb\xbf", "utf-8-bom"),
        (RUSSO, "utf-16-le", b"\xff\xfe", "utf-16-le-bom"),
        (RUSSO, "utf-16-be", b"\xfe\xff", "utf-16-be-bom"),
        (RUSSO, "utf-16-le", b"", "utf-16-le-sem-bom"),
        (RUSSO, "utf-16-be", b"", "utf-16-be-sem-bom"),
        (CODIGO, "utf-16-le", BOM_DANIFICADO, "utf-16-le-bom-danificado"),
        (PORTUGUES, "cp1252", b"", "cp1252"),
        (RUSSO, "cp1251", b"", "cp1251"),
        (ARABE, "cp1256", b"", "cp1256"),
        (CHINES, "gbk", b"", "gbk"),
    ],
)
def test_cada_codificacao_volta_ao_texto(
    texto: str, codec: str, prefixo: bytes, esperada: str
) -> None:
    lido = decodificar(prefixo + texto.encode(codec))
    assert (lido.conteudo, lido.codificacao, lido.perdas) == (texto, esperada, 0)


@pytest.mark.parametrize(
    "texto",
    [
        "// Copyright © 2009 “quoted” — it’s 25 °C\u00a0",
        "//————————————————\n// »»»»»»»»» MAIN «««««««««\n//••••••",
        "// AÇÃO: POSIÇÃO, FUNÇÃO, NÃO, OPÇÕES",
        "// größer, für Währung, schließen; créée, À côté",
        "// ÄÄÄÄÄÄÄÄ ÍÍÍÍÍÍÍÍ ÉÍÍÍÍÍ»",
    ],
)
def test_sinais_e_acentos_isolados_sao_cp1252(texto: str) -> None:
    lido = decodificar(texto.encode("cp1252"))
    assert (lido.conteudo, lido.codificacao) == (texto, "cp1252")


@pytest.mark.parametrize(
    "texto",
    [
        'Alert("Продажа sell", val);',
        "//--- СОВЕТНИК ВХОД\n",
        'extern string s = "или";',
        "// © 2010, Ким Игорь В. aka KimIV",
        "// Раскраска свечей по Вильямсу",
    ],
)
def test_poucas_palavras_russas_bastam(texto: str) -> None:
    lido = decodificar(texto.encode("cp1251"))
    assert (lido.conteudo, lido.codificacao) == (texto, "cp1251")


def test_bytes_indefinidos_de_cp1252_sao_perdas() -> None:
    lido = decodificar(b"// \x81c \xa9 \x9d")
    assert (lido.conteudo, lido.codificacao, lido.perdas) == ("// \ufffdc © \ufffd", "cp1252", 2)


def test_utf8_cortado_no_meio_de_um_sinal() -> None:
    lido = decodificar(RUSSO[:20].encode()[:-1])
    assert (lido.codificacao, lido.perdas) == ("utf-8", 1)
    assert lido.conteudo == RUSSO[:19] + "\ufffd"


def test_utf8_com_um_byte_quebrado_continua_utf8() -> None:
    lido = decodificar(RUSSO.encode() + b"// \xe9t\xc3\xa9")
    assert (lido.codificacao, lido.perdas) == ("utf-8", 1)
    assert "Советник" in lido.conteudo


def test_bom_utf8_nao_torna_utf8_o_que_e_cp1251() -> None:
    lido = decodificar(b"\xef\xbb\xbf" + RUSSO.encode("cp1251"))
    assert (lido.conteudo, lido.codificacao) == (RUSSO, "cp1251")


def test_substitutos_ja_gravados_nao_sao_perdas() -> None:
    texto = 'Print("\ufffd\ufffd");'
    assert decodificar(texto.encode()).perdas == 0
    assert decodificar(b"\xff\xfe" + texto.encode("utf-16-le")).perdas == 0
    assert decodificar(texto.encode() + "é".encode() * 4 + b"\xe9").perdas == 1


@pytest.mark.parametrize(
    ("sinal", "perdas"),
    [("©", 1), ("ế", 1), ("易", 0), ("Д", 0), ("\u1e80", 1), ("\u9041", 1), ("\u9888", 1)],
)
def test_bom_danificado_marca_os_sinais_que_se_perderam(sinal: str, perdas: int) -> None:
    texto = f'#property copyright "{sinal} 2020"\r\n{CODIGO}'
    lido = decodificar(resalvo_como_utf8(b"\xff\xfe" + texto.encode("utf-16-le")))
    esperado = texto.replace(sinal, "\ufffd") if perdas else texto
    assert lido.codificacao == "utf-16-le-bom-danificado"
    assert (lido.conteudo, lido.perdas) == (esperado, perdas)


def test_substitutos_no_inicio_sem_utf16_sao_utf8() -> None:
    assert decodificar(BOM_DANIFICADO + CODIGO.encode()).codificacao == "utf-8"


def test_utf16_cortado_no_meio_de_uma_unidade() -> None:
    lido = decodificar(b"\xff\xfe" + CODIGO.encode("utf-16-le") + b"}")
    assert (lido.conteudo, lido.perdas) == (CODIGO + "\ufffd", 1)


def test_utf16_codificado_duas_vezes() -> None:
    uma_vez = CODIGO.encode("utf-16-le").decode("latin-1")
    lido = decodificar(b"\xff\xfe" + uma_vez.encode("utf-16-le"))
    assert (lido.conteudo, lido.perdas) == (CODIGO, 0)


def test_nulos_de_um_salvamento_interrompido_somem() -> None:
    lido = decodificar(CODIGO.encode() + b"\0" * 500)
    assert (lido.conteudo, lido.codificacao) == (CODIGO, "ascii")


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("a\r\nb\nc\rd", "a\nb\nc\nd"),
        ("a\r\r\nb\r\r\r\nc", "a\nb\nc"),
        ("a\r\rb\r", "a\n\nb\n"),
        ("a\n\n\r\n\r\nb", "a\n\n\n\nb"),
        ("a\n\fb\u2028c", "a\n b\u2028c"),
        ("", ""),
    ],
)
def test_fins_de_linha(texto: str, esperado: str) -> None:
    assert normalizar_linhas(texto) == esperado


def test_um_milhao_de_retornos_nao_trava() -> None:
    inicio = time.perf_counter()
    assert normalizar_linhas("\r" * 1_000_000 + "x").count("\n") == 1_000_000
    assert time.perf_counter() - inicio < 2


PREFIXOS = st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", BOM_DANIFICADO])


@given(PREFIXOS, st.binary(max_size=300))
def test_bytes_quaisquer_decodificam(prefixo: bytes, dados: bytes) -> None:
    lido = decodificar(prefixo + dados)
    assert lido.perdas >= 0
    assert "\0" not in lido.conteudo
    assert "\r" not in normalizar_linhas(lido.conteudo)


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf8_com_bom_volta_inteiro(texto: str) -> None:
    lido = decodificar(b"\xef\xbb\xbf" + texto.encode())
    assert (lido.conteudo, lido.perdas) == (texto, 0)
