"""Whole runs over a real catalogue: everything has a row, and only what changed is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Linguagem, Situacao, Tipo
from componentes.classificacao import analisadores, leitor, lote
from componentes.classificacao.tarefa import Tarefa, executar
from componentes.fontes.varredura import varrer
from componentes.regras.motor import aprontar
from tests.apoio.classificacao import Acervo, acervo_em
from tests.apoio.compactados import zip_de

EA = 'void OnTick() { OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0, "", 7, 0, Blue); }\n'
INDICADOR = "#property indicator_chart_window\nint start() { return(IndicatorCounted()); }\n"
PINE = '//@version=5\nstrategy("A")\nplot(close)\n'


def encher(acervo: Acervo) -> None:
    acervo.escrever("a/ea.mq4", EA)
    acervo.escrever("a/copia do ea.mq4", EA)
    acervo.escrever("b/Indicador Ünico.mq4", INDICADOR)
    acervo.escrever("b/pine.txt", PINE)
    acervo.escrever("b/leia.txt", "Copie para a pasta Experts.")
    acervo.escrever("pacote.mq5", zip_de({}))
    acervo.escrever("vazio.mq5", "")
    acervo.escrever("[/x].mq4", EA.encode("utf-16"))


def test_todo_arquivo_tem_uma_ficha(acervo: Acervo) -> None:
    encher(acervo)
    balanco = acervo.classificar()
    fichas = acervo.fichas()
    assert (balanco.mudou, balanco.com_falhas, balanco.em_cache) == (True, False, 0)
    assert balanco.contagens.arquivos == len(fichas) == 8
    assert {nome: (f.linguagem, f.tipo) for nome, f in fichas.items()} == {
        "a/ea.mq4": (Linguagem.MQL4, Tipo.EA),
        "a/copia do ea.mq4": (Linguagem.MQL4, Tipo.EA),
        "b/Indicador Ünico.mq4": (Linguagem.MQL4, Tipo.INDICADOR),
        "b/pine.txt": (Linguagem.PINE, Tipo.ESTRATEGIA),
        "b/leia.txt": (Linguagem.OUTRA, Tipo.NAO_CODIGO),
        "pacote.mq5": (Linguagem.OUTRA, Tipo.NAO_CODIGO),
        "vazio.mq5": (Linguagem.OUTRA, Tipo.NAO_CODIGO),
        "[/x].mq4": (Linguagem.MQL4, Tipo.EA),
    }
    assert all(f.situacao is Situacao.OK and f.falha is None for f in fichas.values())
    assert acervo.progresso() == (8, 8)


def test_copias_dividem_uma_analise(acervo: Acervo, monkeypatch: pytest.MonkeyPatch) -> None:
    analisados: list[str] = []
    original = executar

    def contar(tarefas: list[Tarefa], ferramentas: object, seguir: Callable[[int], bool]) -> object:
        analisados.extend(tarefa.nome for tarefa in tarefas)
        return original(tarefas, acervo.ferramentas, seguir)

    monkeypatch.setattr(analisadores, "executar", contar)
    for numero in range(9):
        acervo.escrever(f"{numero}.mq4", EA)
    acervo.classificar()
    fichas = acervo.fichas()
    assert len(analisados) == 1
    assert fichas["0.mq4"].copia_de == ""
    assert {fichas[f"{n}.mq4"].copia_de for n in range(1, 9)} == {"0.mq4"}
    assert len({f.grupo for f in fichas.values()} - {""}) == 1


def test_segunda_execucao_nao_abre_nada(acervo: Acervo, lidos: list[str]) -> None:
    encher(acervo)
    acervo.classificar()
    primeira = acervo.exportar()
    lidos.clear()
    balanco = acervo.classificar()
    assert lidos == []
    assert (balanco.mudou, balanco.em_cache) == (False, 8)
    assert acervo.exportar() == primeira
    assert acervo.progresso() == (8, 8)


def test_so_o_arquivo_mudado_e_lido(acervo: Acervo, lidos: list[str]) -> None:
    encher(acervo)
    acervo.classificar()
    lidos.clear()
    acervo.escrever("b/leia.txt", PINE)
    acervo.classificar()
    assert lidos == ["leia.txt"]
    assert acervo.fichas()["b/leia.txt"].tipo is Tipo.ESTRATEGIA


def test_arquivo_removido_sai_da_execucao_seguinte(acervo: Acervo, lidos: list[str]) -> None:
    encher(acervo)
    acervo.classificar()
    lidos.clear()
    (acervo.pasta / "a/copia do ea.mq4").unlink()
    balanco = acervo.classificar()
    assert lidos == []
    assert balanco.mudou
    assert len(acervo.fichas()) == 7
    assert acervo.fichas()["a/ea.mq4"].copia_de == ""


def test_outras_regras_julgam_tudo_de_novo(acervo: Acervo, lidos: list[str]) -> None:
    encher(acervo)
    acervo.classificar()
    lidos.clear()
    acervo.ferramentas = dataclasses.replace(
        acervo.ferramentas, multiplas=aprontar(()), chave="outra"
    )
    assert acervo.classificar().em_cache == 0
    assert len(lidos) == 8


def test_ontick_de_um_include_de_segundo_nivel(acervo: Acervo, lidos: list[str]) -> None:
    acervo.escrever(
        "ea.mq5", '#include "lib/nucleo.mqh"\nvoid Agir() {\n Abrir();\n Fechar();\n}\n'
    )
    acervo.escrever("lib/nucleo.mqh", '#include "fundo/laco.mqh"\nclass CNucleo { };\n')
    acervo.escrever("lib/fundo/laco.mqh", "void OnTick() { Agir(); }\n")
    acervo.classificar()
    ficha = acervo.fichas()["ea.mq5"]
    assert ficha.tipo is Tipo.EA
    assert [(d.nome, d.resolvida) for d in ficha.dependencias] == [
        ("lib/nucleo.mqh", "lib/nucleo.mqh")
    ]
    lidos.clear()
    assert not acervo.classificar().mudou
    assert lidos == []

    (acervo.pasta / "lib/fundo/laco.mqh").unlink()
    acervo.classificar()
    assert acervo.fichas()["ea.mq5"].tipo is Tipo.INCLUDE
    acervo.escrever("lib/fundo/laco.mqh", "void OnStart() { Agir(); }\n")
    acervo.classificar()
    assert acervo.fichas()["ea.mq5"].tipo is Tipo.SCRIPT


def test_include_que_some_deixa_a_ressalva(acervo: Acervo) -> None:
    acervo.escrever("ea.mq4", "#include <Meu.mqh>\n" + EA)
    alvo = acervo.escrever("Meu.mqh", "int Somar(int a) {\n a++;\n return(a);\n}\n")
    acervo.classificar()
    assert acervo.fichas()["ea.mq4"].observacoes == ()
    alvo.unlink()
    acervo.classificar()
    assert acervo.fichas()["ea.mq4"].observacoes == ("depende de include ausente: Meu.mqh",)


def test_nomes_que_parecem_extensoes(acervo: Acervo, lidos: list[str]) -> None:
    for nome in ("mq4", ".mq4", "p.mq4/mq5", "p.mq5/.mqh"):
        acervo.escrever(nome, "int Somar(int a) {\n a++;\n return(a);\n}\n// " + nome)
    acervo.classificar()
    assert len(acervo.fichas()) == 4
    lidos.clear()
    assert not acervo.classificar().mudou
    assert lidos == []


def test_cancelada_grava_o_que_fez_e_a_seguinte_termina(acervo: Acervo) -> None:
    encher(acervo)
    assert acervo.classificar(cancelado=lambda: True).cancelado
    balanco = acervo.classificar()
    assert (balanco.cancelado, balanco.contagens.arquivos) == (False, 8)


def test_ordem_e_trabalhadores_nao_mudam_o_resultado(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
    monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    monkeypatch.setattr(leitor, "ARQUIVOS_POR_LOTE", 2)
    piscinas: list[str] = []
    escolher = lote.Classificacao._analisadores

    def anotar(self: lote.Classificacao, *argumentos: Any) -> Any:
        piscinas.append(type(piscina := escolher(self, *argumentos)).__name__)
        return piscina

    monkeypatch.setattr(lote.Classificacao, "_analisadores", anotar)
    exportados = []
    modos: list[dict[str, Any]] = [
        {"max_threads": 1},
        {"max_threads": 7},
        {"processos": 2},
    ]
    for numero, modo in enumerate(modos):
        with acervo_em(tmp_path / str(numero)) as acervo:
            encher(acervo)
            acervo.escrever("ea.mq5", "#include <Meu.mqh>\nvoid f() {\n a();\n b();\n}\n")
            acervo.escrever("z/Meu.mqh", "void OnTick() { f(); }")
            if numero:
                monkeypatch.setattr(lote, "varrer", lambda *a, **k: varrer(*a, **k)[::-1])
            acervo.classificar(**modo)
            assert len(acervo.fichas()) == 10
            exportados.append(acervo.exportar())
    assert exportados[0] == exportados[1] == exportados[2]
    assert piscinas == ["AnalisadoresEmLinha", "AnalisadoresEmLinha", "AnalisadoresEmProcessos"]
