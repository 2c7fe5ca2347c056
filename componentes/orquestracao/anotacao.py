"""Single reads and writes of the catalogue by who holds no lock and stays for long.

Each opens the catalogue anew: it may be moved away, restored or created under a process that runs
for weeks, and a full disk today must not be the end of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from componentes.base.erros import ErroCatalogo
from componentes.catalogo.esquema import ha_catalogo
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.execucoes.fila import escrevendo
from componentes.orquestracao.sessao import motor_de_leitura

T = TypeVar("T")


def anotar(ambiente: Ambiente, operacao: Callable[[Connection], T]) -> T:
    """Do one write operation; raises what opening and writing raise."""
    with escrevendo(ambiente) as (escritor, _):
        return escritor.executar(operacao)


def perguntar(ambiente: Ambiente, pergunta: Callable[[Engine], T], vazio: T) -> T:
    """Ask one question; `vazio` is the answer where there is no catalogue yet."""
    try:
        with motor_de_leitura(ambiente) as motor:
            return pergunta(motor)
    except ErroCatalogo:
        if ha_catalogo(ambiente.pastas.catalogo):
            raise
        return vazio
