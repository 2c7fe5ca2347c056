"""The sample files that start the service with the computer are what their systems can read."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from componentes.base.config import interpretar
from componentes.orquestracao.residencia.agendaveis import AGENDAVEIS, compromissos
from componentes.portas.argumentos import analisar

PAGINA = (Path(__file__).parents[3] / "Development" / "docs" / "servico.md").read_text("utf-8")
TAREFA = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def _blocos(linguagem: str) -> list[str]:
    return re.findall(rf"^```{linguagem}\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL)


def _inicia_o_servico(argumentos: list[str]) -> bool:
    programa, *resto = argumentos
    return programa == "orquestrador_central.py" and analisar(resto).comando == "servico"


def test_o_exemplo_de_agenda_e_valido() -> None:
    (exemplo,) = _blocos("json")
    lida = interpretar(exemplo, "exemplo")
    assert lida.avisos == ()
    assert len(compromissos(lida)) == 3


def test_todo_comando_agendavel_esta_na_pagina() -> None:
    assert {comando for comando in AGENDAVEIS if f"`{comando}`" not in PAGINA} == set()


def test_unidade_do_systemd(tmp_path: Path) -> None:
    (unidade,) = _blocos("ini")
    lida = configparser.ConfigParser(interpolation=None)
    lida.optionxform = str  # type: ignore[assignment,method-assign]
    lida.read_string(unidade)
    _, *argumentos = lida["Service"]["ExecStart"].split()
    assert _inicia_o_servico(argumentos)
    assert lida["Service"]["KillMode"] == "mixed"
    if shutil.which("systemd-analyze") is None:
        pytest.skip("sem systemd, a unidade só foi lida")
    arquivo = tmp_path / "orquestrador.service"
    python = lida["Service"]["ExecStart"].split()[0]
    arquivo.write_text(unidade.replace(python, sys.executable), encoding="utf-8")
    comando = ["systemd-analyze", "--user", "--man=no", "verify", str(arquivo)]
    feito = subprocess.run(
        comando,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (feito.returncode, feito.stderr) == (0, "")


def test_tarefa_do_windows() -> None:
    xml = _blocos("xml")[0]
    tarefa = ET.fromstring(xml.encode("utf-16"))  # noqa: S314 our own text
    assert tarefa.tag == f"{TAREFA}Task"
    argumentos = tarefa.findtext(f"{TAREFA}Actions/{TAREFA}Exec/{TAREFA}Arguments", "")
    assert _inicia_o_servico(argumentos.split())
    assert tarefa.findtext(f"{TAREFA}Settings/{TAREFA}ExecutionTimeLimit") == "PT0S"


def test_agente_do_macos() -> None:
    agente = plistlib.loads(_blocos("xml")[1].encode())
    _, *argumentos = agente["ProgramArguments"]
    assert _inicia_o_servico(argumentos)
    assert agente["KeepAlive"] == {"SuccessfulExit": False}
