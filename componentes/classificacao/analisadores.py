"""Where analysis runs: in the calling machine's threads for little work, in processes for much.

Python's `re` holds the GIL, so threads give text analysis nothing and one runaway pattern would
freeze them all; a process past its deadline is killed and replaced.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Protocol

from pebble import ProcessExpired

from componentes.base.metricas import EstadoTrabalhador
from componentes.base.processos import Processos
from componentes.base.quadro import Vagas
from componentes.base.tipos import Falha
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.tarefa import (
    Resposta,
    Tarefa,
    executar,
    executar_no_processo,
    iniciar_processo,
)

PRAZO_POR_ARQUIVO = 30.0
GRUPOS_POR_TRABALHADOR = 4
"""How many groups may be under way for each worker: one at work, the others at hand."""
_FOLGA = 8
"""Places on the board beyond those: for parts of archives, for what is tried again, and for groups
whose end the run knows a moment before their place is free."""
_PERDIDOS = (TimeoutError, ProcessExpired, BrokenProcessPool)
_PACIENCIA = 5.0
_NOME = "análise"


class Analisadores(Protocol):
    """A bounded pool that turns tasks into answers, in the order given within one call.

    Asked to stop, it answers for the tasks that were begun, and leaves the others out.
    """

    trabalhadores: int

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group of tasks."""

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> Future[list[Resposta]]:
        """Have a group answered whose worker died or was killed; raises any other `erro`."""

    def estados(self) -> list[EstadoTrabalhador]:
        """Return what each worker has in hand, in a fixed order."""

    def interromper(self) -> None:
        """Have every group end after the task at hand."""

    def fechar(self) -> None:
        """End what this pool started itself."""


class AnalisadoresEmLinha:
    """Analysis by threads of this process: no start-up, no deadline."""

    def __init__(self, trabalhadores: int, ferramentas: Ferramentas) -> None:
        self.trabalhadores = trabalhadores
        self._ferramentas = ferramentas
        self._parar = threading.Event()
        self._em_maos: dict[str, tuple[str, float]] = {}
        self._executor = ThreadPoolExecutor(trabalhadores, thread_name_prefix="analise")

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group of tasks."""
        return self._executor.submit(self._executar, tarefas)

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> Future[list[Resposta]]:  # noqa: ARG002
        """Raise: threads share the fate of the program, there is nothing to recover from."""
        raise erro

    def estados(self) -> list[EstadoTrabalhador]:
        """Return what each thread has in hand."""
        agora = time.monotonic()
        ocupados = [
            (arquivo, agora - inicio)
            for _, (arquivo, inicio) in sorted(self._em_maos.copy().items())
        ]
        return _com_os_livres(ocupados, self.trabalhadores)

    def interromper(self) -> None:
        """Have every group end after the task at hand."""
        self._parar.set()

    def fechar(self) -> None:
        """Drop what is queued and wait for what runs."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _executar(self, tarefas: list[Tarefa]) -> list[Resposta]:
        thread = threading.current_thread().name

        def seguir(posicao: int) -> bool:
            self._em_maos[thread] = (tarefas[posicao].nome, time.monotonic())
            return not self._parar.is_set()

        try:
            return executar(tarefas, self._ferramentas, seguir)
        finally:
            self._em_maos.pop(thread, None)


def processos_de_analise(quantos: int, ferramentas: Ferramentas) -> Processos:
    """Return worker processes that have the rules loaded; none is started yet."""
    vagas = quantos * GRUPOS_POR_TRABALHADOR + _FOLGA
    return Processos(quantos, iniciar_processo, (ferramentas.conjunto,), vagas)


class AnalisadoresEmProcessos:
    """Analysis by warm worker processes, each group with a deadline."""

    def __init__(self, processos: Processos) -> None:
        self.trabalhadores = processos.quantos
        self._processos = processos
        self._quadro = processos.quadro
        self._quadro.pedir_parada(False)
        self._vagas = Vagas(processos.vagas)
        self._em_curso: dict[int, list[Tarefa]] = {}
        self._futuros: set[Future[list[Resposta]]] = set()
        self._parou_em: dict[int, int] = {}
        """By the identity of a lost group: the place of the task it was at."""
        self._mudou = threading.Condition()
        # One group at a time: what breaks workers must not take them all.
        self._enfermaria = ThreadPoolExecutor(1, thread_name_prefix="repeticao")

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group; the whole group has the time that one file may take."""
        vaga = self._vagas.tomar()
        if vaga is not None:
            with self._mudou:
                self._em_curso[vaga] = tarefas
        futuro = self._processos.agendar(
            executar_no_processo, tarefas, vaga, prazo=PRAZO_POR_ARQUIVO
        )
        with self._mudou:
            self._futuros.add(futuro)
        futuro.add_done_callback(partial(self._ao_terminar, vaga))
        return futuro

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> Future[list[Resposta]]:
        """Try a lost group again beside the work that goes on; raises what is no such loss."""
        if not isinstance(erro, _PERDIDOS):
            raise erro
        return self._enfermaria.submit(self._repetir, tarefas)

    def estados(self) -> list[EstadoTrabalhador]:
        """Return what each process has in hand."""
        with self._mudou:
            em_curso = sorted(self._em_curso.items())
        ocupados = []
        for vaga, tarefas in em_curso:
            andamento = self._quadro.andamento(vaga)
            if andamento and andamento.posicao < len(tarefas):
                ocupados.append(
                    (andamento.pid, tarefas[andamento.posicao].nome, andamento.segundos)
                )
        ocupados.sort()
        return _com_os_livres([(nome, s) for _, nome, s in ocupados], self.trabalhadores)

    def interromper(self) -> None:
        """Have every group end after the task at hand."""
        self._quadro.pedir_parada()

    def fechar(self) -> None:
        """Leave the workers to their run, without what a failure left under way."""
        self._enfermaria.shutdown(wait=False, cancel_futures=True)
        with self._mudou:
            abandonados = tuple(self._futuros)
        for futuro in abandonados:
            futuro.cancel()

    def _ao_terminar(self, vaga: int | None, futuro: Future[list[Resposta]]) -> None:
        with self._mudou:
            self._futuros.discard(futuro)
        if vaga is None:
            return
        andamento = self._quadro.andamento(vaga)
        with self._mudou:
            tarefas = self._em_curso.pop(vaga)
            if andamento and not futuro.cancelled() and futuro.exception():
                self._parou_em[id(tarefas)] = andamento.posicao
            self._mudou.notify_all()
        self._quadro.limpar(vaga)
        self._vagas.devolver(vaga)

    def _repetir(self, tarefas: list[Tarefa]) -> list[Resposta]:
        """Try the others of a lost group together, and the one it was lost at alone."""
        suspeita = self._suspeita(tarefas)
        if suspeita is None:
            return self._uma_a_uma(tarefas)
        outras = tarefas[:suspeita] + tarefas[suspeita + 1 :]
        try:
            respostas = self.submeter(outras).result() if outras else []
        except CancelledError:
            return []
        except _PERDIDOS:
            respostas = self._uma_a_uma(outras)
        return respostas + self._uma_a_uma([tarefas[suspeita]])

    def _suspeita(self, tarefas: list[Tarefa]) -> int | None:
        """Return the place of the task at which a group was lost, None where nobody knows.

        A future tells its waiters before its callbacks: the note may still be on its way.
        """
        with self._mudou:
            self._mudou.wait_for(
                lambda: all(t is not tarefas for t in self._em_curso.values()), _PACIENCIA
            )
            return self._parou_em.pop(id(tarefas), None)

    def _uma_a_uma(self, tarefas: list[Tarefa]) -> list[Resposta]:
        """Try tasks one by one; who breaks a worker again is quarantined."""
        respostas: list[Resposta] = []
        for tarefa in tarefas:
            if self._quadro.parada_pedida:
                break
            respostas += self._repetir_uma(tarefa)
        return respostas

    def _repetir_uma(self, tarefa: Tarefa, *, de_novo: bool = True) -> list[Resposta]:
        try:
            return self.submeter([tarefa]).result()
        except CancelledError:
            return []
        except TimeoutError:
            motivo = f"a análise passou de {PRAZO_POR_ARQUIVO:.0f} s duas vezes"
        except ProcessExpired as erro:
            motivo = f"a análise derrubou o processo duas vezes (código {erro.exitcode})"
        except BrokenProcessPool:
            if de_novo:  # the whole pool is gone: another file's worker may have been the cause
                return self._repetir_uma(tarefa, de_novo=False)
            motivo = "a análise derrubou o processo duas vezes"
        falha = Falha("quarentena", motivo)
        return [Resposta(tarefa.sha256, tarefa.contexto.chave, b"", falha)]


def _com_os_livres(
    ocupados: list[tuple[str, float]], trabalhadores: int
) -> list[EstadoTrabalhador]:
    """Return one state for each worker, those without work last."""
    estados = [
        EstadoTrabalhador(f"{_NOME} {n}", arquivo, round(segundos, 1))
        for n, (arquivo, segundos) in enumerate(ocupados[:trabalhadores], start=1)
    ]
    return estados + [
        EstadoTrabalhador(f"{_NOME} {n}") for n in range(len(estados) + 1, trabalhadores + 1)
    ]
