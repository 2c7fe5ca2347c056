"""An open catalogue with its writer and the rules: what a command that writes works in."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from componentes.base.erros import ErroCatalogo
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura, ha_catalogo
from componentes.classificacao.arvore import Arvore, carregar_arvore
from componentes.classificacao.ferramentas import Ferramentas, preparar
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.exclusividade import exclusiva
from componentes.orquestracao.trava import EXECUCAO, SERVICO, Trava

_PRAZO_DE_CRIACAO = 3.0


@dataclass(frozen=True, slots=True)
class Sessao:
    """The means of one writing command, held under the lock of the base folder."""

    ambiente: Ambiente
    ferramentas: Ferramentas
    esquema: Arvore
    """Of the tidy tree, whose names and folders records suggest."""
    escritor: Escritor
    consulta: Consulta


@contextlib.contextmanager
def sessao(ambiente: Ambiente, comando: str) -> Iterator[Sessao]:
    """Open the base folder for writing: lock, log, rules, catalogue; heal what a crash left.

    Raises `ErroTrava` when another process writes, `ErroDisco`, `ErroCatalogo`,
    `ErroConfiguracao` for wrong rules.
    """
    ferramentas = preparar(ambiente.pastas.regras, ambiente.pastas.mesas)
    esquema = carregar_arvore(ambiente.pastas.arvore)
    with exclusiva(ambiente, comando):
        motor = abrir(ambiente.pastas.catalogo)
        try:
            with Escritor(motor) as escritor:
                escritor.executar(operacoes.interromper_orfas)
                yield Sessao(ambiente, ferramentas, esquema, escritor, Consulta(motor))
        finally:
            motor.dispose()


@contextlib.contextmanager
def leitura(ambiente: Ambiente) -> Iterator[Consulta]:
    """Open the catalogue for reading only, beside whatever writes; raises `ErroCatalogo`."""
    with motor_de_leitura(ambiente) as motor:
        yield Consulta(motor)


@contextlib.contextmanager
def motor_de_leitura(ambiente: Ambiente) -> Iterator[Engine]:
    """Do the same for questions that have a room of their own."""
    motor = _abrir_para_ler(ambiente.pastas.catalogo)
    try:
        yield motor
    finally:
        motor.dispose()


def _abrir_para_ler(pasta: Path) -> Engine:
    """Open a catalogue; one that a run or the service just creates or migrates is waited for."""
    prazo = time.monotonic() + _PRAZO_DE_CRIACAO
    while True:
        try:
            return abrir_leitura(pasta)
        except ErroCatalogo:
            ha_quem_crie = any(Trava(pasta, papel).ocupada() for papel in (EXECUCAO, SERVICO))
            em_criacao = ha_catalogo(pasta) and ha_quem_crie
            if not em_criacao or time.monotonic() > prazo:
                raise
        time.sleep(0.05)
