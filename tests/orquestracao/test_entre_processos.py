"""A run in one process, asked and stopped from another."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from componentes.catalogo.esquema import NOME_DO_ARQUIVO, abrir
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.trava import Trava
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import criar_central
from tests.apoio.programa import esperar, iniciar, matar_familia

ARQUIVOS = 400
pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "base"


@pytest.fixture
def central(tmp_path: Path, base: Path) -> OrquestradorCentral:
    arquivos = {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)}
    return criar_central(base, escrever(tmp_path / "b", arquivos), max_threads=1)


@pytest.fixture
def situacao(central: OrquestradorCentral) -> Any:
    def perguntar() -> dict[str, Any]:
        resposta = central.executar_comando_completo("status_sistema")
        assert resposta["sucesso"], resposta
        return resposta

    return perguntar


@pytest.fixture
def outro(base: Path) -> Iterator[Any]:
    iniciados = []

    def comecar() -> Any:
        argumentos = ("classificar_tudo", "--sem-relatorios", "--base", base)
        iniciados.append(iniciar(*argumentos, lento=0.02))
        return iniciados[-1]

    yield comecar
    for processo in iniciados:
        matar_familia(processo)


def test_status_recusa_e_parada_de_outro_processo(
    central: OrquestradorCentral, situacao: Any, outro: Any
) -> None:
    assert situacao()["status"] == "parado"
    assert situacao()["execucao"] is None
    processo = outro()
    esperar(lambda: situacao()["metricas_tempo_real"]["files_processed"], "o outro trabalhar")
    vivo = situacao()
    assert vivo["status"] == "executando"
    assert vivo["threads_ativas"] == ["alertador", "classificador", "monitor"]
    assert vivo["componentes"]["classificador"]["situacao"] == "executando"
    assert vivo["metricas_tempo_real"]["total"] == ARQUIVOS
    assert vivo["metricas_tempo_real"]["memory_usage"] > 10
    assert vivo["execucao"]["pid"] == processo.pid
    assert vivo["execucao"]["estado"] == "executando"

    recusada = central.executar_comando_completo("classificar_tudo")
    assert (recusada["sucesso"], recusada["codigo"]) == (False, 11)
    assert f"processo {processo.pid} " in recusada["erro"]

    parada = central.executar_comando_completo("parar_sistema")
    assert parada["sucesso"]
    assert (parada["execucao"], parada["pid"]) == (vivo["execucao"]["nome"], processo.pid)
    processo.wait(60)
    assert processo.returncode == 130
    depois = situacao()
    assert depois["status"] == "parado"
    assert depois["threads_ativas"] == []
    assert depois["execucao"]["estado"] == "cancelada"
    assert depois["componentes"]["classificador"]["situacao"] == "parado"


def test_catalogo_sendo_criado_e_esperado(central: OrquestradorCentral, situacao: Any) -> None:
    """Between the file's creation and its first table a reader finds an empty database."""
    pasta = central.ambiente.pastas.catalogo
    trava = Trava(pasta)
    trava.tomar("classificar_tudo")
    (pasta / NOME_DO_ARQUIVO).touch()
    criacao = threading.Timer(0.3, lambda: abrir(pasta).dispose())
    criacao.start()
    assert situacao()["status"] == "parado"
    criacao.join()
    trava.soltar()


def test_processo_morto_e_retomado(central: OrquestradorCentral, situacao: Any, outro: Any) -> None:
    processo = outro()
    esperar(lambda: situacao()["metricas_tempo_real"]["files_processed"], "o outro trabalhar")
    matar_familia(processo)
    morta = situacao()
    assert morta["status"] == "interrompida"
    assert morta["threads_ativas"] == []
    recusa = central.executar_comando_completo("parar_sistema")
    assert (recusa["sucesso"], recusa["codigo"]) == (False, 2)
    retomada = central.executar_comando_completo("classificar_tudo", {"gerar_relatorios": False})
    assert retomada["execucao"] == morta["execucao"]["nome"]
    assert retomada["estado"] == "concluida"
    assert 0 < retomada["metricas"]["em_cache"] < ARQUIVOS
    assert retomada["contagens"] == {
        "arquivos": ARQUIVOS,
        "bytes": retomada["metricas"]["bytes_total"],
        "conteudos": ARQUIVOS,
        "por_situacao": {"ok": ARQUIVOS},
        "membros": 0,
        "compactados": 0,
    }
    assert situacao()["execucao"]["pid"] == os.getpid()
    json.dumps(situacao())
