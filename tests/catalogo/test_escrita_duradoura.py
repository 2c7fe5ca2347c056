"""The writer that stays: it goes on after a bad day of the disk, and after a change of the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from componentes.base.erros import ErroDisco
from componentes.catalogo import escrita_duradoura as modulo
from componentes.catalogo import esquema, operacoes
from componentes.catalogo.escrita_duradoura import EscritorDuradouro
from componentes.catalogo.tabelas import pedidos


@pytest.fixture
def escritor(tmp_path: Path) -> Iterator[EscritorDuradouro]:
    with EscritorDuradouro(tmp_path) as escritor:
        yield escritor


def _pedir(conn: Connection) -> int:
    return operacoes.pedir(conn, "alguém", "algo", {})


def _contar(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(pedidos)).scalar_one()


def _encher(_: Connection) -> None:
    raise ErroDisco("Disco cheio")


def test_depois_de_descansar_escreve_de_novo(
    escritor: EscritorDuradouro, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ErroDisco):
        escritor.executar(_encher)
    with pytest.raises(ErroDisco, match="Disco cheio"):
        escritor.executar(_pedir)
    monkeypatch.setattr(escritor, "_nao_antes", time.monotonic())
    escritor.executar(_pedir)
    assert escritor.executar(_contar) == 1


def test_catalogo_trocado_e_aberto_de_novo(escritor: EscritorDuradouro, tmp_path: Path) -> None:
    escritor.executar(_pedir)
    longe = tmp_path / "longe"
    longe.mkdir()
    for arquivo in tmp_path.glob("catalogo.sqlite*"):
        arquivo.rename(longe / arquivo.name)
    assert escritor.executar(_contar) == 0
    escritor.executar(_pedir)
    assert escritor.executar(_contar) == 1


def test_o_que_nao_abre_e_um_erro_e_depois_se_abre(
    escritor: EscritorDuradouro, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quebrar(_: Path) -> None:
        raise ValueError("quebrado")

    monkeypatch.setattr(modulo, "abrir", quebrar)
    (tmp_path / "catalogo.sqlite").rename(tmp_path / "antes.sqlite")
    for _ in range(2):
        with pytest.raises(Exception, match="quebrado"):
            escritor.executar(_pedir)
    monkeypatch.setattr(modulo, "abrir", esquema.abrir)
    monkeypatch.setattr(escritor, "_nao_antes", time.monotonic())
    assert escritor.executar(_contar) == 0
