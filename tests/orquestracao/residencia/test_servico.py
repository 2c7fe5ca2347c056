"""The service as a user has it: in a process of its own, watched, refused, killed, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tempo import agora
from componentes.catalogo.perguntas.agendado import Agendado
from componentes.catalogo.perguntas.servicos import Servico, servicos
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.anotacao import perguntar
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.residencia.livro_da_agenda import LivroDaAgenda
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.trava import SERVICO, Trava
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar, criar_central
from tests.apoio.programa import esperar, iniciar, matar_familia

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")
ARQUIVOS = 60
MUITOS = 400


def _entrada(minutos: int = 1, **mudancas: Any) -> dict[str, Any]:
    base = {"nome": "ronda", "comando": "classificar_tudo", "parametros": {"nivel": "rapido"}}
    return {**base, "a_cada_minutos": minutos, **mudancas}


class Casa:
    """A base folder, its library, and the services started on it."""

    def __init__(self, pasta: Path) -> None:
        self.base = pasta / "base"
        self.ambiente = preparar_ambiente(self.base)
        self.biblioteca = pasta / "b"
        self.encher(ARQUIVOS)
        self.iniciados: list[subprocess.Popen[bytes]] = []

    def encher(self, quantos: int) -> None:
        escrever(self.biblioteca, {f"{n:03d}.mq4": fonte(n) for n in range(quantos)})

    def configurar(self, *agenda: dict[str, Any]) -> OrquestradorCentral:
        return criar_central(self.base, self.biblioteca, max_threads=1, agenda=agenda)

    def iniciar(
        self, *opcoes: str, lento: float = 0.0, vigiar: bool = False
    ) -> subprocess.Popen[bytes]:
        if not vigiar:
            opcoes = (*opcoes, "--sem-vigia")
        modulo = "tests.apoio.depressa"
        processo = iniciar("servico", "--base", self.base, *opcoes, lento=lento, modulo=modulo)
        self.iniciados.append(processo)
        return processo

    @property
    def catalogo(self) -> Path:
        return self.base / "Development" / "catalogo"

    def linha(self) -> Agendado | None:
        return LivroDaAgenda(self.ambiente).ler().get("ronda")

    def estado(self) -> str:
        linha = self.linha()
        return str(linha.ultimo_resultado.estado) if linha else ""

    def deve(self) -> bool:
        """Tell whether the time at hand still counts as due."""
        linha = self.linha()
        return linha is not None and "" < linha.proxima_em <= agora()

    def log(self) -> str:
        arquivo = self.base / "Development" / "logs" / "servico.log"
        return arquivo.read_text(encoding="utf-8") if arquivo.exists() else ""

    def sinais(self) -> list[Servico]:
        return perguntar(self.ambiente, servicos, [])


@pytest.fixture
def casa(tmp_path: Path) -> Iterator[Casa]:
    casa = Casa(tmp_path)
    yield casa
    for processo in casa.iniciados:
        matar_familia(processo)


def _encerrar(processo: subprocess.Popen[bytes]) -> tuple[str, str]:
    processo.send_signal(signal.SIGTERM)
    saida, mensagens = processo.communicate(timeout=60)
    return saida.decode(), mensagens.decode()


def test_cumpre_a_agenda_e_diz_cada_mudanca(casa: Casa) -> None:
    casa.configurar(_entrada())
    processo = casa.iniciar()
    esperar(lambda: casa.estado() == "concluido", "a primeira vez")
    (sinal,) = casa.sinais()
    assert (sinal.nome, sinal.pid) == ("servico", processo.pid)
    assert sinal.estado["residentes"]["agendador"]["situacao"] == "executando"
    saida, mensagens = _encerrar(processo)
    assert processo.returncode == 0
    assert "serviço encerrado" in saida
    assert f"serviço iniciado (processo {processo.pid}): agendador" in mensagens
    assert "ronda: começou classificar_tudo" in mensagens
    assert f"ronda: concluído: {ARQUIVOS} arquivos" in mensagens
    assert "\x1b" not in saida + mensagens
    assert casa.sinais() == []
    assert not Trava(casa.catalogo, SERVICO).ocupada()
    assert "ronda: começa classificar_tudo" in casa.log()
    assert "serviço encerrado" in casa.log()


def test_em_json_cada_linha_e_uma_mensagem(casa: Casa) -> None:
    casa.configurar(_entrada())
    processo = casa.iniciar("--json")
    esperar(lambda: casa.estado() == "concluido", "a primeira vez")
    saida, _ = _encerrar(processo)
    linhas = [json.loads(linha) for linha in saida.splitlines()]
    assert {linha["message_type"] for linha in linhas} == {"status", "summary"}
    eventos = [linha.get("evento") for linha in linhas]
    assert eventos[0] == "ServicoIniciado"
    assert {"AgendamentoIniciado", "AgendamentoTerminado", "AgendaMudou"} <= set(eventos)
    assert linhas[-1]["sucesso"]


def test_o_segundo_e_recusado_e_parar_sistema_encerra_o_primeiro(casa: Casa) -> None:
    central = casa.configurar()
    processo = casa.iniciar()
    esperar(casa.sinais, "o serviço viver")
    recusado = central.executar_comando_completo("servico")
    assert recusado["codigo"] == 11
    assert f"processo {processo.pid} " in recusado["erro"]
    assert recusado["erro"].startswith("Outro serviço já está em execução")
    # A second one does not take the sign of life of the first.
    assert [sinal.pid for sinal in casa.sinais()] == [processo.pid]
    assert central.executar_comando_completo("agenda_listar")["servico_em_execucao"]
    parada = central.executar_comando_completo("parar_sistema")
    assert (parada["servicos"], parada["execucao"]) == (["servico"], "")
    processo.communicate(timeout=60)
    assert processo.returncode == 0
    de_novo = central.executar_comando_completo("parar_sistema")
    assert (de_novo["sucesso"], de_novo["codigo"]) == (False, 2)


def test_um_pedido_antigo_nao_encerra_quem_comeca_depois(casa: Casa) -> None:
    central = casa.configurar(_entrada())
    primeiro = casa.iniciar()
    esperar(casa.sinais, "o serviço viver")
    primeiro.kill()
    primeiro.communicate()
    trava = Trava(casa.catalogo, SERVICO)
    trava.tomar("servico")
    assert central.executar_comando_completo("parar_sistema")["servicos"]
    trava.soltar()
    casa.iniciar()
    esperar(lambda: casa.estado() == "concluido", "o segundo trabalhar")


def test_morto_no_meio_e_retomado_e_a_agenda_segue(casa: Casa) -> None:
    casa.encher(MUITOS)
    central = casa.configurar(_entrada(3))
    processo = casa.iniciar(lento=0.02)
    status = central.executar_comando_completo

    def feitos() -> int:
        metricas: dict[str, int] = status("status_sistema")["metricas_tempo_real"]
        return metricas.get("files_processed", 0)

    esperar(lambda: casa.estado() == "executando" and feitos(), "a execução ir ao meio")
    matar_familia(processo)
    morta = status("status_sistema")["execucao"]["nome"]
    assert casa.estado() == "executando"
    assert casa.deve()

    segundo = casa.iniciar()
    esperar(lambda: casa.estado() == "concluido", "a retomada")
    with leitura(central.ambiente) as consulta:
        execucao = consulta.execucao(morta)
        assert execucao is not None
        assert str(execucao.estado) == "concluida"
        assert execucao.totais["contagens"]["arquivos"] == MUITOS
    linha = casa.linha()
    assert linha is not None
    retomada_em = linha.ultima_em
    esperar(lambda: (casa.linha() or linha).ultima_em > retomada_em, "a vez seguinte")
    _encerrar(segundo)
    assert segundo.returncode == 0
    with leitura(central.ambiente) as consulta:
        assert {str(e.estado) for e in consulta.execucoes(50)} <= {"concluida", "cancelada"}


def test_sigterm_no_meio_para_o_comando_e_o_deve(casa: Casa) -> None:
    casa.configurar(_entrada(3))
    processo = casa.iniciar(lento=0.1)
    esperar(lambda: casa.estado() == "executando", "começar")
    _encerrar(processo)
    assert processo.returncode == 0
    assert casa.estado() == "cancelado"
    assert casa.deve()
    assert casa.sinais() == []


def test_parar_sistema_no_meio_para_o_comando_e_o_deve(casa: Casa) -> None:
    central = casa.configurar(_entrada(3))
    processo = casa.iniciar(lento=0.1)
    esperar(lambda: casa.estado() == "executando", "começar")
    esperar(lambda: central.executar_comando_completo("status_sistema")["execucao"], "a execução")
    parada = central.executar_comando_completo("parar_sistema")
    assert (parada["servicos"], parada["execucao"] != "") == (["servico"], True)
    processo.communicate(timeout=60)
    assert (processo.returncode, casa.estado(), casa.deve()) == (0, "cancelado", True)


def test_configuracao_que_muda_vale_se_for_valida(casa: Casa) -> None:
    casa.configurar()
    processo = casa.iniciar()
    esperar(casa.sinais, "o serviço viver")
    arquivo = configurar(casa.base, casa.biblioteca, agenda=[_entrada(comando="nada")])
    esperar(lambda: "vale a anterior" in casa.log(), "o aviso")
    arquivo.write_text('{"agenda": [', encoding="utf-8")
    esperar(lambda: "JSON inválido" in casa.log(), "outro aviso")
    assert processo.poll() is None
    configurar(casa.base, casa.biblioteca, agenda=[_entrada()])
    esperar(lambda: casa.estado() == "concluido", "a nova agenda")
    _, mensagens = _encerrar(processo)
    assert mensagens.count("aviso: a configuração mudou e não pode ser usada") == 2
    assert mensagens.count("configuração relida") == 1
    assert "O agendamento 'ronda' pede o comando 'nada'" in mensagens


def test_outro_com_a_trava_e_esperado(casa: Casa) -> None:
    casa.configurar(_entrada(2, tolerancia_minutos=600))
    trava = Trava(casa.catalogo)
    trava.tomar("backup_completo")
    processo = casa.iniciar()
    esperar(lambda: "ronda espera" in casa.log(), "chegar a vez")
    trava.soltar()
    esperar(lambda: casa.estado() == "concluido", "a trava livre")
    _, mensagens = _encerrar(processo)
    assert mensagens.count("ronda: espera a sua vez; Outra execução está em andamento") == 1
    assert "backup_completo" in mensagens


def test_agenda_errada_nao_deixa_o_servico_comecar(casa: Casa) -> None:
    central = casa.configurar(_entrada(comando="nada"))
    resposta = central.executar_comando_completo("servico")
    assert resposta["codigo"] == 2
    assert "'ronda'" in resposta["erro"]
    assert not casa.catalogo.exists()


def test_vigia_as_pastas_e_cumpre_a_agenda_ao_mesmo_tempo(casa: Casa) -> None:
    central = casa.configurar(_entrada())
    processo = casa.iniciar(vigiar=True)
    esperar(lambda: {s.nome for s in casa.sinais()} == {"servico", "vigia"}, "os dois viverem")
    esperar(lambda: casa.estado() == "concluido", "a agenda")
    casa.encher(ARQUIVOS + 1)

    def vistos() -> int:
        listada = central.executar_comando_completo("execucoes_listar")
        return max((e["contagens"].get("arquivos", 0) for e in listada["passadas"]), default=0)

    esperar(lambda: vistos() == ARQUIVOS + 1, "o arquivo novo ser classificado")
    parada = central.executar_comando_completo("parar_sistema")
    assert parada["servicos"] == ["servico", "vigia"]
    _, mensagens = processo.communicate(timeout=60)
    assert processo.returncode == 0
    assert casa.sinais() == []
    assert "agendador, vigia" in mensagens.decode()
    assert f"vigiando {casa.biblioteca}" in mensagens.decode()
    situacao = central.executar_comando_completo("status_sistema")
    assert (situacao["status"], situacao["servicos"]) == ("parado", [])
