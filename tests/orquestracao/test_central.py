"""The contract of `OrquestradorCentral`: what a caller may rely on, run by run."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest

from componentes.agentes.auto_backup_integration import AutoBackupIntegration
from componentes.agentes.classificador_lote_avancado import ClassificadorLoteAvancado
from componentes.agentes.gerador_relatorios_avancados import GeradorRelatoriosAvancados
from componentes.agentes.monitor_tempo_real import MonitorTempoReal
from componentes.base.eventos import (
    AgenteIniciado,
    AgenteTerminado,
    ClassificacaoTerminada,
    Evento,
    InventarioPronto,
    MetricasMedidas,
    ProgressoLote,
)
from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central

AGENTES = {
    "classificador": ClassificadorLoteAvancado,
    "monitor": MonitorTempoReal,
    "relatorios": GeradorRelatoriosAvancados,
    "backup": AutoBackupIntegration,
}
VIVOS = {*AGENTES, "alertador"}
"""The four, and the one that tells how their run ended."""
METRICAS = {"threads_ativas", "files_processed", "success_rate", "memory_usage", "cpu_usage"}


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    copias = {f"copia {n}.mq4": fonte(0) for n in range(3)}
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)} | copias)


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca, auto_backup=True)


def test_componentes_sao_os_quatro_agentes(central: OrquestradorCentral) -> None:
    assert {nome: type(agente) for nome, agente in central.componentes.items()} == AGENTES
    assert central.threads_ativas == {}


def test_o_status_tem_as_chaves_do_contrato(central: OrquestradorCentral) -> None:
    status = central._obter_status_sistema()
    assert status.keys() >= {"status", "threads_ativas", "componentes", "metricas_tempo_real"}
    assert status["status"] == "parado"
    assert status["threads_ativas"] == []
    assert status["componentes"].keys() == AGENTES.keys()
    assert status["metricas_tempo_real"].keys() >= METRICAS
    for nome, estado in status["componentes"].items():
        assert (estado["nome"], estado["situacao"]) == (nome, "parado")


def test_threads_ativas_durante_e_depois(central: OrquestradorCentral) -> None:
    vistos: list[tuple[dict[str, threading.Thread], dict[str, Any]]] = []

    def olhar(evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            vistos.append((dict(central.threads_ativas), central._obter_status_sistema()))

    central.barramento.assinar(olhar)
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    ((threads, status),) = vistos
    assert threads.keys() == VIVOS
    assert {thread.name for thread in threads.values()} == {f"agente-{nome}" for nome in VIVOS}
    assert status["status"] == "executando"
    assert status["threads_ativas"] == sorted(VIVOS)
    assert status["componentes"]["classificador"]["situacao"] == "executando"
    assert central.threads_ativas == {}
    assert not any(thread.is_alive() for thread in threads.values())
    assert central._obter_status_sistema()["status"] == "parado"


def test_cada_agente_que_comeca_termina(central: OrquestradorCentral) -> None:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    central.executar_comando_completo("classificar_tudo")
    iniciados = [evento.agente for evento in gravador.de(AgenteIniciado)]
    terminados = [evento.agente for evento in gravador.de(AgenteTerminado)]
    assert sorted(iniciados) == sorted(terminados) == sorted(VIVOS)
    assert iniciados[-1] == "classificador"
    assert terminados[-2:] == ["monitor", "alertador"]


def test_nenhuma_thread_sobra(central: OrquestradorCentral) -> None:
    antes = set(threading.enumerate())
    central.executar_comando_completo("classificar_tudo")
    assert set(threading.enumerate()) == antes


def test_a_resposta_de_classificar_tudo(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (True, 0)
    assert resposta["estado"] == "concluida"
    assert resposta["mudou"]
    assert resposta["contagens"]["arquivos"] == 8
    assert resposta["contagens"]["conteudos"] == 5
    metricas = resposta["metricas"]
    assert metricas["files_processed"] == metricas["total"] == 8
    assert (metricas["classificados"], metricas["copias"]) == (5, 3)
    assert metricas["success_rate"] == 100.0
    assert metricas["memory_usage"] > 0
    assert Path(resposta["relatorio"]).is_file()
    assert re.fullmatch(r"\d+T\d+Z-\w+: \d+ arquivos, .* novos", resposta["backup"])


def test_segunda_vez_so_le_o_que_mudou(central: OrquestradorCentral, biblioteca: Path) -> None:
    primeira = central.executar_comando_completo("classificar_tudo")
    segunda = central.executar_comando_completo("classificar_tudo")
    assert segunda["execucao"] != primeira["execucao"]
    assert segunda["metricas"]["em_cache"] == 8
    assert not segunda["mudou"]
    escrever(biblioteca, {"novo.mq4": fonte(99)})
    (biblioteca / "1.mq4").unlink()
    terceira = central.executar_comando_completo("classificar_tudo")
    assert (terceira["metricas"]["em_cache"], terceira["metricas"]["classificados"]) == (7, 1)
    assert terceira["contagens"]["arquivos"] == 8
    assert terceira["mudou"]


@pytest.mark.parametrize(
    ("parametros", "agentes"),
    [
        ({"nivel": "rapido"}, {"classificador", "monitor"}),
        ({"nivel": "rapido", "gerar_relatorios": True}, {"classificador", "monitor", "relatorios"}),
        ({"backup_auto": False}, {"classificador", "monitor", "relatorios"}),
        ({"gerar_relatorios": False}, {"classificador", "monitor", "backup"}),
        ({"monitoramento": False}, {"classificador", "relatorios", "backup"}),
    ],
)
def test_parametros_escolhem_os_agentes(
    central: OrquestradorCentral, parametros: dict[str, Any], agentes: set[str]
) -> None:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    resposta = central.executar_comando_completo("classificar_tudo", parametros)
    assert resposta["sucesso"]
    assert {e.agente for e in gravador.de(AgenteIniciado)} == agentes | {"alertador"}
    assert bool(resposta["relatorio"]) == ("relatorios" in agentes)
    assert bool(resposta["backup"]) == ("backup" in agentes)
    assert resposta["metricas"]["files_processed"] == 8


def test_a_configuracao_escolhe_os_padroes(tmp_path: Path, biblioteca: Path) -> None:
    valores = {"auto_backup": False, "monitoramento_tempo_real": False}
    central, gravador = criar_central(tmp_path / "base", biblioteca, **valores), Gravador()
    central.barramento.assinar(gravador)
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    iniciados = {evento.agente for evento in gravador.de(AgenteIniciado)}
    assert iniciados == {"classificador", "relatorios", "alertador"}


def test_duas_pastas_ao_mesmo_tempo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from componentes.fontes import varredura  # noqa: PLC0415

    pastas = [escrever(tmp_path / nome, {f"{nome}.mq4": fonte(n)}) for n, nome in enumerate("ab")]
    juntas = threading.Barrier(2)
    original = varredura._Percurso.descer

    def descer(*argumentos: Any) -> Any:
        juntas.wait(60)  # only two walks side by side get past this
        return original(*argumentos)

    monkeypatch.setattr(varredura._Percurso, "descer", descer)
    central = criar_central(tmp_path / "base", *pastas)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["contagens"]["arquivos"] == 2
    assert not juntas.broken


def test_pastas_sobrepostas_contam_uma_vez(tmp_path: Path, biblioteca: Path) -> None:
    escrever(biblioteca, {"dentro/x.mq4": fonte(50)})
    central = criar_central(tmp_path / "base", biblioteca, biblioteca / "dentro", biblioteca)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["contagens"]["arquivos"] == 9
    assert resposta["metricas"]["files_processed"] == resposta["metricas"]["total"] == 9
    de_novo = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert de_novo["metricas"]["em_cache"] == 9


def test_a_saida_do_programa_nao_e_biblioteca(tmp_path: Path) -> None:
    base = escrever(tmp_path / "base", {"x.mq4": fonte(1)})
    central = criar_central(base, base, auto_backup=True)
    for _ in range(2):
        resposta = central.executar_comando_completo("classificar_tudo")
        assert resposta["contagens"]["arquivos"] == 1


def test_biblioteca_vazia(tmp_path: Path) -> None:
    central = criar_central(tmp_path / "base", escrever(tmp_path / "vazia", {}))
    resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (True, 0)
    assert resposta["contagens"]["arquivos"] == 0


def test_os_eventos_de_uma_execucao(central: OrquestradorCentral) -> None:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    resposta = central.executar_comando_completo("classificar_tudo")
    (inventario,) = gravador.de(InventarioPronto)
    assert (inventario.arquivos, inventario.novos, inventario.em_cache) == (8, 8, 0)
    (fim,) = gravador.de(ClassificacaoTerminada)
    assert (fim.execucao, fim.com_falhas, fim.mudou) == (resposta["execucao"], False, True)
    progresso = gravador.de(ProgressoLote)
    assert sum(e.classificados + e.copias + e.em_cache + e.falhas for e in progresso) == 8
    assert sum(e.bytes_feitos for e in progresso) == inventario.bytes_total
    assert gravador.de(MetricasMedidas)[-1].metricas.files_processed == 8


def test_duas_centrais_na_mesma_base_uma_por_vez(tmp_path: Path, biblioteca: Path) -> None:
    uma = criar_central(tmp_path / "base", biblioteca)
    outra = criar_central(tmp_path / "base", biblioteca)
    respostas: list[dict[str, Any]] = []

    def intrometer(evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            respostas.append(outra.executar_comando_completo("classificar_tudo"))

    uma.barramento.assinar(intrometer)
    assert uma.executar_comando_completo("classificar_tudo")["sucesso"]
    (recusada,) = respostas
    assert (recusada["sucesso"], recusada["codigo"]) == (False, 11)
    assert outra.executar_comando_completo("classificar_tudo")["sucesso"]
