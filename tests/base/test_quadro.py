"""The board: what a worker writes its run reads, in other processes too, and without locks."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from componentes.base.processos import Processos
from componentes.base.quadro import Quadro, Vagas

_deste: list[Quadro] = []


def _guardar(quadro: Quadro) -> None:
    _deste[:] = [quadro]


def _marcar(vaga: int, posicao: int) -> tuple[int, bool]:
    _deste[0].comecar(vaga, os.getpid(), posicao)
    return os.getpid(), _deste[0].parada_pedida


@pytest.fixture
def processos() -> Iterator[Processos]:
    piscina = Processos(1, _guardar, (), vagas=3)
    yield piscina
    piscina.fechar()


def test_o_que_um_processo_escreve_o_outro_le(processos: Processos) -> None:
    quadro = processos.quadro
    assert [quadro.andamento(n) for n in range(3)] == [None, None, None]
    pid, parada = processos.agendar(_marcar, 1, 7).result(60)
    andamento = quadro.andamento(1)
    assert andamento is not None
    assert (andamento.pid, andamento.posicao, parada) == (pid, 7, False)
    assert andamento.segundos >= 0
    assert pid != os.getpid()
    assert quadro.andamento(0) is quadro.andamento(2) is None
    quadro.limpar(1)
    assert quadro.andamento(1) is None


def test_a_parada_chega_e_pode_ser_retirada(processos: Processos) -> None:
    processos.quadro.pedir_parada()
    assert processos.agendar(_marcar, 0, 0).result(60)[1]
    processos.quadro.pedir_parada(False)
    assert not processos.agendar(_marcar, 0, 0).result(60)[1]


def test_cada_vaga_e_de_um_so() -> None:
    vagas = Vagas(2)
    assert {vagas.tomar(), vagas.tomar()} == {0, 1}
    assert vagas.tomar() is None
    vagas.devolver(1)
    assert vagas.tomar() == 1
