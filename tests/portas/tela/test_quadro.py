"""Frames are pure functions of a snapshot: they fit any terminal, and names in them are inert."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from componentes.orquestracao.retrato import ExecucaoVista, Retrato, adiantado
from componentes.portas.apresentacao.tela.linhas import linha
from componentes.portas.apresentacao.tela.quadro import quadro
from tests.apoio.retratos import CASOS, MEIO, VENENOSO

RODAPE = linha("q para após o lote · l log", estilo="dim")


def desenhado(conteudo: RenderableType, largura: int, *, cor: bool = False) -> list[str]:
    """Return what a terminal of that width would show, line by line."""
    saida = io.StringIO()
    console = Console(
        file=saida,
        width=largura,
        height=200,
        force_terminal=cor,
        color_system="truecolor" if cor else None,
        legacy_windows=False,
        _environ={},
    )
    console.print(conteudo)
    return saida.getvalue().splitlines()


def _texto(retrato: Retrato, largura: int, altura: int) -> str:
    linhas = desenhado(quadro(retrato, largura, altura, RODAPE), largura)
    return "\n".join(linhas).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("altura", [1, 2, 3, 5, 9, 14, 23, 49])
@pytest.mark.parametrize("largura", [60, 80, 99, 100, 160, 200])
@pytest.mark.parametrize("caso", CASOS)
def test_o_quadro_cabe_no_terminal(caso: str, largura: int, altura: int) -> None:
    linhas = desenhado(quadro(CASOS[caso], largura, altura, RODAPE), largura, cor=True)
    assert 1 <= len(linhas) <= altura
    assert max(cell_len(Text.from_ansi(linha).plain) for linha in linhas) <= largura


@pytest.mark.parametrize("largura", [60, 80, 160, 200])
def test_o_quadro_diz_tudo_onde_cabe(largura: int) -> None:
    texto = _texto(MEIO, largura, 49)
    for parte in (
        "classificar_tudo · coruja-azul-2 · 1:02:05",
        "49 %", "345 MB de 700 MB", "restam 2:01:01",
        "7 512 de 15 212", "classificados 3 050", "cópias 4 400", "em cache 62", "falhas 3",
        "em compactados 1 089", "agora 431 arq/s, 21,0 MB/s", "média 812 arq/s, 8,6 MB/s",
        "CPU 387 %", "memória 612 MB", "lê 28,6 MB/s", "grava 3,8 MB/s", "76,0 GB livres",
        "● classificador", "✗ relatorios", "Disco cheio", "↻ backup", "saúde 40 · reinícios 2",
        "▸ analise 4  16,0 s", "· analise 5 espera", " 4.mq4", "notícia 7", "q para após o lote",
    ):  # fmt: skip
        assert parte in texto, parte
    for rotulo, quantos in (("Indicador", "1 800"), ("Grade", "300"), ("Sem stop loss", "400")):
        assert f"{rotulo} {quantos}" in texto or f"{quantos} {rotulo}" in texto


@pytest.mark.parametrize(("livres", "dito"), [(0, True), (-1, False)])
def test_um_disco_cheio_aparece_e_um_desconhecido_nao(livres: int, dito: bool) -> None:
    metricas = replace(MEIO.metricas_tempo_real, disco_livre=livres)
    texto = _texto(replace(MEIO, metricas_tempo_real=metricas), 160, 49)
    assert ("0 B livres" in texto) is dito
    assert ("livres" in texto) is dito


def test_o_que_importa_menos_sai_primeiro() -> None:
    marcas = ["49 %", "classificados", "coruja-azul-2", "agora", "✗ relatorios", "CPU",
              "Indicador", "notícia 7"]  # fmt: skip
    presentes = [
        [marca for marca in marcas if marca in _texto(MEIO, 80, altura)] for altura in range(1, 30)
    ]
    assert presentes[0] == ["49 %"]
    assert presentes[-1] == marcas
    for menos, mais in pairwise(presentes):
        assert set(menos) <= set(mais)


def test_entre_muitos_trabalhadores_os_mais_demorados() -> None:
    texto = _texto(MEIO, 80, 14)
    assert "analise 4" in texto
    assert "analise 5" not in texto
    assert "… e mais" in texto


def test_nomes_hostis_nao_viram_nada() -> None:
    texto = _texto(VENENOSO, 200, 49)
    for sinal in ("\x1b", "\u202e", "\x07", "\udce9"):
        assert sinal not in texto
    assert "[/red]" in texto
    assert "[bold]" in texto


def test_sem_sinal_recente_isso_e_dito() -> None:
    assert "sem sinal" not in _texto(adiantado(MEIO, 1.0), 80, 20)
    assert "sem sinal há 0:42" in _texto(adiantado(MEIO, 42.0), 80, 20)
    preso = replace(MEIO, status="sem_resposta")
    assert "sem sinal há 1:15" in _texto(adiantado(preso, 75.0), 80, 20)


@pytest.mark.parametrize(("status", "dito"), [("parado", "terminada"), ("interrompida", "cortada")])
def test_o_que_acabou_nao_parece_vivo(status: str, dito: str) -> None:
    texto = _texto(replace(MEIO, status=status), 80, 20)
    assert dito in texto
    for vivo in ("agora", "CPU", "● classificador", "▸"):
        assert vivo not in texto


def test_so_a_saude_que_falta_e_dita() -> None:
    assert "saúde 100" not in _texto(MEIO, 200, 49)


def test_o_pedido_de_parar_aparece() -> None:
    parando = replace(MEIO, execucao=ExecucaoVista("x", "classificar_tudo", "cancelando"))
    assert "parando após o lote atual" in _texto(parando, 80, 20)


def test_a_ordem_do_catalogo_nao_muda_o_quadro() -> None:
    embaralhado = replace(MEIO, componentes=dict(sorted(MEIO.componentes.items())))
    assert list(embaralhado.componentes) != list(MEIO.componentes)
    assert _texto(embaralhado, 80, 23) == _texto(MEIO, 80, 23)
