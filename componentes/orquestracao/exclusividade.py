"""The base folder held by one writing command at a time; light, for those that need no rules."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from componentes.base.registro import abrir_log, fechar_log
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.trava import Trava


@contextlib.contextmanager
def consulta_exclusiva(ambiente: Ambiente, comando: str) -> Iterator[Consulta]:
    """Open the catalogue for questions while nobody else changes it; raises like `exclusiva`."""
    with exclusiva(ambiente, comando):
        motor = abrir(ambiente.pastas.catalogo)
        try:
            yield Consulta(motor)
        finally:
            motor.dispose()


@contextlib.contextmanager
def exclusiva(ambiente: Ambiente, comando: str) -> Iterator[None]:
    """Hold the lock of the base folder, with a log; raises `ErroTrava`, `ErroDisco`."""
    trava = Trava(ambiente.pastas.catalogo)
    trava.tomar(comando)
    try:
        with _log(ambiente):
            yield
    finally:
        trava.soltar()


@contextlib.contextmanager
def _log(ambiente: Ambiente) -> Iterator[None]:
    destino = abrir_log(ambiente.pastas.logs, ambiente.configuracao.nivel_log)
    try:
        yield
    finally:
        fechar_log(destino)
