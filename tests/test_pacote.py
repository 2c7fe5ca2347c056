"""The wheel holds everything a run needs, and its console script leads to the program."""

from __future__ import annotations

import configparser
import importlib
import importlib.util
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import componentes

RAIZ = Path(__file__).resolve().parents[1]
_FONTES = ("componentes", "orquestrador_central.py", "pyproject.toml", "README.md", "LICENSE")
_SEM_REDE = ("Could not find a version", "No matching distribution", "NewConnectionError")


@pytest.fixture(scope="module")
def roda(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel from a copy: setuptools leaves `build/` beside what it builds."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("este ambiente não tem pip")
    pasta = tmp_path_factory.mktemp("pacote")
    fonte = pasta / "fonte"
    fonte.mkdir()
    for nome in (*_FONTES, "requirements.txt"):
        _copiar(RAIZ / nome, fonte / nome)
    comando = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir"]
    feito = subprocess.run(
        [*comando, str(pasta), str(fonte)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if feito.returncode and any(sinal in feito.stderr for sinal in _SEM_REDE):
        pytest.skip("sem rede: o setuptools não pôde ser obtido")
    assert feito.returncode == 0, feito.stdout + feito.stderr
    (arquivo,) = pasta.glob("*.whl")
    return zipfile.ZipFile(arquivo)


def test_leva_todo_o_programa(roda: zipfile.ZipFile) -> None:
    dentro = set(roda.namelist())
    fontes = (RAIZ / "componentes").rglob("*")
    esperados = {f.relative_to(RAIZ).as_posix() for f in fontes if f.is_file()}
    esperados = {nome for nome in esperados if "__pycache__" not in nome}
    assert {"orquestrador_central.py", *esperados} <= dentro
    for sufixo in (".yaml", ".j2", ".css", ".js"):
        assert any(nome.endswith(sufixo) for nome in dentro), sufixo


def test_nao_leva_mais_que_o_programa(roda: zipfile.ZipFile) -> None:
    pastas = {nome.split("/")[0] for nome in roda.namelist()}
    assert {p for p in pastas if not p.endswith(".dist-info")} == {
        "componentes",
        "orquestrador_central.py",
    }


def test_diz_o_que_e(roda: zipfile.ZipFile) -> None:
    (nome,) = (n for n in roda.namelist() if n.endswith(".dist-info/METADATA"))
    metadados = roda.read(nome).decode()
    assert f"Version: {componentes.VERSAO}\n" in metadados
    assert "License-Expression: MIT\n" in metadados
    assert "Requires-Dist: msgspec==" in metadados


def test_o_comando_leva_ao_programa(roda: zipfile.ZipFile) -> None:
    (nome,) = (n for n in roda.namelist() if n.endswith(".dist-info/entry_points.txt"))
    pontos = configparser.ConfigParser()
    pontos.read_string(roda.read(nome).decode())
    assert pontos["console_scripts"]["orquestrador"] == _declarado()
    modulo, _, funcao = _declarado().partition(":")
    assert callable(getattr(importlib.import_module(modulo), funcao))


def _declarado() -> str:
    projeto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    ponto: str = projeto["project"]["scripts"]["orquestrador"]
    return ponto


def _copiar(de: Path, para: Path) -> None:
    if de.is_dir():
        shutil.copytree(de, para, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(de, para)
