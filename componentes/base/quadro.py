"""A board that a run and its workers share without locks: progress of each group, the wish to stop.

Locks would not do: a worker can be killed at any moment, also while it holds one.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from typing import NamedTuple

_CONTEXTO = multiprocessing.get_context("spawn")
_PARADO = -1


class Andamento(NamedTuple):
    """Where a group stands: the worker's process, the task's place, seconds since it began."""

    pid: int
    posicao: int
    segundos: float


class Quadro:
    """`vagas` places for groups under way, each written by the one worker that has the group.

    It travels to a process only while that is started (`multiprocessing` shared memory).
    """

    def __init__(self, vagas: int) -> None:
        self._parar = _CONTEXTO.RawValue("b", 0)
        self._posicoes = _CONTEXTO.RawArray("i", [_PARADO] * vagas)
        self._pids = _CONTEXTO.RawArray("q", vagas)
        self._inicios = _CONTEXTO.RawArray("d", vagas)

    def pedir_parada(self, pedida: bool = True) -> None:
        """Ask all workers to end their groups after the task at hand, or take that back."""
        self._parar.value = int(pedida)

    @property
    def parada_pedida(self) -> bool:
        """Whether workers are to end."""
        return bool(self._parar.value)

    def comecar(self, vaga: int, pid: int, posicao: int) -> None:
        """Note, in the worker, that the task at this place of the group begins now."""
        self._pids[vaga] = pid
        self._inicios[vaga] = time.monotonic()  # one clock for all processes of a machine
        self._posicoes[vaga] = posicao

    def limpar(self, vaga: int) -> None:
        """Note that nobody works at this group."""
        self._posicoes[vaga] = _PARADO

    def andamento(self, vaga: int) -> Andamento | None:
        """Return how far a group is, None while no worker has it."""
        posicao = self._posicoes[vaga]
        if posicao == _PARADO:
            return None
        segundos = max(0.0, time.monotonic() - self._inicios[vaga])
        return Andamento(self._pids[vaga], posicao, segundos)


class Vagas:
    """Hands out the places of a board; thread-safe."""

    def __init__(self, quantas: int) -> None:
        self._livres = list(reversed(range(quantas)))
        self._trava = threading.Lock()

    def tomar(self) -> int | None:
        """Return a free place, None when there is none: that group goes on unseen."""
        with self._trava:
            return self._livres.pop() if self._livres else None

    def devolver(self, vaga: int) -> None:
        """Make a place free again."""
        with self._trava:
            self._livres.append(vaga)
