"""Who lives in the service: started, started again when it falls, and outlived by nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from componentes.agentes.agente import Agente
from componentes.agentes.vigia import Vigia
from componentes.base.barramento import Barramento
from componentes.base.erros import ErroDisco
from componentes.base.eventos import Aviso
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import EstadoExecucao
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.anotacao import anotar
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.residencia import reanimacao, zelo
from componentes.orquestracao.residencia import servico as modulo
from componentes.orquestracao.residencia.residentes import Residente, residentes
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.trava import VIGIA, Trava
from tests.apoio.centrais import Gravador, configurar, criar_central, em_curso
from tests.apoio.programa import esperar


class Fragil(Agente):
    """Falls so many times, then stays."""

    nome = "fragil"

    def __init__(self, barramento: Barramento, quedas: int) -> None:
        super().__init__(barramento)
        self._quedas = quedas
        self.vezes = 0

    def trabalhar(self) -> None:
        self.vezes += 1
        if self.vezes <= self._quedas:
            raise ErroDisco(f"queda {self.vezes}")  # not tried again by the agent itself
        assert self.parada.wait(60)


@pytest.fixture
def central(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OrquestradorCentral:
    monkeypatch.setattr(modulo, "_PULSO", 0.02)
    monkeypatch.setattr(modulo, "_ENTRE_BATIDAS", 0.05)
    monkeypatch.setattr(zelo, "_ENTRE_CURAS_S", 0.1)
    monkeypatch.setattr(reanimacao, "_PRIMEIRA_ESPERA_S", 0.01)
    return criar_central(tmp_path / "base", tmp_path)


@pytest.fixture
def gravador(central: OrquestradorCentral) -> Gravador:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    return gravador


class Vida:
    """A service that lives in a thread of the test."""

    def __init__(self, central: OrquestradorCentral) -> None:
        self.central = central
        self.resposta: dict[str, Any] = {}
        self.thread = threading.Thread(target=self._viver)
        self.thread.start()

    def _viver(self) -> None:
        self.resposta = self.central.executar_comando_completo("servico")

    def encerrar(self) -> dict[str, Any]:
        self.central.pedir_parada()
        self.thread.join(60)
        return self.resposta


@pytest.fixture
def fragil(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Fragil, Vida]]:
    fragil = Fragil(central.barramento, 2)
    monkeypatch.setattr(modulo, "residentes", lambda *_, **__: (Residente(fragil, lambda _: None),))
    vida = Vida(central)
    yield fragil, vida
    vida.encerrar()


def test_quem_cai_e_reiniciado_e_isso_e_dito(
    central: OrquestradorCentral, gravador: Gravador, fragil: tuple[Fragil, Vida]
) -> None:
    agente, vida = fragil
    esperar(lambda: agente.vezes == 3 and agente.vivo, "levantar duas vezes")
    assert central.nomes_das_threads() == ["alertador", "fragil"]
    assert vida.encerrar()["sucesso"]
    assert not agente.vivo
    assert central.nomes_das_threads() == []
    textos = [aviso.texto for aviso in gravador.de(Aviso)]
    assert textos == [
        "fragil parou (queda 1) e foi reiniciado",
        "fragil parou (queda 2) e recomeça em 0 s",
    ]


def test_disco_cheio_e_dito_uma_vez_e_nao_e_o_fim(
    gravador: Gravador, fragil: tuple[Fragil, Vida], monkeypatch: pytest.MonkeyPatch
) -> None:
    agente, vida = fragil
    esperar(lambda: agente.vezes == 3, "o serviço viver")
    tentativas: list[object] = []

    def cheio(*argumentos: object) -> None:
        tentativas.append(argumentos)
        raise ErroDisco("Disco cheio")

    monkeypatch.setattr(modulo, "anotar", cheio)
    esperar(lambda: len(tentativas) >= 3, "tentar de novo")
    assert vida.thread.is_alive()
    assert vida.encerrar()["sucesso"]
    # One for the sign of life, one for the good-bye.
    assert len([a for a in gravador.de(Aviso) if a.texto == "Disco cheio"]) == 2


def test_qualquer_terminal_ve_e_dirige_quem_vive_no_servico(
    central: OrquestradorCentral, fragil: tuple[Fragil, Vida]
) -> None:
    agente, _ = fragil
    outra = OrquestradorCentral(central.ambiente)

    def vistos() -> dict[str, Any]:
        agentes = outra.executar_comando_completo("agentes_listar")["agentes"]
        return {a["nome"]: a for a in agentes if a.get("servico") == "servico"}

    esperar(lambda: agente.vezes == 3 and {"fragil", "alertador"} <= vistos().keys(), "a lista")
    assert "saude" in vistos()["fragil"]
    pedido = {"nome": "fragil"}
    resposta = outra.executar_comando_completo("agentes_reiniciar", pedido)
    assert resposta["respostas"]["fragil"]["feito"]
    esperar(lambda: agente.vezes == 4, "recomeçar")
    assert outra.executar_comando_completo("agentes_redefinir", {"todos": True})["sucesso"]
    assert agente.estado().reinicios == 0
    recusa = outra.executar_comando_completo("agentes_reiniciar", {"nome": "vigia"})
    assert "não vive em nenhum serviço" in recusa["erro"]


def test_alertas_e_log_mudam_com_a_configuracao(
    central: OrquestradorCentral, fragil: tuple[Fragil, Vida]
) -> None:
    base = central.ambiente.pastas.base
    raiz = logging.getLogger("orquestrador")
    esperar(lambda: fragil[0].vezes == 3 and central.alertador.vivo, "o serviço viver")
    configurar(base, base.parent, alertas={"ligado": False}, nivel_log="ERROR")
    esperar(lambda: not central.alertador.vivo, "os alertas pararem")
    assert raiz.level == logging.ERROR
    configurar(base, base.parent, nivel_log="INFO")
    esperar(lambda: central.alertador.vivo and raiz.level == logging.INFO, "os alertas voltarem")
    central.alertador.parar()
    assert central.alertador.aguardar(60)
    esperar(lambda: central.alertador.vivo, "o alertador ser levantado")


def test_execucao_que_morreu_e_encerrada_sem_ninguem_olhar(
    central: OrquestradorCentral, fragil: tuple[Fragil, Vida]
) -> None:
    esperar(lambda: fragil[0].vezes == 3, "o serviço viver")
    nova = em_curso(2**22 + 7)
    anotar(central.ambiente, lambda conn: operacoes.criar_execucao(conn, nova))

    def encerrada() -> bool:
        with leitura(central.ambiente) as consulta:
            execucao = consulta.ultima_execucao()
        return execucao is not None and execucao.estado is EstadoExecucao.INTERROMPIDA

    esperar(encerrada, "a cura")


def test_os_residentes_tem_nomes_diferentes(central: OrquestradorCentral) -> None:
    with ExitStack() as pilha:
        nomes = [r.agente.nome for r in residentes(central, pilha, vigiar=True)]
    assert nomes == ["agendador", "vigia", "guarda"]
    assert len(set(nomes)) == len(nomes)
    assert not set(nomes) & set(central.componentes)


def test_so_o_que_o_vigia_usa_o_faz_recomecar(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    recomecos: list[object] = []
    monkeypatch.setattr(Vigia, "recarregar", lambda _, ordens: recomecos.append(ordens))
    base = central.ambiente.pastas.base
    with ExitStack() as pilha:
        _, vigia, _ = residentes(central, pilha, vigiar=True)
        configurar(base, base.parent, max_threads=2, agenda=[])
        vigia.ao_reconfigurar(preparar_ambiente(base))
        assert recomecos == []
        configurar(base, base.parent, vigilancia={"quietude": 9.0})
        vigia.ao_reconfigurar(preparar_ambiente(base))
        assert len(recomecos) == 1
        configurar(base, base.parent / "outra", vigilancia={"quietude": 9.0})
        vigia.ao_reconfigurar(preparar_ambiente(base))
        assert len(recomecos) == 2


def test_sem_vigia_e_com_outro_vigia_o_servico_vive_so_com_a_agenda(
    central: OrquestradorCentral, gravador: Gravador
) -> None:
    with ExitStack() as pilha:
        so, _ = residentes(central, pilha, vigiar=False)
        assert so.agente.nome == "agendador"
    assert gravador.de(Aviso) == []
    trava = Trava(central.ambiente.pastas.catalogo, VIGIA)
    trava.tomar("vigiar")
    try:
        with ExitStack() as pilha:
            so, _ = residentes(central, pilha, vigiar=True)
    finally:
        trava.soltar()
    assert so.agente.nome == "agendador"
    (aviso,) = gravador.de(Aviso)
    assert "o serviço não vigia: As pastas já são vigiadas" in aviso.texto
