"""What a worker process runs in tests: content that says so kills it or hangs it."""

from __future__ import annotations

import os
import time

from componentes.classificacao import tarefa
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.tarefa import Resposta, Tarefa, executar_no_processo

MORRER = b"// derruba o processo"
PENDURAR = b"// nunca acaba"


def executar_ou_quebrar(tarefas: list[Tarefa], vaga: int | None) -> list[Resposta]:
    """Do `executar_no_processo`, unless a content asks for the worst when its turn comes."""
    original = vars(tarefa)["_executar_uma"]

    def executar_uma(uma: Tarefa, ferramentas: Ferramentas) -> Resposta:
        if MORRER in uma.dados:
            time.sleep(0.3)  # so that the pool knows what this worker has begun
            os._exit(3)
        if PENDURAR in uma.dados:
            time.sleep(600)
        resposta: Resposta = original(uma, ferramentas)
        return resposta

    vars(tarefa)["_executar_uma"] = executar_uma
    try:
        return executar_no_processo(tarefas, vaga)
    finally:
        vars(tarefa)["_executar_uma"] = original
