"""What a worker process runs in tests: content that says so kills it or hangs it."""

from __future__ import annotations

import os
import time

from componentes.classificacao.tarefa import Resposta, Tarefa, executar_no_processo

MORRER = b"// derruba o processo"
PENDURAR = b"// nunca acaba"


def executar_ou_quebrar(tarefas: list[Tarefa], vaga: int) -> list[Resposta]:
    """Do `executar_no_processo`, unless a content asks for the worst."""
    for tarefa in tarefas:
        if MORRER in tarefa.dados:
            time.sleep(0.3)  # so that the pool knows what this worker has begun
            os._exit(3)
        if PENDURAR in tarefa.dados:
            time.sleep(600)
    return executar_no_processo(tarefas, vaga)
