"""Stopping a service that has a run in hand: its own stop ends it, as due still."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from componentes.catalogo import operacoes
from componentes.catalogo.modelo import EstadoExecucao
from componentes.orquestracao.anotacao import anotar
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos import situacao as modulo
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.trava import SERVICO, Trava
from tests.apoio.centrais import criar_central, em_curso

PID, MAQUINA = os.getpid(), socket.gethostname()


class Cena:
    """A service and a run of it, or of another process, as other terminals see them."""

    def __init__(self, central: OrquestradorCentral) -> None:
        self.central = central
        self._ambiente = central.ambiente
        bater = partial(
            operacoes.bater_servico, nome="servico", pid=PID, maquina=MAQUINA, estado={}
        )
        anotar(self._ambiente, bater)

    def executar(self, pid: int) -> None:
        nova = em_curso(pid)
        anotar(self._ambiente, lambda conn: operacoes.criar_execucao(conn, nova))

    def responder(self, fim: threading.Event) -> None:
        """Answer every request, as the service does."""
        while not fim.wait(0.05):
            for pedido in anotar(
                self._ambiente, lambda conn: operacoes.pendentes(conn, ["servico"])
            ):
                atender = partial(operacoes.atender, pedido_id=pedido.id, resposta="encerrando")
                anotar(self._ambiente, atender)

    def parar(self) -> EstadoExecucao:
        resposta = self.central.executar_comando_completo("parar_sistema")
        assert (resposta["servicos"], resposta["execucao"] != "") == (["servico"], True)
        with leitura(self._ambiente) as consulta:
            execucao = consulta.ultima_execucao()
        assert execucao is not None
        return execucao.estado


@pytest.fixture
def cena(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cena]:
    monkeypatch.setattr(modulo, "_PACIENCIA", 20.0)
    central = criar_central(tmp_path / "base", tmp_path)
    catalogo = central.ambiente.pastas.catalogo
    travas = [Trava(catalogo, SERVICO), Trava(catalogo)]
    for trava in travas:
        trava.tomar("servico")
    yield Cena(central)
    for trava in travas:
        trava.soltar()


@pytest.fixture
def atento(cena: Cena) -> Iterator[None]:
    """Let the service hear what it is asked."""
    fim = threading.Event()
    thread = threading.Thread(target=cena.responder, args=(fim,))
    thread.start()
    yield
    fim.set()
    thread.join(60)


@pytest.mark.usefixtures("atento")
def test_a_execucao_do_servico_acaba_com_ele_e_nao_e_cancelada(cena: Cena) -> None:
    cena.executar(PID)
    assert cena.parar() is EstadoExecucao.EXECUTANDO


@pytest.mark.usefixtures("atento")
def test_a_de_outro_processo_e_cancelada(cena: Cena) -> None:
    cena.executar(PID + 1)
    assert cena.parar() is EstadoExecucao.CANCELANDO


def test_servico_que_nao_ouve_nao_segura_a_parada(
    cena: Cena, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modulo, "_PACIENCIA", 0.3)
    cena.executar(PID)
    assert cena.parar() is EstadoExecucao.CANCELANDO
