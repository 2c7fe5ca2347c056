"""Conformity in the record: only of what trades, and absence only where all code was seen."""

from __future__ import annotations

import pytest

from componentes.base.tipos import Analise, Dependencia, Tipo
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.conformidade import conformidade
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from componentes.classificacao.ferramentas import preparar
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import Local, Rotulo

FERRAMENTAS = preparar()
LOCAL: Local = (7, "linha 7", ())
EA = "void OnTick() { OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0); }\n"
ESTRATEGIA = (
    '//@version=5\nstrategy("x")\nif close > open\n    strategy.entry("a", strategy.long)\n'
)
INDICADOR = "#property indicator_chart_window\nint start() { return(0); }\n"


def analisar(codigo: str, nome: str = "x.mq4") -> Analise:
    leitura = ler_conteudo(codigo.encode(), FERRAMENTAS)
    return julgar_leitura(leitura, contexto_do_nome(nome), FERRAMENTAS)


@pytest.mark.parametrize(("codigo", "tipo"), [(EA, Tipo.EA), (ESTRATEGIA, Tipo.ESTRATEGIA)])
def test_quem_negocia_tem_todas_as_mesas(codigo: str, tipo: Tipo) -> None:
    analise = analisar(codigo)
    assert analise.tipo is tipo
    mesas = {chave.partition(".")[0] for chave in analise.conformidade}
    assert {"ftmo_2_step", "audacity", "regra_da_casa"} <= mesas
    estados = set(analise.conformidade.values())
    assert estados <= {"encontrado", "nao_encontrado", "nao_verificavel"}


@pytest.mark.parametrize("codigo", [INDICADOR, "int Somar(int a) { return a; }\n", "prosa\n", ""])
def test_o_resto_nao_tem_nenhuma(codigo: str) -> None:
    assert analisar(codigo).conformidade == {}


@pytest.mark.parametrize(
    ("diretiva", "estado"),
    [
        ("", "nao_encontrado"),
        ("#include <Trade/Trade.mqh>\n", "nao_encontrado"),
        ('#import "user32.dll"\n#import\n', "nao_encontrado"),
        ('#include "Minha.mqh"\n', "nao_verificavel"),
        ('#import "vendedor.dll"\n#import\n', "nao_verificavel"),
        ('#import "outro.ex4"\n#import\n', "nao_verificavel"),
    ],
)
def test_ausencia_so_se_afirma_de_codigo_visto_inteiro(diretiva: str, estado: str) -> None:
    assert analisar(diretiva + EA).conformidade["ftmo_2_step.filtro_de_noticias"] == estado


def test_include_da_biblioteca_tambem_esconde() -> None:
    codigo = '#include "Minha.mqh"\n' + EA
    resolvida = Dependencia("include", "Minha.mqh", 1, resolvida="Minha.mqh")
    leitura = ler_conteudo(codigo.encode(), FERRAMENTAS)
    contexto = Contexto("mq4", dependencias=(resolvida,))
    analise = julgar_leitura(leitura, contexto, FERRAMENTAS)
    assert analise.conformidade["ftmo_2_step.filtro_de_noticias"] == "nao_verificavel"


def test_rotulos_valem_como_fatos_e_deixam_evidencia() -> None:
    leitura = analisar(EA).evidencias[0]
    rotulo = Rotulo(Dimensao.RISCO, "martingale", 80, (leitura,))
    vistas = conformidade(
        FERRAMENTAS, {"gestao:filtro_de_noticias": LOCAL}, [rotulo], (), ("mql4", "ea")
    )
    por_chave = {c.chave: c for c in vistas}
    assert por_chave["audacity.martingale"].achado == "encontrado"
    assert por_chave["audacity.martingale"].local == (leitura.linha, leitura.trecho, ())
    assert por_chave["ftmo_2_step.filtro_de_noticias"].local == LOCAL


def test_os_fatos_das_mesas_sao_colhidos() -> None:
    assert {"gestao:perda_diaria", "stop:na_entrada"} <= FERRAMENTAS.vocabulario.pedidos
