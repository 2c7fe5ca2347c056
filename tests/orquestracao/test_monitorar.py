"""Watching a run of another process: to its end, or until one has seen enough."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from componentes.base.eventos import Evento, SituacaoLida
from componentes.base.tipos import Situacao
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.historia.relato import falhas_da_execucao, noticias_da_execucao
from componentes.orquestracao.retrato import retrato_de
from componentes.portas.vivo.fonte import DeOutroProcesso
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import criar_central
from tests.apoio.programa import esperar, iniciar, matar_familia

ARQUIVOS = 300
so_posix = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)})


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca, max_threads=1)


@pytest.fixture
def trabalhando(central: OrquestradorCentral) -> Iterator[None]:
    """Have another process classify, slowly."""
    base = central.ambiente.pastas.base
    outro = iniciar("classificar_tudo", "--sem-relatorios", "--base", base, lento=0.02)
    status = "status_sistema"
    esperar(
        lambda: central.executar_comando_completo(status)["metricas_tempo_real"]["files_processed"],
        "o outro trabalhar",
    )
    yield
    matar_familia(outro)


def _olhadas(central: OrquestradorCentral) -> list[dict[str, Any]]:
    vistas: list[dict[str, Any]] = []

    def olhar(evento: Evento) -> None:
        if isinstance(evento, SituacaoLida):
            vistas.append(evento.situacao)

    central.barramento.assinar(olhar)
    return vistas


@so_posix
@pytest.mark.usefixtures("trabalhando")
def test_acompanha_ate_o_fim(central: OrquestradorCentral) -> None:
    olhadas = _olhadas(central)
    resposta = central.executar_comando_completo("monitorar_tempo_real")
    assert resposta["sucesso"], resposta
    assert (resposta["status"], resposta["execucao"]["estado"]) == ("parado", "concluida")
    retratos = [retrato_de(olhada) for olhada in olhadas]
    assert retratos[0].vivo
    assert not retratos[-1].vivo
    assert retratos[0].execucao is not None
    assert retratos[0].execucao.pid not in {0, os.getpid()}
    feitos = [retrato.metricas_tempo_real.files_processed for retrato in retratos]
    assert feitos == sorted(feitos)
    assert feitos[-1] == ARQUIVOS
    assert any("inventário" in noticia.texto for noticia in retratos[-1].eventos)


@so_posix
@pytest.mark.usefixtures("trabalhando")
def test_sair_nao_para_a_execucao(central: OrquestradorCentral) -> None:
    olhadas = _olhadas(central)
    saida = threading.Timer(0.2, central.pedir_parada)
    saida.start()
    resposta = central.executar_comando_completo("monitorar_tempo_real", {"sempre": True})
    assert (resposta["status"], resposta["execucao"]["estado"]) == ("executando", "executando")
    assert olhadas
    assert not central.parada_pedida.is_set(), "o comando seguinte não é parado por este pedido"


@so_posix
@pytest.mark.usefixtures("trabalhando")
def test_a_fonte_da_tela_le_e_pede(central: OrquestradorCentral) -> None:
    fonte_da_tela = DeOutroProcesso(central)
    central.barramento.assinar(fonte_da_tela)
    assert not fonte_da_tela.retrato().vivo
    fim = threading.Thread(target=central.executar_comando_completo, args=("monitorar_tempo_real",))
    fim.start()
    esperar(lambda: fonte_da_tela.retrato().vivo, "a primeira olhada")
    antes = fonte_da_tela.retrato().metricas_tempo_real.segundos
    esperar(lambda: fonte_da_tela.retrato().metricas_tempo_real.segundos > antes, "o relógio andar")
    assert any("inventário" in noticia.texto for noticia in fonte_da_tela.noticias(50))
    assert fonte_da_tela.falhas() == ()
    execucao = fonte_da_tela.retrato().execucao
    assert execucao is not None
    assert execucao.nome in fonte_da_tela.parar()
    fim.join(60)
    final = fonte_da_tela.retrato().execucao
    assert final is not None
    assert (final.nome, final.estado) == (execucao.nome, "cancelada")


@so_posix
def test_quem_morre_e_dito(central: OrquestradorCentral) -> None:
    base = central.ambiente.pastas.base
    outro = iniciar("classificar_tudo", "--base", base, lento=0.05)
    esperar(
        lambda: central.executar_comando_completo("status")["status"] == "executando", "o outro"
    )
    morte = threading.Timer(0.3, matar_familia, (outro,))
    morte.start()
    resposta = central.executar_comando_completo("monitorar_tempo_real")
    assert resposta["status"] == "interrompida"
    morte.join()


def test_sem_nada_em_andamento_diz_e_termina(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("monitorar_tempo_real")
    assert (resposta["status"], resposta["execucao"]) == ("parado", None)


@pytest.mark.parametrize("parametros", [{"nada": 1}, {"sempre": "sim"}])
def test_parametros_errados(central: OrquestradorCentral, parametros: dict[str, Any]) -> None:
    resposta = central.executar_comando_completo("monitorar_tempo_real", parametros)
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)


@so_posix
def test_falhas_e_noticias_de_uma_execucao(central: OrquestradorCentral, biblioteca: Path) -> None:
    for numero in range(5):
        (biblioteca / f"atalho {numero}.mq4").symlink_to("/nenhures")
    (biblioteca / "grande.mq4").write_bytes(b"// longo demais\n" * 2**20)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    grupos = falhas_da_execucao(central.ambiente, resposta["execucao"])
    assert [(g.situacao, g.arquivos) for g in grupos] == [
        (Situacao.ILEGIVEL, 5),
        (Situacao.LIMITE_EXCEDIDO, 1),
    ]
    assert grupos[0].exemplos == tuple(f"atalho {n}.mq4" for n in range(3))
    assert grupos[1].exemplos == ("grande.mq4",)
    assert [falha["arquivos"] for falha in resposta["falhas"]] == [5, 1]
    assert falhas_da_execucao(central.ambiente) == grupos
    assert falhas_da_execucao(central.ambiente, "não-há") == ()
    (biblioteca / "grande.mq4").unlink()
    depois = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert len(depois["falhas"]) == 1
    assert falhas_da_execucao(central.ambiente, resposta["execucao"]) == grupos, "a de antes fica"
    textos = [n.texto for n in noticias_da_execucao(central.ambiente, resposta["execucao"], 50)]
    assert textos[0] == f"classificar_tudo começou: {resposta['execucao']}"
    assert textos[1].startswith("inventário")
    assert any(texto.endswith("passa do limite de 10 MB") for texto in textos)
    assert noticias_da_execucao(central.ambiente, "não-há", 50) == []
