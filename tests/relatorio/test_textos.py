from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.relatorio import frases, textos
from componentes.relatorio.resumo import Totais


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("Robô 3r.mq4", "Robô 3r.mq4"),
        ("a\x1b[31m\nb", "a␛[31m␊b"),
        ("gpj\u202e4qm.exe", "gpj\\u202e4qm.exe"),
        ("a\u200bb\ufeff\u2028\x7f\x85", "a\\u200bb\\ufeff\\u2028␡\\u0085"),
        ("Индикатор 临", "Индикатор 临"),
    ],
)
def test_visivel(texto: str, esperado: str) -> None:
    assert textos.visivel(texto) == esperado


@given(st.text())
def test_visivel_nao_deixa_controle_nem_muda_duas_vezes(texto: str) -> None:
    limpo = textos.visivel(texto)
    assert all(sinal >= " " and sinal not in "\x7f\u202e\u2028" for sinal in limpo)
    assert textos.visivel(limpo) == limpo


def test_trecho_curto_cabe_em_uma_linha() -> None:
    assert textos.trecho_curto("  int\tx =\r\n 1;  ") == "int x = 1;"
    assert textos.trecho_curto("y" * 81) == "y" * 79 + "…"


@pytest.mark.parametrize(
    ("numero_bytes", "esperado"),
    [
        (0, "0\u00a0B"),
        (1023, "1023\u00a0B"),
        (1536, "1,5\u00a0KB"),
        (1024**2 - 1, "1,0\u00a0MB"),
        (263 * 1024**2, "263\u00a0MB"),
        (int(1.4 * 1024**3), "1,4\u00a0GB"),
        (5000 * 1024**4, "5000\u00a0TB"),
    ],
)
def test_tamanho(numero_bytes: int, esperado: str) -> None:
    assert textos.tamanho(numero_bytes) == esperado


@pytest.mark.parametrize(
    ("parte", "todo", "esperado"),
    [
        (0, 10, "0\u00a0%"),
        (1, 1000, "menos de 1\u00a0%"),
        (8, 10, "80\u00a0%"),
        (999, 1000, "mais de 99\u00a0%"),
        (10, 10, "100\u00a0%"),
        (0, 0, "0\u00a0%"),
    ],
)
def test_porcentagem(parte: int, todo: int, esperado: str) -> None:
    assert textos.porcentagem(parte, todo) == esperado


def test_momento() -> None:
    assert textos.momento("2025-11-20T14:41:02.123Z") == "20/11/2025 14:41 UTC"
    assert textos.momento("") == ""
    assert textos.momento("ontem") == "ontem"


def totais(arquivos: int, conteudos: int, bytes_copias: int) -> Totais:
    return Totais(arquivos, conteudos, arquivos - conteudos, 0, 10**9, bytes_copias, 1)


@pytest.mark.parametrize(
    ("dados", "esperado"),
    [
        (totais(0, 0, 0), "Nenhum arquivo na biblioteca"),
        (totais(1, 1, 0), "1 conteúdo único em 1 arquivo; nenhuma cópia exata"),
        (
            totais(15_212, 3_050, int(1.4 * 1024**3)),
            "3 050 conteúdos únicos em 15 212 arquivos; 80 % são cópias (1,4 GB recuperáveis)",
        ),
        (
            totais(2, 1, 2048),
            "1 conteúdo único em 2 arquivos; 50 % é cópia (2,0 KB recuperáveis)",
        ),
    ],
)
def test_manchete(dados: Totais, esperado: str) -> None:
    frase = frases.manchete(dados).replace("\u202f", " ").replace("\u00a0", " ")
    assert frase == esperado
