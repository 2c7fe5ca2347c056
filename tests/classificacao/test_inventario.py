"""The walk against the catalogue: what is work, what is known, what is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Falha
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.inventario import Inventario, Item, Validade, inventariar
from componentes.fontes.varredura import Encontrado

ACHADO = Encontrado(Path("/b/a.mq4"), 10, 7)
CHAVE = "regras-1"


def estado(**mudancas: Any) -> EstadoArquivo:
    valores: dict[str, Any] = {
        "caminho": "/b/a.mq4",
        "tamanho": 10,
        "mtime_ns": 7,
        "sha256": "aa",
        "contexto": "mq4",
        "situacao": "ok",
    }
    return EstadoArquivo(**(valores | mudancas))


def feito(conhecido: EstadoArquivo | None, achado: Encontrado = ACHADO) -> Inventario:
    conhecidos = {conhecido.caminho: conhecido} if conhecido else {}
    return inventariar([achado], conhecidos, Validade({("aa", "mq4")}, CHAVE))


@pytest.mark.parametrize(
    ("conhecido", "falhas"),
    [
        (estado(), 0),
        (estado(situacao="limite_excedido", contexto="velho", falha=Falha("limite", "grande")), 1),
        (estado(situacao="quarentena", contexto=CHAVE), 1),
    ],
)
def test_o_que_se_sabe_ainda_vale(conhecido: EstadoArquivo, falhas: int) -> None:
    inventario = feito(conhecido)
    assert (inventario.em_cache, inventario.bytes_em_cache) == (1, 10)
    assert (inventario.falhas_em_cache, inventario.pendentes) == (falhas, ())


@pytest.mark.parametrize(
    "conhecido",
    [
        None,
        estado(tamanho=11),
        estado(mtime_ns=8),
        estado(sha256="bb"),
        estado(contexto="mq5"),
        estado(situacao="quarentena", contexto="regras-0"),
        estado(situacao="falha", contexto=CHAVE),
        estado(situacao="ilegivel", sha256="", contexto=""),
        estado(situacao="limite_excedido", tamanho=11),
    ],
)
def test_o_que_precisa_ser_lido(conhecido: EstadoArquivo | None) -> None:
    inventario = feito(conhecido)
    assert inventario.pendentes == (Item(ACHADO.caminho, "/b/a.mq4", 10, 7, Contexto("mq4")),)
    assert (inventario.em_cache, inventario.removidos) == (0, ())


def test_o_que_nao_se_abre_e_dito_uma_vez() -> None:
    achado = Encontrado(Path("/b/elo.mq4"), 0, 7, "link simbólico, que não é seguido")
    inventario = feito(None, achado)
    [linha] = inventario.nao_lidos
    assert (linha.situacao, linha.sha256) == ("ilegivel", "")
    assert linha.falha == Falha("inventario", achado.problema)
    segundo = feito(linha, achado)
    assert (segundo.nao_lidos, segundo.pendentes) == ((), ())
    assert (segundo.em_cache, segundo.falhas_em_cache) == (1, 1)


def test_o_que_sumiu_e_removido_em_ordem() -> None:
    conhecidos = {nome: estado(caminho=nome) for nome in ("/b/z", "/b/a.mq4", "/b/c")}
    inventario = inventariar([ACHADO], conhecidos, Validade({("aa", "mq4")}, CHAVE))
    assert inventario.removidos == ("/b/c", "/b/z")
    assert (inventario.arquivos, inventario.bytes_total) == (1, 10)


def test_nome_com_substituto_solto_vira_texto() -> None:
    [item] = feito(None, Encontrado(Path("/b/\udcff.mq5"), 1, 1)).pendentes
    assert item.texto.encode() == b"/b/\\udcff.mq5"
    assert item.contexto == Contexto("mq5")


FECHADA = Encontrado(Path("/b/f"), 0, 0, "a pasta não pôde ser listada: negado", oculta=True)


def test_o_que_esta_sob_uma_pasta_fechada_nao_foi_removido() -> None:
    nomes = ("/b/f/a.mq4", "/b/f/g/b.mq4", "/b/fim.mq4", "/b/f2/c.mq4")
    conhecidos = {nome: estado(caminho=nome) for nome in nomes}
    inventario = inventariar([FECHADA], conhecidos, Validade({("aa", "mq4")}, CHAVE))
    assert inventario.removidos == ("/b/f2/c.mq4", "/b/fim.mq4")
    [linha] = inventario.nao_lidos
    # Once it opens again, its own line goes and what is really gone goes with it.
    conhecidos["/b/f"] = linha
    aberta = [Encontrado(Path("/b/f/a.mq4"), 10, 7)]
    inventario = inventariar(aberta, conhecidos, Validade({("aa", "mq4")}, CHAVE))
    assert inventario.removidos == ("/b/f", "/b/f/g/b.mq4", "/b/f2/c.mq4", "/b/fim.mq4")


def test_pasta_trocada_por_um_link_leva_os_seus_arquivos() -> None:
    conhecidos = {"/b/f/a.mq4": estado(caminho="/b/f/a.mq4")}
    elo = Encontrado(Path("/b/f"), 0, 7, "link simbólico, que não é seguido")
    assert inventariar([elo], conhecidos, Validade(set(), CHAVE)).removidos == ("/b/f/a.mq4",)
