"""Stopping and going on: on request, out of time, before anything began."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from componentes.base.eventos import AgenteIniciado, Evento, InventarioPronto, ProgressoLote
from componentes.catalogo.modelo import EstadoExecucao
from componentes.classificacao import leitor, lote
from componentes.fontes.leitura import Lido
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.sessao import leitura
from tests.apoio.bibliotecas import INCLUDE, QUE_INCLUI, escrever, fonte
from tests.apoio.centrais import criar_central, exportado

ARQUIVOS = 300
RAPIDO = {"nivel": "rapido"}


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)})


def _parar_em(central: OrquestradorCentral, tipo: type[Evento], vez: int = 1) -> None:
    """Ask `central` to stop at the nth event of a kind."""
    vistos = []

    def olhar(evento: Evento) -> None:
        if isinstance(evento, tipo):
            vistos.append(evento)
            if len(vistos) == vez:
                central.pedir_parada()

    central.barramento.assinar(olhar)


def _caminhos(dados: bytes) -> list[str]:
    return [json.loads(linha)["caminho"] for linha in dados.splitlines()]


def test_cancelar_e_retomar(tmp_path: Path, biblioteca: Path) -> None:
    valores: dict[str, Any] = {"max_threads": 1, "processamento_paralelo": False}
    central = criar_central(tmp_path / "base", biblioteca, **valores)
    _parar_em(central, ProgressoLote, vez=2)  # the first is the inventory's
    cancelada = central.executar_comando_completo("classificar_tudo")
    assert (cancelada["sucesso"], cancelada["codigo"]) == (False, 130)
    assert cancelada["estado"] == "cancelada"
    feitos = cancelada["metricas"]["files_processed"]
    assert 0 < feitos < ARQUIVOS
    assert not (central.ambiente.pastas.relatorios / "ultimo.html").exists()
    assert central.threads_ativas == {}

    retomada = criar_central(tmp_path / "base", biblioteca, **valores).executar_comando_completo(
        "classificar_tudo"
    )
    assert retomada["execucao"] == cancelada["execucao"]
    assert (retomada["sucesso"], retomada["estado"]) == (True, "concluida")
    assert retomada["metricas"]["em_cache"] == feitos
    assert retomada["metricas"]["classificados"] == ARQUIVOS - feitos
    assert retomada["metricas"]["files_processed"] == ARQUIVOS
    assert retomada["contagens"]["arquivos"] == ARQUIVOS
    assert Path(retomada["relatorio"]).is_file()
    caminhos = _caminhos(exportado(central, tmp_path / "x.jsonl"))
    assert caminhos == sorted(set(caminhos))
    assert len(caminhos) == ARQUIVOS

    outra = central.executar_comando_completo("classificar_tudo")
    assert outra["execucao"] != retomada["execucao"]


def test_a_mesma_central_serve_depois_de_cancelada(tmp_path: Path, biblioteca: Path) -> None:
    central = criar_central(tmp_path / "base", biblioteca, max_threads=1)
    _parar_em(central, ProgressoLote, vez=2)
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["codigo"] == 130
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["codigo"] == 0
    assert central.executar_comando_completo("backup_completo")["sucesso"]


@pytest.mark.parametrize("tipo", [AgenteIniciado, InventarioPronto])
def test_parada_pedida_cedo_nao_se_perde(
    tmp_path: Path, biblioteca: Path, tipo: type[Evento]
) -> None:
    central = criar_central(tmp_path / "base", biblioteca)
    _parar_em(central, tipo)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["estado"], resposta["codigo"]) == ("cancelada", 130)
    assert resposta["metricas"]["files_processed"] == 0


def test_parada_pedida_antes_de_comecar(tmp_path: Path, biblioteca: Path) -> None:
    central = criar_central(tmp_path / "base", biblioteca)
    central.pedir_parada()
    assert central.executar_comando_completo("classificar_tudo")["estado"] == "cancelada"
    assert central.executar_comando_completo("classificar_tudo")["estado"] == "concluida"


def test_pedido_de_outro_terminal_sem_monitor(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = criar_central(tmp_path / "base", biblioteca)
    outra = criar_central(tmp_path / "base", biblioteca)
    original = vars(leitor)["ler"]
    respostas: list[dict[str, Any]] = []

    def ler(caminho: Path, _: object = None) -> Lido:
        """Let the first file wait until the wish to stop has come through the catalogue."""
        if not respostas:
            respostas.append(outra.executar_comando_completo("parar_sistema"))
        assert central.classificador.parada.wait(60)
        return original(caminho)  # type: ignore[no-any-return]

    monkeypatch.setattr(leitor, "ler", ler)
    parametros = {**RAPIDO, "monitoramento": False}
    resposta = central.executar_comando_completo("classificar_tudo", parametros)
    assert respostas[0]["sucesso"], respostas
    assert respostas[0]["execucao"] == resposta["execucao"]
    assert resposta["estado"] == "cancelada"


def test_prazo_esgotado(tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    central = criar_central(tmp_path / "base", biblioteca, timeout_operacoes=1)

    def ler(*_: object) -> Lido:
        central.classificador.parada.wait(60)
        raise OSError("tarde demais")

    with monkeypatch.context() as remendo:
        remendo.setattr(leitor, "ler", ler)
        resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert resposta["estado"] == "interrompida"
    assert "timeout_operacoes" in resposta["erro"]
    assert central.threads_ativas == {}
    assert not (central.ambiente.pastas.relatorios / "ultimo.html").exists()
    depois = criar_central(tmp_path / "base", biblioteca).executar_comando_completo(
        "classificar_tudo"
    )
    assert depois["execucao"] == resposta["execucao"]
    assert depois["estado"] == "concluida"
    assert depois["contagens"]["por_situacao"] == {"ok": ARQUIVOS}


@pytest.mark.parametrize("segunda", ["o mesmo comando", "outro comando"])
def test_morte_entre_ler_e_ligar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, segunda: str
) -> None:
    """Everything is read, the ties between files are not resolved yet, and the power goes."""
    arquivos = {"a.mq4": QUE_INCLUI, "casa.mqh": INCLUDE, "b.mq4": fonte(1)}
    biblioteca = escrever(tmp_path / "b", arquivos)
    inteira = criar_central(tmp_path / "inteira", biblioteca)
    inteira.executar_comando_completo("classificar_tudo", RAPIDO)
    esperado = exportado(inteira, tmp_path / "esperado")
    assert b'"resolvida":"casa.mqh"' in esperado

    central = criar_central(tmp_path / "base", biblioteca)

    def morrer(_: object) -> None:
        raise RuntimeError("faltou luz")

    with monkeypatch.context() as remendo:
        remendo.setattr(lote.Classificacao, "_ligar", morrer)
        caida = central.executar_comando_completo("classificar_tudo", RAPIDO)
    assert (caida["sucesso"], caida["codigo"]) == (False, 1)
    assert "faltou luz" in caida["erro"]
    if segunda == "o mesmo comando":
        central.executar_comando_completo("classificar_tudo", RAPIDO)
    else:
        pedido = {"diretorio": str(biblioteca), **RAPIDO}
        central.executar_comando_completo("classificar_diretorio", pedido)
    assert exportado(central, tmp_path / "curado") == esperado


def test_classificador_que_falha_fica_registrado(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explodir(_: object) -> None:
        raise RuntimeError("defeito nosso")

    monkeypatch.setattr(lote.Classificacao, "executar", explodir)
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert "RuntimeError: defeito nosso" in resposta["erro"]
    assert resposta["onde"].endswith("orquestrador.log")
    assert "defeito nosso" in Path(resposta["onde"]).read_text(encoding="utf-8")
    assert central.threads_ativas == {}
    with leitura(central.ambiente) as consulta:
        execucao = consulta.ultima_execucao()
    assert execucao is not None
    assert (execucao.estado, execucao.erro) == (EstadoExecucao.FALHOU, "defeito nosso")
