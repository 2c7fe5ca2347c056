"""The traps of lexing MQL: what looks like a comment in a string, and the other way round."""

from __future__ import annotations

import pytest

from componentes.fontes.decodificacao import normalizar_linhas
from componentes.lexico.mql import lexar


def test_endereco_dentro_de_texto_nao_e_comentario() -> None:
    vistas = lexar('#property link "http://exemplo.com" // site\nint a;')
    assert vistas.comentario == "// site"
    assert vistas.texto == '"http://exemplo.com"'
    assert "int a;" in vistas.codigo


def test_comentario_de_bloco_dentro_de_texto_nao_abre_bloco() -> None:
    vistas = lexar('string s = "/* nada"; int a; // "fim" */\nint b;')
    assert vistas.texto == '"/* nada"'
    assert vistas.palavras >= {"a", "b"}


def test_aspas_dentro_de_comentario_nao_abrem_texto() -> None:
    vistas = lexar('// diz "ola\n/* it\'s "open */ int a;')
    assert vistas.texto == ""
    assert vistas.palavras == {"int", "a"}


def test_faixa_de_barra_e_asteriscos_acaba_com_a_linha() -> None:
    vistas = lexar("//***/* titulo *\nint a;\n//*******/\nint b;")
    assert vistas.palavras == {"int", "a", "b"}
    assert vistas.comentario.count("\n") == 1


@pytest.mark.parametrize("comentario", ["/**/", "/***/", "/*/ */", "/* // */", "/* * / **/"])
def test_blocos_que_fecham(comentario: str) -> None:
    vistas = lexar(f"int a;{comentario}int b;")
    assert vistas.comentario == comentario
    assert vistas.palavras == {"int", "a", "b"}


def test_bloco_sem_fim_vai_ate_o_fim_do_arquivo() -> None:
    vistas = lexar("int a;\n/* esquecido\nint b;\n")
    assert vistas.palavras == {"int", "a"}
    assert vistas.comentario.endswith("int b;\n")


def test_bloco_que_comeca_e_acaba_na_mesma_barra_nao_fecha() -> None:
    assert lexar("/*/ int a;").palavras == frozenset()


@pytest.mark.parametrize("literal", ["C'255,0,0'", "D'2020.01.01 00:00'", "'a'", r"'\''"])
def test_literais_de_cor_data_e_caractere(literal: str) -> None:
    vistas = lexar(f"x = {literal}; y = 1; // fim")
    assert "y = 1;" in vistas.codigo
    assert "255" not in vistas.palavras
    assert "2020" not in vistas.palavras
    assert vistas.comentario == "// fim"


@pytest.mark.parametrize("aberto", ['"sem fim', "'sem fim", '"barra no fim\\', '"'])
def test_texto_sem_fim_acaba_com_a_linha(aberto: str) -> None:
    vistas = lexar(f"a = {aberto}\nint b;")
    assert vistas.texto == aberto.removesuffix("\\") or vistas.texto == aberto
    assert "int b;" in vistas.codigo
    assert "sem" not in vistas.palavras


@pytest.mark.parametrize("dentro", [r"C:\\pasta\\", r"diz \"oi\"", r"\\", r"\\\""])
def test_escapes_nao_acabam_o_texto(dentro: str) -> None:
    vistas = lexar(f'a = "{dentro}"; int b; // c')
    assert vistas.texto == f'"{dentro}"'
    assert vistas.comentario == "// c"
    assert "b" in vistas.palavras


def test_retornos_soltos_normalizados_acabam_o_comentario() -> None:
    vistas = lexar(normalizar_linhas("// um\rint a;\r\r\n// dois\r\r\nint b;"))
    assert vistas.palavras == {"int", "a", "b"}


def test_identificadores_unicode_sao_palavras() -> None:
    vistas = lexar("int лот=1; int 临_in_51=2; double preço;")
    assert vistas.palavras >= {"лот", "临_in_51", "preço"}


def test_divisao_nao_e_comentario() -> None:
    vistas = lexar("a = b / c * d; e = f /g;")
    assert vistas.comentarios == ()
    assert vistas.codigo == vistas.original


def test_conteudo_de_texto_some_e_as_aspas_ficam() -> None:
    vistas = lexar('f("OnTick()");')
    assert vistas.codigo == 'f("        ");'
