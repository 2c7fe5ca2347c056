"""Single reads and writes of the catalogue by who holds no lock and stays for long.

Each opens the catalogue anew: it may be moved away, restored or created under a process that runs
for weeks, and a full disk today must not be the end of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from componentes.base.erros import ErroCatalogo
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import NOME_DO_ARQUIVO, abrir
from componentes.orquestracao.sessao import abrir_para_ler

T = TypeVar("T")


def anotar(pasta: Path, operacao: Callable[[Connection], T]) -> T:
    """Do one write operation; raises what opening and writing raise."""
    motor = abrir(pasta)
    try:
        with Escritor(motor) as escritor:
            return escritor.executar(operacao)
    finally:
        motor.dispose()


def perguntar(pasta: Path, pergunta: Callable[[Engine], T], vazio: T) -> T:
    """Ask one question; `vazio` is the answer where there is no catalogue yet."""
    try:
        motor = abrir_para_ler(pasta)
    except ErroCatalogo:
        if (pasta / NOME_DO_ARQUIVO).exists():
            raise
        return vazio
    try:
        return pergunta(motor)
    finally:
        motor.dispose()
