"""Locks: what bars an account, a date, a name or a key, and what only asks about them."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql


def travas(texto: str) -> set[str]:
    achados = fatos_mql(texto).ocorrencias
    return {nome.removeprefix("trava:") for nome in achados if nome.startswith("trava:")}


def no_tick(corpo: str, fora: str = "") -> set[str]:
    return travas(f"{fora}\nint start() {{ {corpo} Print(1); return(0); }}")


@pytest.mark.parametrize(
    ("fora", "corpo"),
    [
        ("", "if (AccountNumber() != 7654321) return(0);"),
        ("", "if (7654321 != AccountNumber()) { Sleep(1); return(-1); }"),
        ("", "if (AccountInfoInteger(ACCOUNT_LOGIN) != 7654321) { ExpertRemove(); }"),
        ("", "if (7654321 == (int)AccountInfoInteger(ACCOUNT_LOGIN)) Operar();"),
        ("int dono = 7654321;", "if (dono > 0 && AccountNumber() != dono) return(0);"),
        ("#define DONO 7654321", "if (AccountNumber() != DONO) return(0);"),
        ("int donos[] = {7654321, 8};", "if (AccountNumber() == donos[i]) vale = true;"),
        ("", "int conta = AccountNumber(); if (conta != 7654321) return(0);"),
        ("", 'if (AccountName() != "Fulano de Tal") return(0);'),
        ("", 'if (StringFind(AccountServer(), "Corretora") < 0) return(0);'),
    ],
)
def test_travas_de_conta(fora: str, corpo: str) -> None:
    assert no_tick(corpo, fora) == {"conta"}


@pytest.mark.parametrize(
    ("fora", "corpo"),
    [
        ("int dono = 0;", "if (dono > 0 && AccountNumber() != dono) return(0);"),
        ("", "if (AccountNumber() == 0) return(0);"),
        ("int antes;", "if (AccountNumber() != antes) { antes = AccountNumber(); Limpar(); }"),
        ("", "// if (AccountNumber() != 7654321) return(0);"),
        ("", "if (AccountNumber() != 7654321) { }"),
        ("", "if (2 != 3 || AccountNumber() == 7654321) Operar();"),
        ("", "Comment(AccountNumber());"),
        ("", 'if (AccountCompany() == "Corretora") sufixo = "m";'),
    ],
)
def test_contas_que_nada_barram(fora: str, corpo: str) -> None:
    assert no_tick(corpo, fora) == set()


@pytest.mark.parametrize(
    ("fora", "corpo"),
    [
        ("", "if (TimeCurrent() > D'2050.10.04') return(0);"),
        ("", "if (D'31.12.2024' < TimeLocal()) { ExpertRemove(); }"),
        ("", 'if (TimeCurrent() >= StrToTime("2024.01.31 00:00")) return(0);'),
        (
            'string fim = "2024.01.31";',
            "int f = StrToTime(fim); if (CurTime() > f) return(0);",
        ),
        ("int ano = 2024;", "if (Year() > ano) return(0);"),
        ("", "if (TimeYear(TimeCurrent()) >= 2024) return(0);"),
        ("", "datetime agora = TimeCurrent(); if (agora > D'2024.01.01') ativo = false;"),
        ("", "if (TimeCurrent() < D'2024.01.01') { Operar(); } else { return(0); }"),
        (
            'extern string Fim = "2024.01.01";',
            'if (TimeCurrent() > StrToTime(Fim)) { Alert("licença: expired"); return(0); }',
        ),
    ],
)
def test_travas_de_data(fora: str, corpo: str) -> None:
    assert "validade" in no_tick(corpo, fora)


@pytest.mark.parametrize(
    ("fora", "corpo"),
    [
        ("", 'if (TimeCurrent() > StrToTime("22:00")) return(0);'),
        ("", "if (TimeCurrent() < D'2015.01.01') return(0);"),
        ("", "if (TimeCurrent() > D'2024.01.01') { }"),
        ("", "if (TimeCurrent() > ultimo + 2024) return(0);"),
        ("", "if (TimeCurrent() > inicio && TimeCurrent() < D'2007.11.04') verao = true;"),
        ("datetime f = D'1970.01.01';", "if (TimeCurrent() < f) return(true);"),
        ("input datetime Fim = D'2024.01.01';", "if (TimeCurrent() > Fim) return(0);"),
    ],
)
def test_datas_que_nao_vencem(fora: str, corpo: str) -> None:
    assert no_tick(corpo, fora) == set()


def test_o_primeiro_tratador_comeca_mesmo_que_retorne() -> None:
    lidas = "if (TimeCurrent() > D'2024.01.01') {{ {} }}"
    assert travas(f"void OnInit() {{ {lidas.format('return;')} }}") == set()
    assert travas(f"int init() {{ {lidas.format('return(0);')} }}") == set()
    assert travas(f"int OnInit() {{ {lidas.format('return(INIT_FAILED);')} }}") == {"validade"}
    assert travas(f"void OnInit() {{ {lidas.format('ExpertRemove();')} }}") == {"validade"}


def test_codigo_que_ninguem_chama() -> None:
    trava = "bool Livre() { if (AccountNumber() != 7654321) return(false); return(true); }"
    assert travas(f"{trava}\nint start() {{ return(0); }}") == set()
    assert travas(trava) == set()
    assert travas(f"{trava}\nbool ok;\nvoid Abrir() {{ ok = Livre(); }}") == set()
    assert travas(f"{trava}\nint start() {{ if (!Livre()) return(0); return(1); }}") == {"conta"}


def test_conta_de_demonstracao() -> None:
    recusa = 'if (!IsDemo()) { Alert("Not for real accounts"); return(0); }'
    assert no_tick(recusa) == {"demo"}
    assert no_tick('bool d = IsDemo(); if (!d) { Alert("real account"); return(0); }') == {"demo"}
    assert no_tick('if (!IsDemo()) Print("real account");') == set()
    assert (
        no_tick(recusa.replace("!IsDemo()", "SoDemo && !IsDemo()"), "extern bool SoDemo;") == set()
    )


def test_arquivo_renomeado() -> None:
    assert no_tick('if (WindowExpertName() != "Robo") return(0);') == {"arquivo"}
    assert no_tick("if (MQLInfoString(MQL_PROGRAM_NAME) != nome) return(0);") == set()
    fora = 'string Nome = WindowExpertName(), Meu = "Robo do Joao";'
    assert no_tick("if (Nome == Meu) { Operar(); } else { return(0); }", fora) == {"arquivo"}


def test_chave_que_o_usuario_digita() -> None:
    fora = 'extern string ProductKey = "";'
    assert no_tick('if (ProductKey != "QX7-22F") return(0);', fora) == {"chave"}
    assert no_tick('if (key == "@trend") return(0);') == set()


@pytest.mark.parametrize(
    ("corpo", "esperado"),
    [
        ('if (!Ok()) { Alert("Your license is invalid"); return(0); }', {"recusa"}),
        ('if (!Ok()) { Comment("Trial version has expired"); ativo = false; }', {"recusa"}),
        ('if (!Ok()) { Alert("Your license is invalid"); }', set()),
        ('Print("license: invalid"); return(0);', set()),
        ('switch (e) { case 65: Print("invalid account"); return(0); }', set()),
    ],
)
def test_mensagens_de_recusa(corpo: str, esperado: set[str]) -> None:
    assert no_tick(corpo, "bool Ok() { return(a > 0); }") == esperado


def test_a_entrada_que_governa_vai_com_o_fato() -> None:
    texto = "extern int Dono = 7654321;\nint start() { if (AccountNumber() != Dono) return(0); }"
    assert fatos_mql(texto).ocorrencias["trava:conta"].entradas == ("Dono",)
