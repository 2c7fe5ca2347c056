from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.tipos import Dependencia, Falha, Ficha, Situacao
from componentes.relatorio.csv import (
    COMPLETA,
    ENXUTA,
    Colunas,
    formatar_csv,
    formatar_tabela,
    neutralizar,
)
from tests.apoio.fichas import ficha, gerar_fichas
from tests.relatorio.venenos import VENENOS

_EXECUTAVEL = re.compile(r"[\s\ufeff\u200b]*[=+\-@\t\r\n\0＝＋－＠]")
_FORMAS = [(s, c) for s in ",;" for c in (COMPLETA, ENXUTA)]


def ler(*fichas: Ficha, separador: str = ",", colunas: Colunas = COMPLETA) -> list[dict[str, str]]:
    texto = "".join(formatar_csv(fichas, separador, colunas))
    leitor = csv.DictReader(io.StringIO(texto, newline=""), delimiter=separador)
    return list(leitor)


def hostil(veneno: str) -> Ficha:
    return ficha(
        veneno,
        mercados=(veneno,),
        copia_de=veneno,
        avisos=(veneno, veneno),
        observacoes=(veneno,),
        pasta_sugerida=veneno,
        nome_sugerido=veneno,
        situacao=Situacao.FALHA,
        falha=Falha(veneno, veneno),
    )


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


def test_os_venenos_sao_muitos() -> None:
    assert len(VENENOS) >= 300


@pytest.mark.parametrize(("separador", "colunas"), _FORMAS)
def test_nenhum_veneno_roda_nem_muda_a_tabela(separador: str, colunas: Colunas) -> None:
    linhas = ler(*map(hostil, VENENOS), separador=separador, colunas=colunas)
    assert len(linhas) == len(VENENOS)
    assert all(tuple(linha) == tuple(colunas) for linha in linhas)
    celulas = [celula for linha in linhas for celula in linha.values()]
    assert not [celula for celula in celulas if _EXECUTAVEL.match(celula)]


@pytest.mark.parametrize("separador", [",", ";"])
@pytest.mark.parametrize("do_leitor", [",", ";"])
def test_a_enxuta_nao_roda_nem_separada_por_outro_sinal(separador: str, do_leitor: str) -> None:
    """A spreadsheet splits by the separator of its own language."""
    curtos = [v for v in VENENOS if len(v) < 1000]  # csv.reader bears no longer fields
    texto = "".join(formatar_csv(map(hostil, curtos), separador, ENXUTA))
    linhas = list(csv.reader(io.StringIO(texto, newline=""), delimiter=do_leitor))
    assert len(linhas) == len(curtos) + 1
    assert not [c for linha in linhas for c in linha if _EXECUTAVEL.match(c)]


@pytest.mark.parametrize("separador", [",", ";"])
def test_venenos_em_tabela_de_grupos(separador: str) -> None:
    texto = "".join(formatar_tabela(([v, "1", v] for v in VENENOS), separador))
    linhas = list(csv.reader(io.StringIO(texto, newline=""), delimiter=separador))
    assert [len(linha) for linha in linhas] == [3] * len(VENENOS)
    assert not [c for linha in linhas for c in linha if _EXECUTAVEL.match(c)]


def test_a_enxuta_diz_em_numeros_o_que_a_completa_soletra() -> None:
    regras = {"a.1": "encontrado", "a.2": "encontrado", "b.1": "nao_verificavel"}
    julgada, sem = ler(
        ficha(conformidade=regras, copia_de="x.mq4", grupo="00"),
        ficha(conformidade={}, qualidade={}, confianca={}),
        colunas=ENXUTA,
    )
    achadas = [julgada[c] for c in ENXUTA if c.startswith("regras_")]
    assert (achadas, julgada["certeza"], julgada["qualidade"]) == (["2", "0", "1"], "90", "71")
    assert (julgada["copia_de"], julgada["grupo"]) == ("x.mq4", "00")
    assert [sem[c] for c in ENXUTA if c.startswith("regras_")] == ["", "", ""]
    assert (sem["certeza"], sem["qualidade"]) == ("", "")


def test_a_enxuta_e_muito_menor() -> None:
    fichas = gerar_fichas(200, 60)
    enxuta, completa = (len("".join(formatar_csv(fichas, ";", c))) for c in (ENXUTA, COMPLETA))
    assert enxuta < completa


@given(st.text())
def test_uma_linha_por_arquivo_na_enxuta(texto: str) -> None:
    assert "".join(formatar_csv([hostil(texto)], ";", ENXUTA)).count("\n") == 2
