"""The life of an agent: started, asked to stop, failed, started again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from componentes.agentes.agente import Agente
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.eventos import AgenteIniciado, AgenteTerminado, Evento
from tests.apoio.centrais import Gravador

PRAZO = 30.0


class Obediente(Agente):
    """Waits until asked to stop, or does what the test says; its first failure is its last."""

    nome = "obediente"
    politica = Politica(falhas_para_abrir=1, insiste=False, cada_inicio_tenta=True)

    def __init__(self, barramento: Barramento, fazer: Callable[[], None] | None = None) -> None:
        super().__init__(barramento)
        self._fazer = fazer
        self.vezes = 0

    def trabalhar(self) -> None:
        self.vezes += 1
        self.fazer("trabalhando")
        if self._fazer:
            self._fazer()
        else:
            self.parada.wait()


def _falhar() -> None:
    raise ValueError("não deu")


@pytest.fixture
def gravador() -> Gravador:
    return Gravador()


@pytest.fixture
def barramento(gravador: Gravador) -> Barramento:
    barramento = Barramento()
    barramento.assinar(gravador)
    return barramento


def _ignorar(_: Agente) -> None:
    """Care about nothing."""


def test_antes_de_iniciar(barramento: Barramento) -> None:
    agente = Obediente(barramento)
    assert not agente.vivo
    assert agente.aguardar(0)
    estado = agente.estado()
    assert (estado.nome, estado.situacao, estado.erro) == ("obediente", "parado", "")


def test_vida_inteira(barramento: Barramento, gravador: Gravador) -> None:
    agente = Obediente(barramento)
    thread = agente.iniciar(_ignorar)
    assert agente.vivo
    assert thread.name == "agente-obediente"
    assert thread.daemon
    assert not agente.aguardar(0.05)
    assert agente.estado().situacao == "executando"
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert not agente.vivo
    assert agente.estado().situacao == "terminado"
    assert agente.estado().atividade == "trabalhando"
    assert gravador.eventos == [AgenteIniciado("obediente"), AgenteTerminado("obediente")]


def test_parar_quem_espera_termina_logo(barramento: Barramento) -> None:
    agente = Obediente(barramento)
    agente.iniciar(_ignorar)
    agente.parar()
    # It waits without a timeout: only being asked can end it.
    assert agente.aguardar(PRAZO)


def test_ao_terminar_roda_na_thread_do_agente_antes_do_evento(
    barramento: Barramento, gravador: Gravador
) -> None:
    vistos = []

    def ao_terminar(agente: Agente) -> None:
        vistos.append((agente, threading.current_thread(), list(gravador.eventos)))

    agente = Obediente(barramento, lambda: None)
    thread = agente.iniciar(ao_terminar)
    assert agente.aguardar(PRAZO)
    assert vistos == [(agente, thread, [AgenteIniciado("obediente")])]


def test_quem_falha_diz_o_nome_e_o_motivo(barramento: Barramento, gravador: Gravador) -> None:
    terminados: list[Agente] = []
    agente, outro = Obediente(barramento, _falhar), Obediente(barramento)
    outro.iniciar(_ignorar)
    agente.iniciar(terminados.append)
    assert agente.aguardar(PRAZO)
    assert agente.estado().situacao == "falhou"
    assert agente.estado().erro == "não deu"
    assert isinstance(agente.erro, ValueError)
    assert terminados == [agente]
    assert AgenteTerminado("obediente", "não deu") in gravador.eventos
    assert outro.vivo
    outro.parar()
    assert outro.aguardar(PRAZO)


def test_erro_sem_texto_tem_o_nome_do_tipo(barramento: Barramento) -> None:
    def falhar() -> None:
        raise RuntimeError

    agente = Obediente(barramento, falhar)
    agente.iniciar(_ignorar)
    assert agente.aguardar(PRAZO)
    assert agente.estado().erro == "RuntimeError"


def test_recomeca_depois_de_parado_e_de_falho(barramento: Barramento) -> None:
    falhas = iter([True, False])

    def as_vezes() -> None:
        if next(falhas):
            _falhar()

    agente = Obediente(barramento, as_vezes)
    agente.iniciar(_ignorar)
    assert agente.aguardar(PRAZO)
    assert agente.erro is not None
    agente.parar()
    agente.iniciar(_ignorar)
    assert agente.aguardar(PRAZO)
    assert agente.vezes == 2
    assert agente.erro is None
    assert agente.estado().situacao == "terminado"
    assert not agente.estado().erro


def test_assinante_que_falha_nao_derruba_o_agente(barramento: Barramento) -> None:
    def explodir(_: Evento) -> None:
        _falhar()

    barramento.assinar(explodir)
    agente = Obediente(barramento, lambda: None)
    agente.iniciar(_ignorar)
    assert agente.aguardar(PRAZO)
    assert agente.estado().situacao == "terminado"


def test_estado_e_um_retrato(barramento: Barramento) -> None:
    agente = Obediente(barramento)
    antes = agente.estado()
    agente.fazer("outra coisa")
    assert antes.atividade == ""
    assert agente.estado().atividade == "outra coisa"
    time.strptime(agente.estado().desde[:19], "%Y-%m-%dT%H:%M:%S")
