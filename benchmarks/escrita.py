"""How long a report takes to write and what it needs, each time in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corrida import Familia
from benchmarks.registros import Origem, aberta
from componentes.agentes.gravacao_de_relatorios import Encomenda, gravar_relatorio
from componentes.base.pastas import Pastas
from componentes.base.secoes_relatorios import AjustesDosRelatorios, FormaDeRelatorio
from componentes.classificacao.arvore import carregar_arvore
from componentes.classificacao.ficha import fichas
from componentes.regras.carga_de_mesas import carregar_mesas, textos_de_mesas

TUDO: tuple[FormaDeRelatorio, ...] = ("csv", "markdown", "xlsx")
SEM_XLSX: tuple[FormaDeRelatorio, ...] = ("csv", "markdown")


@dataclass(frozen=True, slots=True)
class Escrita:
    """Seconds of wall clock and processor, peak memory in MB, and what came of it.

    That is the number of `registros` read, or the `pasta` written.
    """

    parede: float
    cpu: float
    memoria: float
    registros: int = 0
    pasta: Path = Path()


def em_outro_processo(
    trabalho: Callable[..., Escrita], origem: Origem, *argumentos: object
) -> Escrita:
    """Do the work where nothing done before counts as its memory."""
    novo = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=novo) as processo:
        return processo.submit(trabalho, origem, *argumentos).result()


def ler(origem: Origem) -> Escrita:
    """Make every record once and forget it: the floor of whatever is written of all of them."""
    with aberta(origem) as (consulta, execucao), Familia(os.getpid()) as familia:
        antes, inicio = time.process_time(), time.perf_counter()
        quantas = sum(1 for _ in fichas(consulta, execucao))
        parede, cpu = time.perf_counter() - inicio, time.process_time() - antes
    return Escrita(parede, cpu, familia.pico, registros=quantas)


def escrever(origem: Origem, pasta: Path, formatos: tuple[FormaDeRelatorio, ...]) -> Escrita:
    """Write the report below `pasta` as the program does after a run."""
    pastas = Pastas(origem.base)
    encomenda = Encomenda(
        pasta=pasta,
        esquema=carregar_arvore(pastas.arvore),
        mesas=carregar_mesas(textos_de_mesas(pastas.mesas)),
        ajustes=AjustesDosRelatorios(formatos=formatos),
    )
    with aberta(origem) as (consulta, execucao), Familia(os.getpid()) as familia:
        antes, inicio = time.process_time(), time.perf_counter()
        pagina = gravar_relatorio(consulta, execucao, encomenda)
        parede, cpu = time.perf_counter() - inicio, time.process_time() - antes
    return Escrita(parede, cpu, familia.pico, pasta=pagina.parent)
