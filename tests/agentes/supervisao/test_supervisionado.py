"""An agent under supervision: tried again, suspended, asked to begin again, reset."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from componentes.agentes.agente import Agente
from componentes.agentes.supervisao.disjuntor import Disjuntor, EstadoDisjuntor
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.erros import ErroDisco
from componentes.base.eventos import (
    AgenteIniciado,
    AgenteReiniciado,
    AgenteTerminado,
    DisjuntorMudou,
)
from tests.apoio.centrais import Gravador
from tests.apoio.programa import esperar
from tests.apoio.relogio import Relogio

PRAZO = 30.0
LOGO = Politica(falhas_para_abrir=3, espera_inicial=0.001, espera_maxima=0.01)
NUNCA = Politica(falhas_para_abrir=99, espera_inicial=3600, espera_maxima=3600)
ABERTO = Historico(
    erro="a de ontem",
    disjuntor=Disjuntor(EstadoDisjuntor.ABERTO, (), time.time(), time.time() + 3600),
)


class Cobaia(Agente):
    """Does the passes that the test gives it, one after the other, then waits."""

    nome = "cobaia"

    def __init__(
        self, politica: Politica, *passagens: Callable[[], None], relogio: Relogio | None = None
    ) -> None:
        self.gravador = Gravador()
        barramento = Barramento()
        barramento.assinar(self.gravador)
        self.politica = politica
        super().__init__(barramento, relogio or time.time)
        self._passagens = list(passagens)
        self.feitas = 0
        self.esquecidas = 0

    def trabalhar(self) -> None:
        self.fazer("uma passagem")
        self.feitas += 1
        if self._passagens:
            self._passagens.pop(0)()
        else:
            self.parada.wait()

    def esquecer(self) -> None:
        self.esquecidas += 1

    def comecar(self) -> None:
        self.iniciar(lambda _: None)

    def ate(self, situacao: str, feitas: int = 0) -> None:
        esperar(
            lambda: self.estado().situacao == situacao and self.feitas >= feitas,
            f"{situacao} depois de {feitas}, e não {self.estado()}",
        )


def _falhar() -> None:
    raise ValueError("não deu")


def _que_falha_ao_parar() -> Cobaia:
    agente = Cobaia(LOGO)

    def falhar_ao_parar() -> None:
        agente.parada.wait()
        _falhar()

    agente._passagens.append(falhar_ao_parar)
    return agente


def _nada() -> None:
    """Go well."""


def test_tenta_de_novo_ate_ir_bem() -> None:
    agente = Cobaia(LOGO, _falhar, _falhar, _nada)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert (agente.feitas, agente.erro) == (3, None)
    assert agente.estado().situacao == "terminado"
    assert agente.estado().erro == ""
    assert agente.estado().ultimo_erro == "não deu"
    assert agente.estado().reinicios == 2
    assert agente.estado().saude == 100 - 2 * 10 - 2 * 5
    reinicios = agente.gravador.de(AgenteReiniciado)
    assert [(e.tentativa, e.erro) for e in reinicios] == [(1, "não deu"), (2, "não deu")]
    assert agente.gravador.de(AgenteIniciado) == [AgenteIniciado("cobaia")]
    assert agente.gravador.de(AgenteTerminado) == [AgenteTerminado("cobaia")]


def test_erro_sem_remedio_acaba_na_hora() -> None:
    def sem_disco() -> None:
        raise ErroDisco("Disco cheio")

    agente = Cobaia(LOGO, sem_disco)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert agente.feitas == 1
    assert isinstance(agente.erro, ErroDisco)
    assert agente.estado().saude == 0
    assert agente.gravador.de(AgenteReiniciado) == []


def test_quem_nao_insiste_falha_quando_o_disjuntor_abre() -> None:
    politica = Politica(falhas_para_abrir=2, espera_inicial=0.001, insiste=False)
    agente = Cobaia(politica, _falhar, _falhar)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert isinstance(agente.erro, ValueError)
    assert (agente.feitas, agente.estado().disjuntor) == (2, "aberto")


def test_parar_nao_espera_o_recuo() -> None:
    agente = Cobaia(NUNCA, _falhar)
    agente.comecar()
    agente.ate("em_espera")
    assert agente.estado().erro == "não deu"
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert (agente.feitas, agente.erro) == (1, None)
    assert agente.estado().situacao == "terminado"


def test_parar_com_o_disjuntor_aberto_e_uma_falha() -> None:
    agente = Cobaia(Politica(falhas_para_abrir=1, resfriamento=3600), _falhar)
    agente.comecar()
    agente.ate("suspenso")
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert "suspenso por mais 60 min" in str(agente.erro)
    assert agente.estado().situacao == "falhou"


def test_falhar_ao_parar_e_falhar() -> None:
    agente = _que_falha_ao_parar()
    agente.comecar()
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert isinstance(agente.erro, ValueError)
    assert agente.feitas == 1


def test_aberto_de_ontem_suspende_quem_nao_insiste() -> None:
    agente = Cobaia(Politica(insiste=False), _nada)
    agente.supervisao.lembrar(ABERTO)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert agente.feitas == 0
    assert "a de ontem" in str(agente.erro)
    assert "agentes redefinir cobaia" in str(agente.erro)


def test_aberto_de_ontem_deixa_tentar_a_quem_se_pediu() -> None:
    agente = Cobaia(Politica(insiste=False, cada_inicio_tenta=True), _nada)
    agente.supervisao.lembrar(ABERTO)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert (agente.feitas, agente.erro) == (1, None)
    estados = [evento.estado for evento in agente.gravador.de(DisjuntorMudou)]
    assert estados == ["meio_aberto", "fechado"]


def test_aberto_de_ontem_espera_quem_insiste_ate_ser_redefinido() -> None:
    agente = Cobaia(Politica())
    agente.supervisao.lembrar(ABERTO)
    agente.comecar()
    agente.ate("suspenso")
    assert agente.feitas == 0
    agente.redefinir()
    agente.ate("executando", 1)
    assert agente.esquecidas == 1
    assert agente.estado().disjuntor == "fechado"
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert agente.erro is None


def test_reiniciar_acaba_a_passagem_e_comeca_outra() -> None:
    agente = Cobaia(NUNCA)
    assert not agente.reiniciar(), "nobody runs"
    agente.comecar()
    agente.ate("executando", 1)
    assert agente.reiniciar()
    agente.ate("executando", 2)
    assert not agente.parada.is_set()
    assert agente.estado().reinicios == 1
    assert agente.gravador.de(AgenteReiniciado) == [AgenteReiniciado("cobaia", 1, 0.0, "")]
    agente.parar()
    assert not agente.reiniciar(), "to stop wins"
    assert agente.aguardar(PRAZO)
    assert agente.feitas == 2


@pytest.mark.parametrize("politica", [NUNCA, Politica(falhas_para_abrir=1, resfriamento=3600)])
def test_reiniciar_vale_uma_tentativa_ja(politica: Politica) -> None:
    agente = Cobaia(politica, _falhar)
    agente.comecar()
    esperar(lambda: agente.estado().situacao in {"em_espera", "suspenso"}, "a falha")
    assert agente.reiniciar()
    agente.ate("executando", 2)
    agente.parar()
    assert agente.aguardar(PRAZO)


def test_reiniciar_quem_ja_concluiu_chega_tarde() -> None:
    pedidos: list[bool] = []

    def concluir() -> None:
        pedidos.append(agente.reiniciar())
        agente.concluir()
        pedidos.append(agente.reiniciar())

    agente = Cobaia(LOGO, _falhar, concluir)
    agente.comecar()
    assert agente.aguardar(PRAZO)
    assert (pedidos, agente.feitas) == ([True, False], 2)
    assert agente.supervisao.historico().disjuntor == Disjuntor(), "it went well"


def test_quem_falha_ao_ser_reiniciado_recomeca() -> None:
    agente = _que_falha_ao_parar()
    agente.comecar()
    agente.ate("executando", 1)
    assert agente.reiniciar()
    agente.ate("executando", 2)
    agente.parar()
    assert agente.aguardar(PRAZO)
    assert agente.erro is None


def test_quem_nao_da_sinal_fica_sem_resposta_e_volta() -> None:
    relogio, preso, solto = Relogio(), threading.Event(), threading.Event()

    def pendurar() -> None:
        preso.wait(PRAZO)
        agente.pulsar()
        solto.wait(PRAZO)

    agente = Cobaia(Politica(sem_resposta=60), pendurar, relogio=relogio)
    agente.comecar()
    agente.ate("executando", 1)
    relogio.passar(60)
    agente.pulsar()  # from another thread it says nothing
    assert (agente.estado().situacao, agente.estado().saude) == ("sem_resposta", 0)
    preso.set()
    agente.ate("executando", 1)
    assert agente.estado().saude == 100
    solto.set()
    assert agente.aguardar(PRAZO)


def test_quem_espera_da_sinal() -> None:
    relogio, chegou = Relogio(), threading.Event()

    def aguardar() -> None:
        assert agente.esperar(chegou)

    agente = Cobaia(Politica(sem_resposta=60), aguardar, relogio=relogio)
    agente.comecar()
    agente.ate("executando", 1)
    for _ in range(3):
        relogio.passar(61)
        agente.ate("executando", 1)
    chegou.set()
    assert agente.aguardar(PRAZO)
    assert agente.erro is None


def test_esperar_tem_prazo_e_obedece() -> None:
    agente = Cobaia(LOGO)
    assert not agente.esperar(threading.Event(), 0.01)
    agente.parar()
    assert not agente.esperar(threading.Event())
    chegou = threading.Event()
    chegou.set()
    assert agente.esperar(chegou), "what has come has come"
