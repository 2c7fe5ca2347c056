from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.tipos import Dependencia, Falha, Ficha, Situacao
from componentes.relatorio.csv import formatar_csv, neutralizar
from tests.apoio.fichas import ficha, gerar_fichas


def ler(*fichas: Ficha) -> list[dict[str, str]]:
    texto = "".join(formatar_csv(fichas))
    return list(csv.DictReader(io.StringIO(texto, newline="")))


def test_uma_linha_por_arquivo_com_todos_os_campos_escalares() -> None:
    fichas = gerar_fichas(60, 20)
    linhas = ler(*fichas)
    assert [linha["caminho"] for linha in linhas] == [f.caminho for f in fichas]
    assert [int(linha["tamanho"]) for linha in linhas] == [f.tamanho for f in fichas]
    assert [linha["riscos"].split("|") for linha in linhas if linha["riscos"]] == [
        list(f.riscos) for f in fichas if f.riscos
    ]


def test_listas_mapas_e_falhas_em_uma_celula() -> None:
    (linha,) = ler(
        ficha(
            mercados=("XAU|USD", "EURUSD"),
            dependencias=(Dependencia("include", "x.mqh", 1), Dependencia("import", "y", 2, "y")),
            situacao=Situacao.FALHA,
            falha=Falha("lexar", "tempo esgotado"),
        )
    )
    assert linha["mercados"] == r"XAU\|USD|EURUSD"
    assert linha["dependencias"] == "x.mqh|y"
    assert linha["dependencias_ausentes"] == "x.mqh"
    assert linha["confianca"] == "linguagem:mql4=95|tipo:ea=90"
    assert linha["entradas"] == "Lotes=0.01"
    assert (linha["etapa"], linha["motivo"]) == ("lexar", "tempo esgotado")


@pytest.mark.parametrize(
    "veneno",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\ufeff=1",
        "\u00a0\u200b=1",
        "\0=1",
        "＝1",
    ],
)
def test_formula_vira_texto(veneno: str) -> None:
    (linha,) = ler(ficha(veneno, observacoes=(veneno,), falha=Falha(veneno, veneno)))
    texto = "'" + veneno.replace("\0", "")
    assert [linha[coluna] for coluna in ("caminho", "etapa", "motivo")] == [texto] * 3
    assert linha["observacoes"] == texto.replace("|", r"\|")


@given(st.text())
def test_nenhum_texto_comeca_formula(texto: str) -> None:
    seguro = neutralizar(texto)
    assert "\0" not in seguro
    assert not seguro.lstrip(" \ufeff\u00a0\u200b").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", seguro)
    if not re.search(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", texto):
        assert seguro in (texto.replace("\0", ""), "'" + texto.replace("\0", ""))


def test_sequencia_de_terminal_fica_visivel() -> None:
    assert neutralizar("a\x1b]0;x\x07b\x9bc") == "a␛]0;x␇b\\u009bc"


def test_nomes_comuns_ficam_como_sao() -> None:
    for nome in ("EAs/Robô v1.mq4", "[/x].mq4", "(2) a=b.mq4", "临_in_51.mq4"):
        assert neutralizar(nome) == nome


def test_quebra_de_linha_e_aspas_ficam_na_celula() -> None:
    nome = 'a"b\nc;d,e.mq4'
    assert ler(ficha(nome), ficha())[0]["caminho"] == nome
