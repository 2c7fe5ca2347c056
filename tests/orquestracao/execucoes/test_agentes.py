"""Agents in runs: tried again, suspended from one run to the next, steered from any terminal."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from msgspec.structs import replace

from componentes.agentes import auto_backup_integration, gerador_relatorios_avancados
from componentes.agentes.agente import Agente
from componentes.agentes.auto_backup_integration import AutoBackupIntegration
from componentes.agentes.classificador_lote_avancado import ClassificadorLoteAvancado
from componentes.agentes.gerador_relatorios_avancados import GeradorRelatoriosAvancados
from componentes.agentes.monitor_tempo_real import MonitorTempoReal
from componentes.base.erros import ErroBackup
from componentes.base.eventos import (
    AgenteCalado,
    AgenteReiniciado,
    AgenteTerminado,
    Aviso,
    BackupTerminado,
    DisjuntorMudou,
    Evento,
    InventarioPronto,
    RelatorioGravado,
)
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.pedidos import pedido
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos import agentes as comandos
from componentes.orquestracao.execucoes import atendente, conducao
from componentes.orquestracao.execucoes.fila import escrevendo
from componentes.orquestracao.sessao import leitura
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central, exportado
from tests.apoio.programa import esperar, iniciar, matar_familia

AGENTES = (
    ClassificadorLoteAvancado,
    MonitorTempoReal,
    GeradorRelatoriosAvancados,
    AutoBackupIntegration,
)


@pytest.fixture(autouse=True)
def sem_demora(monkeypatch: pytest.MonkeyPatch) -> None:
    for agente in AGENTES:
        politica = replace(agente.politica, espera_inicial=0.001, espera_maxima=0.01)
        monkeypatch.setattr(agente, "politica", politica)


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca, auto_backup=True)


@pytest.fixture
def gravador(central: OrquestradorCentral) -> Gravador:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    return gravador


def _falhar_vezes(monkeypatch: pytest.MonkeyPatch, onde: Any, nome: str, vezes: int) -> list[str]:
    """Let a function of a module raise so many times; return the list it notes them in."""
    original, falhas = getattr(onde, nome), list[str]()

    def chamar(*argumentos: Any, **nomeados: Any) -> Any:
        if len(falhas) < vezes:
            falhas.append(nome)
            raise ErroBackup(f"falha {len(falhas)}")
        return original(*argumentos, **nomeados)

    monkeypatch.setattr(onde, nome, chamar)
    return falhas


def _agente(central: OrquestradorCentral, nome: str) -> dict[str, Any]:
    resposta = central.executar_comando_completo("agentes_listar")
    assert resposta["sucesso"], resposta
    return next(agente for agente in resposta["agentes"] if agente["nome"] == nome)


def test_relatorio_que_falha_duas_vezes_sai_na_terceira(
    central: OrquestradorCentral, gravador: Gravador, monkeypatch: pytest.MonkeyPatch
) -> None:
    falhas = _falhar_vezes(monkeypatch, gerador_relatorios_avancados, "gravar_relatorio", 2)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert len(falhas) == 2
    assert (resposta["sucesso"], resposta["codigo"], resposta["erros_dos_agentes"]) == (True, 0, {})
    assert Path(resposta["relatorio"]).is_file()
    (relatorio,) = gravador.de(RelatorioGravado)
    assert not relatorio.parcial
    reinicios = gravador.de(AgenteReiniciado)
    assert [(r.agente, r.erro) for r in reinicios] == [
        ("relatorios", "falha 1"),
        ("relatorios", "falha 2"),
    ]
    lembrado = _agente(central, "relatorios")
    assert (lembrado["reinicios"], lembrado["ultimo_erro"]) == (2, "falha 2")
    assert (lembrado["disjuntor"], lembrado["saude"]) == ("fechado", 70)
    (feito,) = gravador.de(BackupTerminado)
    assert feito.id, "the backup waited for the report of the third try"


def test_monitor_que_falha_nao_atrapalha(
    central: OrquestradorCentral, gravador: Gravador, monkeypatch: pytest.MonkeyPatch
) -> None:
    falhas = _falhar_vezes(monkeypatch, MonitorTempoReal, "medir", 3)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert falhas
    assert resposta["sucesso"], resposta
    assert {r.agente for r in gravador.de(AgenteReiniciado)} == {"monitor"}


def test_disjuntor_do_backup_fica_aberto_ate_ser_redefinido(
    tmp_path: Path,
    biblioteca: Path,
    central: OrquestradorCentral,
    gravador: Gravador,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limite = AutoBackupIntegration.politica.falhas_para_abrir
    _falhar_vezes(monkeypatch, auto_backup_integration, "fazer_backup", limite)
    primeira = central.executar_comando_completo("classificar_tudo")
    assert (primeira["estado"], primeira["codigo"]) == ("concluida", 1)
    assert primeira["erros_dos_agentes"] == {"backup": f"falha {limite}"}
    assert gravador.de(DisjuntorMudou) == [DisjuntorMudou("backup", "aberto", f"falha {limite}")]
    assert any("agente backup parou" in aviso.texto for aviso in gravador.de(Aviso))

    outra = criar_central(tmp_path / "base", biblioteca, auto_backup=True)  # another process
    suspensa = outra.executar_comando_completo("classificar_tudo")
    assert (suspensa["estado"], suspensa["codigo"]) == ("concluida", 1)
    assert "suspenso por mais 15 min" in suspensa["erros_dos_agentes"]["backup"]
    assert _agente(outra, "backup")["disjuntor"] == "aberto"
    assert _agente(outra, "backup")["saude"] < 50

    redefinida = outra.executar_comando_completo("agentes_redefinir", {"nome": "backup"})
    assert redefinida["sucesso"]
    assert _agente(outra, "backup")["saude"] == 100
    livre = outra.executar_comando_completo("classificar_tudo")
    assert (livre["codigo"], livre["erros_dos_agentes"]) == (0, {})
    assert livre["backup"].endswith("novos")


def test_sem_catalogo_os_agentes_estao_parados(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("agentes_listar")
    assert (resposta["status"], resposta["execucao"]) == ("parado", "")
    assert [a["nome"] for a in resposta["agentes"]] == list(central.componentes)
    assert {(a["situacao"], a["saude"]) for a in resposta["agentes"]} == {("parado", 100)}
    todos = central.executar_comando_completo("agentes_redefinir", {"todos": True})
    assert todos["respostas"].keys() == central.componentes.keys()
    assert not central.ambiente.pastas.catalogo.exists()


@pytest.mark.parametrize(
    ("comando", "parametros", "trecho"),
    [
        ("agentes_reiniciar", {"nome": "monitr"}, "monitor"),
        ("agentes_reiniciar", {"nome": "monitor"}, "classificar_tudo"),
        ("agentes_redefinir", {}, "--todos"),
        ("agentes_redefinir", {"nome": "xyz"}, "existem"),
        ("agentes_redefinir", {"nome": "monitor", "todos": True}, "--todos"),
    ],
)
def test_o_que_nao_se_pode_pedir(
    central: OrquestradorCentral, comando: str, parametros: dict[str, Any], trecho: str
) -> None:
    resposta = central.executar_comando_completo(comando, parametros)
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
    assert trecho in resposta["o_que_fazer"]


def _pedir(central: OrquestradorCentral, alvo: str, acao: str, execucao: int) -> int:
    """Leave a request, as another terminal would."""
    dados = {"execucao": execucao}
    with escrevendo(central.ambiente) as (escritor, _):
        return escritor.executar(lambda conn: operacoes.pedir(conn, alvo, acao, dados))


def _resposta(central: OrquestradorCentral, numero: int) -> str:
    with leitura(central.ambiente) as consulta:
        feito = consulta.perguntar(lambda conn: pedido(conn, numero))
    assert feito is not None
    return feito.resposta


@pytest.mark.parametrize(
    ("alvo", "acao", "trecho"),
    [
        ("monitor", "reiniciar", "recomeça"),
        ("backup", "reiniciar", "não faz parte"),
        ("monitor", "redefinir", "zerados"),
        ("monitor", "dançar", "não conhece a ação"),
    ],
)
def test_a_execucao_responde_so_ao_que_se_pede_dela(
    central: OrquestradorCentral, alvo: str, acao: str, trecho: str
) -> None:
    numeros: list[int] = []

    def visitar(evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            numeros.extend(_pedir(central, alvo, acao, execucao) for execucao in (7, 1))
            esperar(lambda: _resposta(central, numeros[1]), "a resposta")

    central.barramento.assinar(visitar)
    parametros = {"backup_auto": False, "gerar_relatorios": False}
    assert central.executar_comando_completo("classificar_tudo", parametros)["sucesso"]
    assert trecho in _resposta(central, numeros[1])
    assert _resposta(central, numeros[0]) == "", "it was asked of another run"
    assert _agente(central, "monitor")["reinicios"] == (trecho == "recomeça")


def test_o_que_se_pede_no_fim_chega_tarde(central: OrquestradorCentral) -> None:
    numeros: list[int] = []

    def visitar(evento: Evento) -> None:
        if evento == AgenteTerminado("monitor"):
            numeros.append(_pedir(central, "monitor", "reiniciar", 1))

    central.barramento.assinar(visitar)
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    assert "terminou antes" in _resposta(central, numeros[0])


def test_pedido_de_antes_da_execucao_nao_se_obedece(central: OrquestradorCentral) -> None:
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    numeros = [_pedir(central, "monitor", "reiniciar", execucao) for execucao in (1, 2)]
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    assert [_resposta(central, numero) for numero in numeros] == ["", ""]
    assert _agente(central, "monitor")["reinicios"] == 0


def test_reiniciar_quem_falhou_o_inicia_de_novo(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    falho = central.relatorios
    monkeypatch.setattr(falho.supervisao, "politica", replace(falho.politica, falhas_para_abrir=1))
    with monkeypatch.context() as remendo:
        remendo.setattr(falho, "trabalhar", _explodir)
        central.iniciar_agente(falho)
        assert falho.aguardar(30)
    monkeypatch.setattr(falho, "trabalhar", falho.parada.wait)
    assert not _servir(central, falho).feito, "the classifier left nothing to report on"
    monkeypatch.setattr(central.classificador, "balanco", Mock(cancelado=False))
    central.parada_pedida.set()
    assert not _servir(central, falho).feito, "the run is being stopped"
    assert not falho.vivo
    central.parada_pedida.clear()
    resposta = _servir(central, falho)
    assert resposta.feito
    assert falho.vivo
    falho.parar()
    assert falho.aguardar(30)
    recusa = _servir(central, falho)
    assert not recusa.feito
    assert "já terminou" in recusa.texto


def test_quem_se_cala_e_dito_pela_batida_da_execucao(
    central: OrquestradorCentral, gravador: Gravador, monkeypatch: pytest.MonkeyPatch
) -> None:
    notado = threading.Event()

    def ao_ocorrer(evento: Evento) -> None:
        if isinstance(evento, AgenteCalado):
            notado.set()

    def pendurar(_: MonitorTempoReal) -> None:
        assert notado.wait(30), "nobody noticed"

    def esperar_e_trabalhar() -> None:
        notado.wait(30)
        trabalhar()

    central.barramento.assinar(ao_ocorrer)
    trabalhar = central.classificador.trabalhar
    monkeypatch.setattr(central.classificador, "trabalhar", esperar_e_trabalhar)
    monkeypatch.setattr(MonitorTempoReal, "medir", pendurar)
    politica = replace(central.monitor.politica, sem_resposta=0.1)
    monkeypatch.setattr(central.monitor.supervisao, "politica", politica)
    monkeypatch.setattr(conducao, "_ENTRE_BATIDAS", 0.01)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["sucesso"], resposta
    assert notado.is_set()
    assert {evento.agente for evento in gravador.de(AgenteCalado)} == {"monitor"}


def _explodir() -> None:
    raise RuntimeError("explodiu")


def _servir(central: OrquestradorCentral, agente: Agente) -> atendente.Resposta:
    servico = object.__new__(atendente.AtendenteDePedidos)
    servico._equipe = central
    return servico._reiniciar(agente)


ARQUIVOS = 500
_POSIX = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


@pytest.fixture
def grande(tmp_path: Path) -> OrquestradorCentral:
    arquivos = {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)}
    return criar_central(tmp_path / "grande", escrever(tmp_path / "bg", arquivos), max_threads=1)


@pytest.fixture
def outro(grande: OrquestradorCentral) -> Iterator[Any]:
    """Another process that classifies slowly, seen to be at work."""
    processo = iniciar("classificar_tudo", "--base", grande.ambiente.pastas.base, lento=0.02)

    def trabalha() -> bool:
        status = grande.executar_comando_completo("status_sistema")
        return bool(status["metricas_tempo_real"]["files_processed"])

    esperar(trabalha, "o outro trabalhar")
    yield processo
    matar_familia(processo)


@_POSIX
def test_reiniciar_de_outro_processo_nao_muda_o_resultado(
    tmp_path: Path, grande: OrquestradorCentral, outro: Any
) -> None:
    vivos = grande.executar_comando_completo("agentes_listar")
    assert vivos["status"] == "executando"
    situacoes = {a["nome"]: (a["situacao"], a["saude"]) for a in vivos["agentes"]}
    assert situacoes["classificador"] == ("executando", 100)
    assert situacoes["backup"] == ("parado", 100)
    for nome in ("classificador", "monitor", "relatorios"):
        pedida = grande.executar_comando_completo("agentes_reiniciar", {"nome": nome})
        assert (pedida["sucesso"], pedida["codigo"]) == (True, 0), pedida
    redefinida = grande.executar_comando_completo("agentes_redefinir", {"nome": "monitor"})
    assert redefinida["sucesso"], redefinida
    outro.wait(120)
    assert outro.returncode == 0
    assert _agente(grande, "classificador")["reinicios"] == 1
    assert _agente(grande, "monitor")["reinicios"] == 0, "reset after its restart"
    status = grande.executar_comando_completo("status_sistema")
    assert status["execucao"]["estado"] == "concluida"
    assert status["metricas_tempo_real"]["files_processed"] == ARQUIVOS
    inteira = criar_central(tmp_path / "inteira", tmp_path / "bg")
    assert inteira.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    assert exportado(grande, tmp_path / "g.jsonl") == exportado(inteira, tmp_path / "i.jsonl")


@_POSIX
def test_quem_nao_responde_e_dito(
    grande: OrquestradorCentral, outro: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comandos, "_PACIENCIA", 0.0)
    pedida = grande.executar_comando_completo("agentes_reiniciar", {"nome": "monitor"})
    assert (pedida["sucesso"], pedida["codigo"]) == (False, 1)
    assert "sem resposta" in pedida["respostas"]["monitor"]["texto"]
