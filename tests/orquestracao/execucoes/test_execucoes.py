"""Runs asked for from any terminal: list, show, log, cancel, resume, repeat, wait in line."""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from componentes.agentes import gerador_relatorios_avancados
from componentes.agentes.gravacao_de_relatorios import RelatorioCancelado
from componentes.base.erros import ErroDisco
from componentes.base.eventos import ClassificacaoTerminada, Evento, Passo, ProgressoLote
from componentes.base.quem import este_processo
from componentes.base.tempo import daqui_a
from componentes.catalogo import operacoes
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import EstadoExecucao, NovaExecucao
from componentes.catalogo.tabelas import execucoes as tabela
from componentes.classificacao import lote
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos import logs
from componentes.orquestracao.execucoes import conducao, fila
from componentes.orquestracao.execucoes.fila import escrevendo
from componentes.orquestracao.trava import Trava
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central, exportado
from tests.apoio.programa import esperar, iniciar, matar_familia

ARQUIVOS = 300
posix = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)})


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca, max_threads=1)


@pytest.fixture
def outro(tmp_path: Path) -> Iterator[Any]:
    iniciados = []

    def comecar(*argumentos: str, lento: float = 0.02) -> Any:
        comando = ("classificar_tudo", "--sem-relatorios", "--base", tmp_path / "base")
        iniciados.append(iniciar(*comando, *argumentos, lento=lento))
        return iniciados[-1]

    yield comecar
    for processo in iniciados:
        matar_familia(processo)


def _pedir(central: OrquestradorCentral, comando: str, **parametros: Any) -> dict[str, Any]:
    resposta = central.executar_comando_completo(f"execucoes_{comando}", parametros)
    assert resposta["sucesso"], resposta
    return resposta


def _recusa(central: OrquestradorCentral, comando: str, **parametros: Any) -> str:
    resposta = central.executar_comando_completo(f"execucoes_{comando}", parametros)
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2), resposta
    return str(resposta["erro"])


def _classificar(central: OrquestradorCentral, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo(
        "classificar_tudo", {"gerar_relatorios": False, **parametros}
    )


def _criar(central: OrquestradorCentral, estado: EstadoExecucao, **mudancas: Any) -> str:
    """Put a run into the catalogue that no process of this test works at."""
    nova = NovaExecucao(
        comando="classificar_tudo", raizes=("/x",), raiz="/x", versao="1", regras="r", chave="c",
        pid=1, maquina="outra", estado=estado,
    )  # fmt: skip
    with escrevendo(central.ambiente) as (escritor, consulta):
        numero = escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova))
        if mudancas:
            mudar = tabela.update().where(tabela.c.id == numero).values(**mudancas)
            escritor.executar(lambda conn: conn.execute(mudar).rowcount)
        execucao = consulta.execucao(numero)
    assert execucao is not None
    return execucao.nome


def test_antes_de_tudo_nao_ha_execucoes(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("execucoes_listar", {})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert "Ainda não há catálogo" in resposta["erro"]


def test_lista_mostra_e_conta_a_historia(central: OrquestradorCentral) -> None:
    feita = _classificar(central)
    lista = _pedir(central, "listar")
    assert (lista["vivas"], lista["na_fila"]) == ([], [])
    (passada,) = lista["passadas"]
    assert (passada["nome"], passada["estado"]) == (feita["execucao"], "concluida")
    assert (passada["pid"], passada["maquina"]) == este_processo()

    mostrada = _pedir(central, "mostrar")
    assert mostrada["execucao"] == passada
    assert mostrada["parametros"] == {"gerar_relatorios": False}
    assert set(mostrada["lotes"]) == {"concluido"}
    assert mostrada["donos"] == []
    assert Path(mostrada["log"]).is_file()
    tipos = [evento["tipo"] for evento in mostrada["eventos"]]
    assert tipos[0] == "ExecucaoIniciada"
    assert tipos[-1] == "ExecucaoTerminada"
    assert "InventarioPronto" in tipos

    eventos = _pedir(central, "eventos", nome=feita["execucao"])["eventos"]
    assert eventos == mostrada["eventos"]
    depois = _pedir(central, "eventos", apos=eventos[3]["id"], limite=2)["eventos"]
    assert depois == eventos[4:6]


def test_log_e_por_execucao_e_por_nivel(central: OrquestradorCentral, biblioteca: Path) -> None:
    primeira = _classificar(central)
    escrever(biblioteca, {"novo.mq4": fonte(901)})
    segunda = _classificar(central)
    registros = _pedir(central, "log")["registros"]
    assert {r["run_id"] for r in registros} == {segunda["execucao"]}
    assert registros[0]["event"] == "ExecucaoIniciada"
    assert registros[-1]["event"] == "ExecucaoTerminada"
    assert {"ts", "level", "event", "run_id", "agent", "batch", "file"} <= set(registros[0])
    assert _pedir(central, "log", linhas=2)["registros"] == registros[-2:]
    antiga = _pedir(central, "log", nome=primeira["execucao"])["registros"]
    assert {r["run_id"] for r in antiga} == {primeira["execucao"]}
    assert all(r["level"] == "INFO" for r in antiga), "no line per file"
    assert _pedir(central, "log", nome=primeira["execucao"], nivel="aviso")["registros"] == []
    assert "Nível desconhecido" in _recusa(central, "log", nivel="alto")


def test_logs_de_execucoes_esquecidas_somem(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("componentes.orquestracao.execucoes.elenco.EXECUCOES_GUARDADAS", 2)
    nomes = [_classificar(central)["execucao"] for _ in range(3)]
    pasta = central.ambiente.pastas.logs_das_execucoes
    assert sorted(p.stem for p in pasta.iterdir()) == sorted(nomes[1:])
    assert "Não há mais log" in _recusa(central, "log", nome=nomes[0])


def test_nome_que_nao_existe_tem_o_mais_proximo(central: OrquestradorCentral) -> None:
    nome = _classificar(central)["execucao"]
    resposta = central.executar_comando_completo("execucoes_mostrar", {"nome": nome[:-3] + "x-1"})
    assert resposta["codigo"] == 2
    assert nome in resposta["o_que_fazer"]
    assert _pedir(central, "mostrar", nome="1")["execucao"]["nome"] == nome


@pytest.mark.parametrize("comando", ["cancelar", "retomar"])
def test_o_que_terminou_nao_se_cancela_nem_se_retoma(
    central: OrquestradorCentral, comando: str
) -> None:
    nome = _classificar(central)["execucao"]
    assert "terminou" in (erro := _recusa(central, comando, nome=nome)) or "retomar" in erro
    assert _pedir(central, "mostrar", nome=nome)["execucao"]["estado"] == "concluida"


@posix
def test_cancela_e_retoma_de_outro_terminal(
    central: OrquestradorCentral, tmp_path: Path, outro: Any
) -> None:
    processo = outro()
    esperar(lambda: _vivas(central), "a execução começar")
    esperar(lambda: _feitos(central), "o outro trabalhar")
    (viva,) = _vivas(central)
    assert _pedir(central, "mostrar")["donos"] == [f"{viva['maquina']}:{viva['pid']}"]
    cancelada = _pedir(central, "cancelar")
    assert (cancelada["execucao"], cancelada["estado"]) == (viva["nome"], "cancelada")
    assert processo.wait(60) == 130
    assert _pedir(central, "mostrar")["lotes"].get("executando") is None

    retomada = _pedir(central, "retomar", nome=viva["nome"])
    assert (retomada["execucao"], retomada["estado"]) == (viva["nome"], "concluida")
    assert 0 < retomada["metricas"]["em_cache"] < ARQUIVOS
    assert _pedir(central, "mostrar")["parametros"]["gerar_relatorios"] is False
    calma = criar_central(tmp_path / "calma", tmp_path / "b")
    _classificar(calma)
    assert exportado(central, tmp_path / "a.jsonl") == exportado(calma, tmp_path / "c.jsonl")


def _vivas(central: OrquestradorCentral) -> list[dict[str, Any]]:
    resposta = central.executar_comando_completo("execucoes_listar", {})
    return list(resposta.get("vivas", []))


def _feitos(central: OrquestradorCentral) -> int:
    status = central.executar_comando_completo("status_sistema")
    feitos: int = status["metricas_tempo_real"]["files_processed"]
    return feitos


@posix
def test_quem_olha_cura_o_que_morreu(central: OrquestradorCentral, outro: Any) -> None:
    processo = outro()
    esperar(lambda: _vivas(central), "a execução começar")
    esperar(lambda: _feitos(central), "o outro trabalhar")
    matar_familia(processo)
    lista = _pedir(central, "listar")
    assert lista["vivas"] == []
    assert lista["passadas"][0]["estado"] == "interrompida"
    assert "executando" not in _pedir(central, "mostrar")["lotes"]


def test_a_cura_nao_toca_em_quem_vive(central: OrquestradorCentral) -> None:
    abrir(central.ambiente.pastas.catalogo).dispose()
    nome = _criar(central, EstadoExecucao.EXECUTANDO)
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("outra")
    try:
        assert [e["nome"] for e in _pedir(central, "listar")["vivas"]] == [nome]
    finally:
        trava.soltar()
    assert _pedir(central, "listar")["vivas"] == []


def test_repete_so_as_falhas(
    central: OrquestradorCentral, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    escrever(biblioteca, {"grande.mq4": fonte(900) * 40})
    monkeypatch.setattr("componentes.fontes.leitura.LIMITE_DE_ANALISE", 4000)
    monkeypatch.setattr("componentes.classificacao.processamento.LIMITE_DE_ANALISE", 4000)
    com_falha = _classificar(central)
    assert com_falha["estado"] == "concluida_com_falhas"
    monkeypatch.undo()
    assert _classificar(central)["estado"] == "concluida_com_falhas", "unchanged, it stays"
    gravador = Gravador()
    central.barramento.assinar(gravador)
    repetida = _pedir(central, "repetir", nome=com_falha["execucao"], apenas_falhas=True)
    assert repetida["estado"] == "concluida"
    assert repetida["execucao"] != com_falha["execucao"]
    lidos = sum(e.classificados + e.copias for e in gravador.de(ProgressoLote))
    assert lidos == 1
    assert "Nenhum arquivo falhou" in _recusa(central, "repetir", apenas_falhas=True)


def test_espera_a_vez_quando_pedem_a_fila(central: OrquestradorCentral, tmp_path: Path) -> None:
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("backup_completo")
    assert _classificar(central)["codigo"] == 11
    gravador = Gravador()
    central.barramento.assinar(gravador)
    respostas: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: respostas.append(_classificar(central, fila=True)))
    thread.start()
    espiao = OrquestradorCentral(preparar_ambiente(tmp_path / "base"))
    esperar(lambda: _na_fila(espiao), "entrar na fila")
    (nome,) = _na_fila(espiao)
    assert "backup_completo" in gravador.de(Passo)[0].texto
    trava.soltar()
    thread.join(60)
    assert respostas[0]["sucesso"], respostas
    assert (respostas[0]["execucao"], respostas[0]["estado"]) == (nome, "concluida")
    assert _pedir(central, "mostrar")["execucao"]["iniciada_em"] != ""


def _na_fila(central: OrquestradorCentral) -> list[str]:
    resposta = central.executar_comando_completo("execucoes_listar", {})
    return [e["nome"] for e in resposta.get("na_fila", [])]


def test_sai_da_fila_a_pedido(central: OrquestradorCentral, tmp_path: Path) -> None:
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("backup_completo")
    respostas: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: respostas.append(_classificar(central, fila=True)))
    thread.start()
    espiao = OrquestradorCentral(preparar_ambiente(tmp_path / "base"))
    esperar(lambda: _na_fila(espiao), "entrar na fila")
    (nome,) = _na_fila(espiao)
    assert _pedir(espiao, "cancelar", nome=nome)["estado"] == "cancelada"
    thread.join(60)
    trava.soltar()
    assert (respostas[0]["sucesso"], respostas[0]["codigo"]) == (False, 130)
    assert respostas[0]["onde"] == nome


def test_a_fila_e_por_ordem_de_chegada_entre_os_vivos(central: OrquestradorCentral) -> None:
    abrir(central.ambiente.pastas.catalogo).dispose()
    morta = _criar(central, EstadoExecucao.NA_FILA, batida_em=daqui_a(-120))
    viva = _criar(central, EstadoExecucao.NA_FILA)
    with escrevendo(central.ambiente) as (escritor, consulta):
        primeira = fila._primeira(consulta)
        assert primeira is not None
        assert consulta.execucao(primeira) == consulta.execucao(viva)
        escritor.executar(operacoes.interromper_orfas)
        esquecida, espera = consulta.execucao(morta), consulta.execucao(viva)
    assert esquecida is not None
    assert espera is not None
    assert (esquecida.estado, espera.estado) == (
        EstadoExecucao.INTERROMPIDA,
        EstadoExecucao.NA_FILA,
    )


@posix
def test_segue_o_log_ate_a_execucao_terminar(central: OrquestradorCentral, outro: Any) -> None:
    outro(lento=0.01)
    esperar(lambda: _vivas(central), "a execução começar")
    registros = list(logs.linhas_do_log(central, {"seguir": True}))
    assert registros[0]["event"] == "ExecucaoIniciada"
    assert registros[-1]["event"] == "ExecucaoTerminada"
    assert registros == _pedir(central, "log")["registros"]


def test_arquivo_que_gira_e_lido_de_novo(tmp_path: Path) -> None:
    crescente = logs._Crescente(tmp_path / "l")
    assert crescente.novas() == []
    (tmp_path / "l").write_bytes(b"a\nb\npela met")
    assert crescente.novas() == [b"a", b"b"]
    with (tmp_path / "l").open("ab") as arquivo:
        arquivo.write(b"ade\n")
    assert crescente.novas() == [b"pela metade"]
    (tmp_path / "l").write_bytes(b"c\n")
    assert crescente.novas() == [b"c"]


def test_olhar_uma_execucao_viva_nao_espera_pela_trava(central: OrquestradorCentral) -> None:
    abrir(central.ambiente.pastas.catalogo).dispose()
    _criar(central, EstadoExecucao.EXECUTANDO)
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("outra")
    tentativas: list[str] = []
    with pytest.MonkeyPatch.context() as remendo:
        remendo.setattr(Trava, "tomar", lambda _, comando: tentativas.append(comando))
        assert len(_pedir(central, "listar")["vivas"]) == 1
    trava.soltar()
    assert tentativas == []


def test_a_lista_mostra_todas_as_abertas_e_so_as_ultimas_encerradas(
    central: OrquestradorCentral,
) -> None:
    abrir(central.ambiente.pastas.catalogo).dispose()
    esperam = [_criar(central, EstadoExecucao.NA_FILA) for _ in range(3)]
    passadas = [_criar(central, EstadoExecucao.CONCLUIDA) for _ in range(4)]
    lista = _pedir(central, "listar", limite=2)
    assert [e["nome"] for e in lista["na_fila"]] == esperam
    assert [e["nome"] for e in lista["passadas"]] == passadas[:1:-1]


@pytest.mark.parametrize("processos", [True, False])
def test_parada_durante_o_relatorio_o_larga_e_a_retomada_o_faz(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch, processos: bool
) -> None:
    def pedir(evento: Evento) -> None:
        if isinstance(evento, ClassificacaoTerminada):
            central.pedir_parada()

    if processos:
        monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
        monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    cancelar = central.barramento.assinar(pedir)
    parada = central.executar_comando_completo("classificar_tudo")
    cancelar()
    assert (parada["estado"], parada["codigo"], parada["relatorio"]) == ("cancelada", 130, "")
    assert not (central.ambiente.pastas.relatorios / "ultimo.html").exists()
    retomada = _pedir(central, "retomar")
    assert (retomada["execucao"], retomada["estado"]) == (parada["execucao"], "concluida")
    assert Path(retomada["relatorio"]).is_file()


def test_o_prazo_vale_tambem_para_relatorio_e_backup(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pendurar(*_: object, cancelado: Callable[[], bool], **__: object) -> Path:
        while not cancelado():
            time.sleep(0.01)
        raise RelatorioCancelado

    configuracao = msgspec.structs.replace(central.ambiente.configuracao, timeout_operacoes=1)
    lida = msgspec.structs.replace(central.ambiente.lida, valores=configuracao)
    central.ambiente = dataclasses.replace(central.ambiente, lida=lida)
    monkeypatch.setattr(gerador_relatorios_avancados, "gravar_relatorio", pendurar)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["estado"] == "interrompida"
    assert "timeout_operacoes" in resposta["erro"]


def test_o_que_impede_a_conducao_fica_na_linha(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cheio(*_: object) -> None:
        raise ErroDisco("Disco cheio")

    monkeypatch.setattr(conducao, "log_da_execucao", cheio)
    assert _classificar(central)["erro"] == "Disco cheio"
    execucao = _pedir(central, "mostrar")["execucao"]
    assert (execucao["estado"], execucao["erro"]) == ("falhou", "Disco cheio")
