"""Who falls is started again: at once, then later and later, and each cause is said once."""

from __future__ import annotations

import pytest

from componentes.agentes.agente import Agente
from componentes.base.barramento import Barramento
from componentes.base.erros import ErroDisco
from componentes.orquestracao.residencia.reanimacao import Reanimacao


class Cadente(Agente):
    """Falls whenever it is started, for the reason the test gives; or stays."""

    nome = "cadente"
    causa = "Disco cheio"
    fica = False

    def trabalhar(self) -> None:
        if self.fica:
            self.parada.wait(60)
        else:
            raise ErroDisco(self.causa)


class Cena:
    """An agent and its reanimation, on a clock of the test."""

    def __init__(self) -> None:
        self.agora = 0.0
        self.avisos: list[str] = []
        self.inicios: list[float] = []
        self.agente = Cadente(Barramento())
        self.reanimacao = Reanimacao(self.avisos.append, lambda: self.agora)
        self._iniciar()
        self.inicios.clear()

    def _iniciar(self) -> None:
        self.inicios.append(self.agora)
        self.agente.iniciar(lambda _: None)
        if not self.agente.fica:
            assert self.agente.aguardar(30)

    def passar(self, segundos: int) -> None:
        """Let time pass, with a look every five seconds."""
        for _ in range(0, segundos, 5):
            self.reanimacao.cuidar(self.agente, self._iniciar)
            self.agora += 5


@pytest.fixture
def cena() -> Cena:
    return Cena()


def test_cada_vez_mais_tarde_e_dito_uma_vez(cena: Cena) -> None:
    cena.passar(3600)
    assert cena.inicios[0] == 0.0
    esperas = [b - a for a, b in zip(cena.inicios, cena.inicios[1:], strict=False)]
    assert esperas == sorted(esperas)
    assert (esperas[0] < 30, esperas[-1] <= 310, len(esperas) < 20) == (True, True, True)
    assert cena.avisos == ["cadente parou (Disco cheio) e foi reiniciado"]


def test_outra_causa_e_dita(cena: Cena) -> None:
    cena.passar(60)
    cena.agente.causa = "Sem permissão"
    cena.passar(600)
    assert len(cena.avisos) == 2
    assert cena.avisos[1].startswith("cadente parou (Sem permissão) e recomeça em ")


def test_quem_fica_de_pe_recupera_se(cena: Cena) -> None:
    cena.passar(600)
    cena.agente.fica = True
    cena.passar(1000)
    cena.agente.parar()
    assert cena.agente.aguardar(30)
    cena.agente.fica = False
    antes = len(cena.inicios)
    cena.passar(5)
    assert len(cena.inicios) == antes + 1


def test_esquecido_e_iniciado_na_hora(cena: Cena) -> None:
    cena.passar(1200)
    antes = len(cena.inicios)
    cena.reanimacao.esquecer("cadente")
    cena.passar(5)
    assert len(cena.inicios) == antes + 1
