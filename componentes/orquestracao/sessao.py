"""An open catalogue with its writer and the rules: what a command that writes works in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from componentes.base.registro import abrir_log, fechar_log
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura
from componentes.classificacao.ferramentas import Ferramentas, preparar
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.trava import Trava


@dataclass(frozen=True, slots=True)
class Sessao:
    """The means of one writing command, held under the lock of the base folder."""

    ambiente: Ambiente
    ferramentas: Ferramentas
    escritor: Escritor
    consulta: Consulta


@contextlib.contextmanager
def sessao(ambiente: Ambiente, comando: str) -> Iterator[Sessao]:
    """Open the base folder for writing: lock, log, rules, catalogue; heal what a crash left.

    Raises `ErroTrava` when another process writes, `ErroDisco`, `ErroCatalogo`,
    `ErroConfiguracao` for wrong rules.
    """
    ferramentas = preparar(ambiente.pastas.regras)
    trava = Trava(ambiente.pastas.catalogo)
    trava.tomar(comando)
    try:
        with _log(ambiente):
            motor = abrir(ambiente.pastas.catalogo)
            try:
                with Escritor(motor) as escritor:
                    escritor.executar(operacoes.interromper_orfas)
                    yield Sessao(ambiente, ferramentas, escritor, Consulta(motor))
            finally:
                motor.dispose()
    finally:
        trava.soltar()


@contextlib.contextmanager
def leitura(ambiente: Ambiente) -> Iterator[Consulta]:
    """Open the catalogue for reading only, beside whatever writes; raises `ErroCatalogo`."""
    motor = abrir_leitura(ambiente.pastas.catalogo)
    try:
        yield Consulta(motor)
    finally:
        motor.dispose()


@contextlib.contextmanager
def _log(ambiente: Ambiente) -> Iterator[None]:
    destino = abrir_log(ambiente.pastas.logs, ambiente.configuracao.nivel_log)
    try:
        yield
    finally:
        fechar_log(destino)
