"""A catalogue in a temporary folder, its writer, its reader, and short ways to make rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura


@pytest.fixture
def motor(tmp_path: Path) -> Iterator[Engine]:
    motor = abrir(tmp_path)
    yield motor
    motor.dispose()


@pytest.fixture
def escritor(motor: Engine) -> Iterator[Escritor]:
    with Escritor(motor) as escritor:
        yield escritor


@pytest.fixture
def consulta(motor: Engine, tmp_path: Path) -> Iterator[Consulta]:
    leitura = abrir_leitura(tmp_path)
    yield Consulta(leitura)
    leitura.dispose()
