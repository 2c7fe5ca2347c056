"""One channel's deliveries: tried again, given up when it hangs, never waited for."""

from __future__ import annotations

import queue

import pytest

from componentes.alertas.entrega import Entregador, Prazos
from componentes.alertas.envio import EnderecoInvalido
from componentes.alertas.modelo import Mensagem
from tests.apoio.canais import CanalDeMemoria

PRAZO = 30.0
RAPIDO = Prazos(tentativa=PRAZO, tentativas=3, espera=0.001)
IMPACIENTE = Prazos(tentativa=0.05, tentativas=3, espera=0.001)


class Bancada:
    """A deliverer, and what it says became of each message."""

    def __init__(self, canal: CanalDeMemoria, prazos: Prazos = RAPIDO) -> None:
        self.canal = canal
        self._ditos: queue.SimpleQueue[tuple[str, str, str]] = queue.SimpleQueue()
        self.entregador = Entregador(canal, prazos, self._anotar)

    def _anotar(self, nome: str, mensagem: Mensagem, motivo: str) -> None:
        self._ditos.put((nome, mensagem.titulo, motivo))

    def entregar(self, *titulos: str) -> None:
        for titulo in titulos:
            self.entregador.entregar(Mensagem(titulo, "x", "baixa"))

    def dito(self) -> tuple[str, str, str]:
        return self._ditos.get(timeout=PRAZO)

    def calada(self) -> bool:
        """Whether nothing more was said than what was asked for."""
        return self._ditos.empty()


def test_entrega_em_ordem() -> None:
    bancada = Bancada(CanalDeMemoria("casa"))
    bancada.entregar("a", "b")
    assert [bancada.dito(), bancada.dito()] == [("casa", "a", ""), ("casa", "b", "")]
    assert [m.titulo for m in bancada.canal.recebidas] == ["a", "b"]


@pytest.mark.parametrize(("falhas", "motivo"), [(2, ""), (3, "recusado de propósito")])
def test_tenta_tres_vezes(falhas: int, motivo: str) -> None:
    bancada = Bancada(CanalDeMemoria("casa", falhas=falhas))
    bancada.entregar("a")
    assert bancada.dito() == ("casa", "a", motivo)
    assert bancada.canal.tentativas == 3


def test_endereco_invalido_nao_e_tentado_outra_vez() -> None:
    class Invalido(CanalDeMemoria):
        def enviar(self, mensagem: Mensagem) -> None:
            self.tentativas += 1
            raise EnderecoInvalido(f"não é um endereço: {mensagem.titulo}")

    bancada = Bancada(Invalido())
    bancada.entregar("a")
    assert bancada.dito() == ("memoria", "a", "não é um endereço: a")
    assert bancada.canal.tentativas == 1


def test_quem_nao_responde_e_deixado_e_nao_prende_outra_thread() -> None:
    canal = CanalDeMemoria("preso")
    canal.aberto.clear()
    bancada = Bancada(canal, IMPACIENTE)
    bancada.entregar("a", "b")
    assert bancada.dito() == ("preso", "a", "sem resposta em 0 s")
    assert bancada.dito() == ("preso", "b", "o envio anterior ainda não teve resposta")
    assert canal.tentativas == 1
    canal.aberto.set()


def test_quem_so_demorou_recebe_a_seguinte() -> None:
    canal = CanalDeMemoria("lento")
    canal.aberto.clear()
    bancada = Bancada(canal, Prazos(tentativa=0.5, tentativas=1))
    bancada.entregar("a")
    assert bancada.dito() == ("lento", "a", "sem resposta em 0 s")
    canal.aberto.set()
    bancada.entregar("b")
    assert bancada.dito() == ("lento", "b", "")


def test_fechar_entrega_o_que_esta_na_fila_sem_esperar_entre_tentativas() -> None:
    longa = Prazos(tentativa=PRAZO, tentativas=2, espera=3600)
    bancada = Bancada(CanalDeMemoria("casa", falhas=1), longa)
    bancada.entregar("a", "b")
    bancada.entregador.fechar()
    assert bancada.entregador.aguardar(PRAZO)
    assert [bancada.dito(), bancada.dito()] == [("casa", "a", ""), ("casa", "b", "")]


def test_o_que_nao_coube_no_prazo_e_dito_uma_vez_e_nao_sai_mais() -> None:
    canal = CanalDeMemoria("preso")
    canal.aberto.clear()
    bancada = Bancada(canal)
    bancada.entregar("a", "b")
    bancada.entregador.fechar()
    assert not bancada.entregador.aguardar(0.05)
    bancada.entregador.desistir()
    no_fim = "a execução terminou antes do fim do envio"
    assert [bancada.dito(), bancada.dito()] == [("preso", "a", no_fim), ("preso", "b", no_fim)]
    canal.aberto.set()
    assert bancada.entregador.aguardar(PRAZO)
    assert bancada.calada()
    assert [m.titulo for m in canal.recebidas] == ["a"]  # it was already on its way


def test_depois_de_desistir_nao_ha_outra_tentativa() -> None:
    canal = CanalDeMemoria("casa", falhas=1)
    canal.aberto.clear()
    bancada = Bancada(canal)
    bancada.entregar("a")
    bancada.entregador.fechar()
    assert not bancada.entregador.aguardar(0.05)
    bancada.entregador.desistir()
    canal.aberto.set()
    assert bancada.entregador.aguardar(PRAZO)
    assert (canal.tentativas, canal.recebidas) == (1, [])
