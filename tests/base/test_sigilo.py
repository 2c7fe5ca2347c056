"""Secrets are masked, their names and everything else stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.sigilo import mascarar, mascarar_valor


@pytest.mark.parametrize(
    ("texto", "segredo", "fica"),
    [
        ('string token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX";', "AAHdqTcv", "token"),
        ("https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x", "AAHdq",
         "api.telegram.org"),
        ('extern string Senha = "abracadabra";', "abracadabra", "extern string Senha"),
        ("PASSWORD: 'hunter22'", "hunter22", "PASSWORD"),
        ('input string InpApiKey="abcd1234";', "abcd1234", "InpApiKey"),
        ('api_key = "abcd1234"', "abcd1234", "api_key"),
        ("ftp://ana:s3gr3d0@servidor.com/x", "s3gr3d0", "ftp://ana:"),
        ("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7EXAMPLE", "AKIA"),
        ("ghp_abcdefghijklmnopqrstuvwxyz012345", "abcdefghijkl", "ghp_"),
        ("sk-abcdefghijklmnopqrstu", "abcdefghijkl", "sk-"),
    ],
)  # fmt: skip
def test_segredo_some_e_o_nome_fica(texto: str, segredo: str, fica: str) -> None:
    mascarado = mascarar(texto)
    assert segredo not in mascarado
    assert "●●●●" in mascarado
    assert fica in mascarado


@pytest.mark.parametrize(
    "texto",
    [
        "OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0);",
        "int MagicNumber = 123456789;",
        "// passo 1: abrir ordem",
        "https://www.mql5.com/en/code/12345",
        "double chave = 3.5;",
    ],
)
def test_o_que_nao_e_segredo_fica(texto: str) -> None:
    assert mascarar(texto) == texto


@pytest.mark.parametrize(
    ("nome", "valor", "mascarado"),
    [
        ("Senha", '"abracadabra"', "●●●●"),
        ("InpToken", "qualquer coisa", "●●●●"),
        ("Password", '""', '""'),
        ("TokenTimeout", "30", "30"),
        ("Lotes", "0.1", "0.1"),
        ("Url", "ftp://ana:s3gr3d0@s.com", "ftp://ana:●●●●@s.com"),
    ],
)
def test_valor_de_nome_secreto(nome: str, valor: str, mascarado: str) -> None:
    assert mascarar_valor(nome, valor) == mascarado


@given(st.text(st.sampled_from("senhatokb: =\"'0123456789_-/@.AKI")))
def test_mascarar_duas_vezes_e_mascarar_uma(texto: str) -> None:
    uma = mascarar(texto)
    assert mascarar(uma) == uma
