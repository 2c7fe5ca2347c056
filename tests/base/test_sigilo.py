"""Secrets are masked, their names and everything else stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.sigilo import mascarar, mascarar_valor

# Written in parts: scanners of repositories take whole ones for real.
FICHA_JWT = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2VncmVkbw"


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
        ('#property link "https://x.com/?apikey=ABCDEF"', "ABCDEF", '"https://x.com/?apikey='),
        ("https://x.com/a?b=1&key=ABCDEF&c=2", "ABCDEF", "&c=2"),
        ("https://x.com/?access_token=ABCDEF", "ABCDEF", "x.com"),
        ("https://x.com/?client_secret=ABCDEF", "ABCDEF", "x.com"),
        ("https://x.com/?password=ABCDEF", "ABCDEF", "x.com"),
        ("https://x.com/?sig=ABCDEF", "ABCDEF", "x.com"),
        ("https://x.com/?auth=ABCDEF", "ABCDEF", "x.com"),
        ('corpo = "token=ABCDEF&x=1";', "ABCDEF", "&x=1"),
        ('input string Pass="abcd1234";', "abcd1234", "input string Pass"),
        ("https://discord.com/api/webhooks/123456/aB-c_d", "aB-c_d", "discord.com/api/webhooks/"),
        ("https://discordapp.com/api/v10/webhooks/1/aBcd", "aBcd", "discordapp.com"),
        ("https://hooks.slack.com/services/T00/B00/aBcd", "aBcd", "hooks.slack.com"),
        ('if(Senha!="abracadabra") return;', "abracadabra", ") return;"),
        ('#define PASSWORD "xadrez"', "xadrez", "#define PASSWORD"),
        ("#define PASSWORD 123456", "123456", "#define PASSWORD"),
        ('if(password=="xadrez")', "xadrez", "if(password=="),
        ('senha("xadrez")', "xadrez", "senha("),
        ('string token[]={"abcd1234","efgh5678"};', "abcd1234", "string token[]={"),
        ('string token[2] = { "abcd1234", "efgh5678" };', "efgh5678", "string token[2]"),
        ('string Senha = "my secret pass";', "my secret pass", "string Senha"),
        ('string Senha = "d\'agua1";', "agua1", "string Senha"),
        ("senha = 'diz \"oi\" 1'", "oi", "senha"),
        ('string Senha = "ab\\"cd12";', "cd12", "string Senha"),
        ('corpo = "{\\"password\\":\\"abcd1234\\",\\"x\\":1}";', "abcd1234", '\\"x\\":1'),
        ('senha=\\"abcd1234\\', "abcd1234", "senha="),
        ('Entrar("Senha", "abcd1234", "outro texto")', "abcd1234", "outro texto"),
        ('config["password"] = "abcd1234"', "abcd1234", "config"),
        ('StringCompare(UserKey, "abcd1234")', "abcd1234", "UserKey"),
        ('LICENSE_KEY = "abcd1234"', "abcd1234", "LICENSE_KEY"),
        ("int Senha = 12345678;", "12345678", "int Senha"),
        ("if(Chave==12345678)", "12345678", "if(Chave=="),
        ("Authorization: Bearer eyJhbGciOi", "eyJhbGciOi", "Authorization: Bearer"),
        ('"Authorization: Basic YW5hOnNlZ3JlZG8="', "YW5hOnNl", "Authorization: Basic"),
        ("// bearer abcd1234efgh", "abcd1234efgh", "// bearer"),
        ("AIza" + "SyA1234567890abcdefghijklmnopqrstuv", "SyA1234567890", "AIza"),
        ("github_pat_" + "11ABCDEFG0123456789", "11ABCDEFG", "github_pat_"),
        ("glpat-" + "abcdefghij0123456789", "abcdefghij", "glpat-"),
        (f"x = '{FICHA_JWT}'", FICHA_JWT[3:20], "x = '"),
        (f"x = '{FICHA_JWT}'", "c2VncmVkbw", "eyJ"),
    ],
)  # fmt: skip
def test_segredo_some_e_o_nome_fica(texto: str, segredo: str, fica: str) -> None:
    mascarado = mascarar(texto)
    assert segredo not in mascarado
    assert "●●●●" in mascarado
    assert fica in mascarado
    assert mascarar(mascarado) == mascarado


@pytest.mark.parametrize(
    "texto",
    [
        "OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0);",
        "int MagicNumber = 123456789;",
        "// passo 1: abrir ordem",
        "https://www.mql5.com/en/code/12345",
        "https://x.com/?keyword=abcdef&monkey=abcdef",
        'url = "https://x.com/?password={password}";',
        "double chave = 3.5;",
        'string Modo = "PASSIVE";',
        'string compass = "norte e sul";',
        'DesenhaTexto("preco medio"); desenha = "linha";',
        "int keyPeriod=14;",
        'string KeyColor = "vermelho";',
        "input double MaxTokensPerDay=5.5;",
        "input int MaxTokensPerDay=100000;",
        "input int TokenLimit = 100000;",
        "int HighPassPeriod = 10000;",
        'Print("tokenize"); tokenize = "a b c d";',
        "// Pass through comments, 'like this'",
        "// second pass 'smooth' of the filter",
        'Print("Senha: ", senha, " incorreta");',
        'Print("Token: " + token + " vencido");',
        'Comment("password: ");',
        "f(pass, 100000);",
        "// authorization required by the broker; bearer instruments",
        "color botao = clrRed; // bottom key",
        "task-abcdefghijklmnopqrstuvwxyz",
        "PASS_AFTER_1000 = PASS",
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
        *[
            (nome, '"abcd1234"', "●●●●")
            for nome in (
                *("Pass", "Pwd", "InpPwd", "Chave", "LicenseKey", "LicenceKey", "License_Key"),
                *("UserKey", "ApiKey", "APIKey", "Senha", "Token", "TOKEN_BOT", "minhasenha"),
            )
        ],
        *[(nome, "12345", "●●●●") for nome in ("Pass", "Senha", "InpPwd", "Chave", "LicenseKey")],
        ("Senha", '"1234"', "●●●●"),
        ("Senha", "1234", "1234"),
        ("UsePassword", "True", "True"),
        ("Pass", "NULL", "NULL"),
        ("MaxTokensPerDay", "5.5", "5.5"),
        ("TokenCount", "100000", "100000"),
        ("TokenRatio", "5.5", "5.5"),
        ("TokenExpiry", "D'2030.01.01'", "D'2030.01.01'"),
        ("KeyPeriod", "100000", "100000"),
        ("HotKey", '"CTRL+A"', '"CTRL+A"'),
        ("HotKey", "123456", "123456"),
        ("HighPass", "123456", "123456"),
        ("Compass", '"norte"', '"norte"'),
        ("Passive", '"sempre"', '"sempre"'),
        ("Desenha", '"linha"', '"linha"'),
    ],
)
def test_valor_de_nome_secreto(nome: str, valor: str, mascarado: str) -> None:
    assert mascarar_valor(nome, valor) == mascarado


@pytest.mark.parametrize(
    "pedaco",
    [
        *('a="', "pass='", 'pass="\\', 'pass=\\"', "pass[", "token[]={", "-eyJ", "bearer a"),
        *("?key", "&a.token", "://a:", "pass-", "senha=12345", "authorization:", "passPass", "#"),
    ],
)
def test_texto_hostil_de_um_mebibyte(pedaco: str) -> None:
    texto = "pass " + pedaco * (2**20 // len(pedaco))
    inicio = time.perf_counter()
    mascarar(texto)
    assert time.perf_counter() - inicio < 10


PEDACOS = st.sampled_from(
    [
        *("senha", "token", "Pass", "api_key", "?key=", "&sig=", "://", "@", "Bearer ", "eyJ"),
        *("authorization:", "{", "[]", "}", '"', "'", "\\", "=", ":", ",", "(", ")", " ", "\n"),
        *("+", "#define ", "●", "abcd", "123456", "a1-", "bot", "sk-", ".", "abcdefghijkl1", "/"),
        *("discord.com/api/webhooks/", "-", "_", "x"),
    ]
)


@given(
    st.one_of(
        st.text(st.sampled_from("senhatokb: =\"'0123456789_-/@.AKI")),
        st.lists(PEDACOS, max_size=30).map("".join),
    )
)
def test_mascarar_duas_vezes_e_mascarar_uma(texto: str) -> None:
    uma = mascarar(texto)
    assert mascarar(uma) == uma
