"""What is noise: output of the program, version control, temporary files; and what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from componentes.fontes.vigilancia.filtro import Filtro


@pytest.mark.parametrize(
    "nome",
    [
        *(".novo.mq4.swp", ".novo.mq4.swx", "novo.mq4~", "#novo.mq4#", ".#novo.mq4", "~$a.docx"),
        *("novo.zip.part", "x.crdownload", "a.TMP", "4913", ".goutputstream-ABC", "Thumbs.db"),
        *(".git/index", "node_modules/x/y.js", "sub/__pycache__/a.pyc"),
    ],
)
def test_ruido(tmp_path: Path, nome: str) -> None:
    assert Filtro(tmp_path, ()).ignora(str(tmp_path / nome))


@pytest.mark.parametrize(
    "nome", ["novo.mq4", "sub/EA [/x].mq4", "tmp/a.mq4", "4913.mq4", "git/a.pine", "", "a.partida"]
)
def test_o_que_conta(tmp_path: Path, nome: str) -> None:
    assert not Filtro(tmp_path, ()).ignora(str(tmp_path / nome))


def test_as_pastas_do_proprio_programa_dentro_da_biblioteca(tmp_path: Path) -> None:
    filtro = Filtro(tmp_path, [tmp_path / "relatorios", tmp_path.parent / "longe"])
    assert filtro.ignora(str(tmp_path / "relatorios"))
    assert filtro.ignora(str(tmp_path / "relatorios" / "ultimo.html"))
    assert not filtro.ignora(str(tmp_path / "relatorios meus" / "a.mq4"))


@pytest.mark.skipif("os.name == 'nt'", reason="links need rights there")
def test_a_mesma_pasta_por_um_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    (real / "Development").mkdir(parents=True)
    (tmp_path / "link").symlink_to(real)
    filtro = Filtro(tmp_path / "link", [real / "Development"])
    assert filtro.ignora(str(tmp_path / "link" / "Development" / "catalogo" / "x.sqlite-wal"))
    assert not filtro.ignora(str(tmp_path / "link" / "a.mq4"))


def test_nome_que_nao_e_texto(tmp_path: Path) -> None:
    nome = os.fsdecode(b"\xff\xfe.mq4")
    assert not Filtro(tmp_path, ()).ignora(str(tmp_path / nome))
