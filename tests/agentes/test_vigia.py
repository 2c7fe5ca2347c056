"""The watcher's thread: what it publishes, how often it gives a sign of life, how it ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from componentes.agentes import vigia as modulo
from componentes.agentes.ronda import Ordens
from componentes.agentes.vigia import Vigia
from componentes.base.barramento import Barramento
from componentes.base.eventos import RodadaTerminada, VigiaMudou
from componentes.base.secoes_vigilancia import AjustesDaVigilancia
from componentes.base.vigilancia import EstadoVigia, Rodada
from tests.apoio.centrais import Gravador
from tests.apoio.programa import esperar
from tests.apoio.vigilancia import Observacoes


class Cena:
    """A watcher over one folder whose looks the test lets go."""

    def __init__(self, pasta: Path) -> None:
        self.pode_terminar = threading.Event()
        self.interrompida = threading.Event()
        self.surda = False
        """Whether the look at hand has nobody yet who would hear the first wish to end."""
        self.batidas: list[EstadoVigia] = []
        self.gravador = Gravador()
        barramento = Barramento()
        barramento.assinar(self.gravador)
        self.ordens = Ordens(
            pastas=(pasta,),
            excluir=frozenset(),
            ajustes=AjustesDaVigilancia(),
            olhar=self._olhar,
            observar=Observacoes(),
        )
        self.vigia = Vigia(barramento, self.ordens, self.batidas.append, self._interromper)

    def _olhar(self, _: tuple[Path, ...], motivo: str) -> Rodada:
        assert self.pode_terminar.wait(60)
        return Rodada(motivo, quando="2026-01-01T00:00:00.000Z", execucao="x")

    def _interromper(self) -> None:
        if self.surda:
            self.surda = False
            return
        self.interrompida.set()
        self.pode_terminar.set()


@pytest.fixture
def cena(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cena]:
    monkeypatch.setattr(modulo, "_PULSO", 0.02)
    monkeypatch.setattr(modulo, "_ENTRE_BATIDAS", 0.1)
    monkeypatch.setattr(modulo, "_BATIDAS_SEGUIDAS", 0.05)
    cena = Cena(tmp_path)
    cena.vigia.iniciar(lambda _: None)
    yield cena
    cena.pode_terminar.set()
    cena.vigia.parar()
    assert cena.vigia.aguardar(60)


def test_conta_o_que_muda_e_cada_rodada_uma_vez(cena: Cena) -> None:
    cena.pode_terminar.set()
    esperar(lambda: cena.gravador.de(RodadaTerminada), "a primeira rodada")
    esperar(lambda: cena.batidas and cena.batidas[-1].ultima, "a batida com a rodada")
    mudancas = cena.gravador.de(VigiaMudou)
    assert len({msg.estado for msg in mudancas}) == len(mudancas)
    assert len(cena.gravador.de(RodadaTerminada)) == 1


def test_bate_tambem_sem_novidade_e_durante_uma_rodada(cena: Cena) -> None:
    esperar(lambda: len(cena.batidas) >= 4, "batidas")
    assert cena.batidas[-1].atividade == "verificando: início"


def test_parar_interrompe_a_rodada_e_espera_por_ela(cena: Cena) -> None:
    esperar(lambda: cena.batidas, "a primeira batida")
    cena.vigia.parar()
    assert cena.vigia.aguardar(60)
    assert cena.interrompida.is_set()
    assert cena.vigia.estado().situacao == "terminado"
    assert len(cena.gravador.de(RodadaTerminada)) == 1


def test_parar_e_repetido_ate_haver_quem_ouca(cena: Cena) -> None:
    esperar(lambda: cena.batidas, "a primeira batida")
    cena.surda = True
    cena.vigia.parar()
    assert cena.vigia.aguardar(20)
    assert cena.interrompida.is_set()


def test_outras_ordens_deixam_a_rodada_terminar(cena: Cena) -> None:
    esperar(lambda: cena.batidas, "a primeira batida")
    cena.vigia.recarregar(cena.ordens)
    batidas = len(cena.batidas)
    esperar(lambda: len(cena.batidas) >= batidas + 3, "a espera pela rodada")
    assert not cena.interrompida.is_set()
    cena.pode_terminar.set()
    esperar(lambda: len(cena.gravador.de(RodadaTerminada)) == 2, "a rodada do recomeço")
    assert not cena.interrompida.is_set()


def test_pode_comecar_de_novo(cena: Cena) -> None:
    cena.pode_terminar.set()
    esperar(lambda: cena.gravador.de(RodadaTerminada), "a primeira rodada")
    cena.vigia.parar()
    assert cena.vigia.aguardar(60)
    cena.vigia.iniciar(lambda _: None)
    esperar(lambda: len(cena.gravador.de(RodadaTerminada)) == 2, "a rodada do recomeço")
