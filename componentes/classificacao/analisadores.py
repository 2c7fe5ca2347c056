"""Where analysis runs: in the calling machine's threads for little work, in processes for much.

Python's `re` holds the GIL, so threads give text analysis nothing and one runaway pattern would
freeze them all; a process past its deadline is killed and replaced.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from pebble import ProcessExpired

from componentes.base.processos import Processos
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


class Analisadores(Protocol):
    """A bounded pool that turns tasks into answers, in the order given within one call."""

    trabalhadores: int

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group of tasks."""

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> list[Resposta]:
        """Answer for a group whose worker died or was killed."""

    def fechar(self) -> None:
        """End what this pool started itself."""


class AnalisadoresEmLinha:
    """Analysis by threads of this process: no start-up, no deadline."""

    def __init__(self, trabalhadores: int, ferramentas: Ferramentas) -> None:
        self.trabalhadores = trabalhadores
        self._ferramentas = ferramentas
        self._executor = ThreadPoolExecutor(trabalhadores, thread_name_prefix="analise")

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group of tasks."""
        return self._executor.submit(executar, tarefas, self._ferramentas)

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> list[Resposta]:  # noqa: ARG002
        """Raise: threads share the fate of the program, there is nothing to recover from."""
        raise erro

    def fechar(self) -> None:
        """Drop what is queued and wait for what runs."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def processos_de_analise(quantos: int, ferramentas: Ferramentas) -> Processos:
    """Return worker processes that have the rules loaded; none is started yet."""
    return Processos(quantos, iniciar_processo, (ferramentas.conjunto,))


class AnalisadoresEmProcessos:
    """Analysis by warm worker processes, each group with a deadline."""

    def __init__(self, processos: Processos) -> None:
        self.trabalhadores = processos.quantos
        self._processos = processos

    def submeter(self, tarefas: list[Tarefa]) -> Future[list[Resposta]]:
        """Queue a group; the whole group has the time that one file may take."""
        return self._processos.agendar(executar_no_processo, tarefas, prazo=PRAZO_POR_ARQUIVO)

    def recuperar(self, tarefas: list[Tarefa], erro: BaseException) -> list[Resposta]:
        """Try the tasks of a lost group one by one; who breaks a worker again is quarantined."""
        if not isinstance(erro, (TimeoutError, ProcessExpired, BrokenProcessPool)):
            raise erro
        return [self._repetir(tarefa) for tarefa in tarefas]

    def fechar(self) -> None:
        """Leave the workers to their run: other work may follow."""

    def _repetir(self, tarefa: Tarefa) -> Resposta:
        try:
            return self.submeter([tarefa]).result()[0]
        except TimeoutError:
            motivo = f"a análise passou de {PRAZO_POR_ARQUIVO:.0f} s duas vezes"
        except ProcessExpired as erro:
            motivo = f"a análise derrubou o processo duas vezes (código {erro.exitcode})"
        except BrokenProcessPool:
            motivo = "a análise derrubou o processo duas vezes"
        falha = Falha("quarentena", motivo)
        return Resposta(tarefa.sha256, tarefa.contexto.chave, b"", falha)
