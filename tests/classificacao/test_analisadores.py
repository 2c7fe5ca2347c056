"""Threads and processes answer alike; a worker that dies or hangs costs only its own file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest
from pebble.pool.process import PoolManager

from componentes.base.metricas import EstadoTrabalhador
from componentes.classificacao import analisadores, tarefa
from componentes.classificacao.analisadores import (
    Analisadores,
    AnalisadoresEmLinha,
    AnalisadoresEmProcessos,
    processos_de_analise,
)
from componentes.classificacao.arquivo import ler_conteudo
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.tarefa import Resposta, Tarefa, executar, ler_analise
from tests.apoio import programa
from tests.apoio.classificacao import FERRAMENTAS
from tests.apoio.trabalhadores import MORRER, PENDURAR, executar_ou_quebrar

TEXTOS = [
    b"void OnTick() { }\n",
    b'//@version=5\nindicator("a")\n',
    b"prosa",
    b"PK\x03\x04",
    b"",
    bytes(range(256)),
    "// Советник\nint start() { return(0); }".encode("cp1251"),
]


def tarefas(*textos: bytes) -> list[Tarefa]:
    return [Tarefa(hashlib.sha256(t).hexdigest(), Contexto("mq4"), t, "n") for t in textos]


@pytest.fixture
def processos(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnalisadoresEmProcessos]:
    monkeypatch.setattr(analisadores, "executar_no_processo", executar_ou_quebrar)
    trabalhadores = processos_de_analise(2, FERRAMENTAS)
    yield AnalisadoresEmProcessos(trabalhadores)
    trabalhadores.fechar()


def esperar(piscina: Analisadores, pedidas: list[Tarefa]) -> list[Resposta]:
    """Do what a run does with a group: ask, and recover when its worker is lost."""
    futuro = piscina.submeter(pedidas)
    erro = futuro.exception(60)
    respostas = piscina.recuperar(pedidas, erro).result(60) if erro else futuro.result()
    lugar = {tarefa.sha256: n for n, tarefa in enumerate(pedidas)}
    return sorted(respostas, key=lambda resposta: lugar[resposta.sha256])


def test_threads_e_processos_respondem_igual(processos: AnalisadoresEmProcessos) -> None:
    pedidas = tarefas(*TEXTOS)
    linha = AnalisadoresEmLinha(2, FERRAMENTAS)
    try:
        em_linha = esperar(linha, pedidas)
    finally:
        linha.fechar()
    assert [r.sha256 for r in em_linha] == [t.sha256 for t in pedidas]
    assert all(r.falha is None and ler_analise(r.analise) for r in em_linha)
    assert esperar(processos, pedidas) == em_linha


@pytest.mark.parametrize(
    ("mau", "prazo", "motivo"), [(MORRER, 60.0, "código 3"), (PENDURAR, 2.0, "passou de 2 s")]
)
def test_so_quem_quebra_fica_em_quarentena(
    processos: AnalisadoresEmProcessos,
    monkeypatch: pytest.MonkeyPatch,
    mau: bytes,
    prazo: float,
    motivo: str,
) -> None:
    esperar(processos, tarefas(b"aquece"))
    monkeypatch.setattr(analisadores, "PRAZO_POR_ARQUIVO", prazo)
    pedidas = tarefas(TEXTOS[0], mau, TEXTOS[1])
    vizinho = processos.submeter(tarefas(TEXTOS[2]))
    respostas = esperar(processos, pedidas)
    assert [r.falha.etapa if r.falha else "" for r in respostas] == ["", "quarentena", ""]
    assert respostas[1].falha is not None
    assert motivo in respostas[1].falha.motivo
    assert (respostas[1].sha256, respostas[1].contexto, respostas[1].analise) == (
        pedidas[1].sha256,
        "mq4",
        b"",
    )
    assert vizinho.result(60)[0].falha is None
    assert esperar(processos, tarefas(TEXTOS[0]))[0].falha is None


def test_piscina_que_se_desfaz_inteira_e_refeita(
    processos: AnalisadoresEmProcessos, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pebble gives the pool up when a worker dies before its task is known to have begun."""

    def desistir(*_: object) -> None:
        raise BrokenProcessPool("All workers expired")

    monkeypatch.setattr(PoolManager, "find_expired_task", desistir)
    pedidas = tarefas(TEXTOS[0], MORRER, TEXTOS[1])
    respostas = esperar(processos, pedidas)
    assert [r.falha.etapa if r.falha else "" for r in respostas] == ["", "quarentena", ""]
    assert esperar(processos, tarefas(TEXTOS[2]))[0].falha is None


def test_outro_erro_nao_e_engolido(processos: AnalisadoresEmProcessos) -> None:
    with pytest.raises(KeyError):
        processos.recuperar([], KeyError("x"))
    linha = AnalisadoresEmLinha(1, FERRAMENTAS)
    with pytest.raises(TimeoutError):
        linha.recuperar([], TimeoutError())
    linha.fechar()


def test_conteudo_que_levanta_vira_falha(monkeypatch: pytest.MonkeyPatch) -> None:
    original = ler_conteudo

    def levantar(dados: bytes, ferramentas: Ferramentas) -> object:
        if dados == b"mau":
            raise RecursionError("fundo demais")
        return original(dados, ferramentas)

    monkeypatch.setattr(tarefa, "ler_conteudo", levantar)
    bom, mau, outro = executar(tarefas(b"a", b"mau", b"b"), FERRAMENTAS, lambda _: True)
    assert (bom.falha, outro.falha) == (None, None)
    assert mau.falha is not None
    assert mau.falha.etapa == "analise"
    assert "RecursionError: fundo demais" in mau.falha.motivo
    assert mau.analise == b""


def test_quem_nao_quebrou_nao_e_repetido_um_a_um(
    processos: AnalisadoresEmProcessos, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board says at which task a group was lost: the others go again together."""
    esperar(processos, tarefas(b"aquece"))
    pedidas = tarefas(TEXTOS[0], TEXTOS[1], MORRER, TEXTOS[2])
    grupos: list[int] = []
    submeter = processos.submeter

    def contar(grupo: list[Tarefa]) -> Future[list[Resposta]]:
        grupos.append(len(grupo))
        return submeter(grupo)

    monkeypatch.setattr(processos, "submeter", contar)
    respostas = esperar(processos, pedidas)
    assert [r.falha.etapa if r.falha else "" for r in respostas] == ["", "", "quarentena", ""]
    assert grupos == [4, 3, 1]


def test_estados_dizem_o_arquivo_em_maos_e_ha_quanto_tempo(
    processos: AnalisadoresEmProcessos,
) -> None:
    assert processos.estados() == [EstadoTrabalhador("análise 1"), EstadoTrabalhador("análise 2")]
    pendurada = [replace(t, nome="preso.mq4") for t in tarefas(b"x", PENDURAR)]
    futuro = processos.submeter(pendurada)
    programa.esperar(lambda: processos.estados()[0].segundos > 0.2, "o trabalhador começar")
    ocupado, livre = processos.estados()
    assert (ocupado.nome, ocupado.arquivo) == ("análise 1", "preso.mq4")
    assert livre == EstadoTrabalhador("análise 2")
    assert futuro.cancel()
    programa.esperar(lambda: not processos.estados()[0].arquivo, "o trabalhador ser trocado")
    assert esperar(processos, tarefas(b"x"))[0].falha is None


@pytest.mark.parametrize("em_processos", [True, False])
def test_interrompido_responde_pelo_que_comecou(
    processos: AnalisadoresEmProcessos, em_processos: bool
) -> None:
    piscina: Analisadores = processos if em_processos else AnalisadoresEmLinha(1, FERRAMENTAS)
    assert len(esperar(piscina, tarefas(*TEXTOS))) == len(TEXTOS)
    piscina.interromper()
    assert esperar(piscina, tarefas(*TEXTOS)) == []
    piscina.fechar()


def test_nova_passada_com_os_mesmos_processos_nao_herda_a_parada(
    processos: AnalisadoresEmProcessos,
) -> None:
    processos.interromper()
    outra = AnalisadoresEmProcessos(processos._processos)
    assert len(esperar(outra, tarefas(*TEXTOS))) == len(TEXTOS)


def test_mais_grupos_do_que_vagas_no_quadro(processos: AnalisadoresEmProcessos) -> None:
    """Who finds no place on the board works unseen; nobody fails for it."""
    futuros = [processos.submeter(tarefas(b"%d" % n)) for n in range(60)]
    assert all(len(futuro.result(60)) == 1 for futuro in futuros)
    assert len({processos._vagas.tomar() for _ in range(10)}) == 10, "all places came back"


def test_piscina_que_se_desfaz_uma_vez_nao_condena_quem_estava_nela(
    processos: AnalisadoresEmProcessos, monkeypatch: pytest.MonkeyPatch
) -> None:
    esperar(processos, tarefas(b"aquece"))
    submeter, vezes = processos.submeter, iter(range(10))

    def falhar_uma_vez(grupo: list[Tarefa]) -> Future[list[Resposta]]:
        if next(vezes):
            return submeter(grupo)
        perdido: Future[list[Resposta]] = Future()
        perdido.set_exception(BrokenProcessPool("outro a derrubou"))
        return perdido

    monkeypatch.setattr(processos, "submeter", falhar_uma_vez)
    (resposta,) = processos.recuperar(tarefas(TEXTOS[0]), BrokenProcessPool("x")).result(60)
    assert resposta.falha is None
