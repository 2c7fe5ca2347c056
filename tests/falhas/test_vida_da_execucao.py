"""SIGKILL and cancel at random moments, each followed by the same command or by a resume.

ORQUESTRADOR_VEZES=200 ORQUESTRADOR_ARQUIVOS=2000 makes this what a release has to pass.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from tests.apoio.bibliotecas import escrever, fonte, gerar
from tests.apoio.centrais import configurar
from tests.apoio.compactados import zip_de
from tests.apoio.faltas import arquivos, vezes
from tests.apoio.programa import iniciar, matar_familia, rodar

ARQUIVOS = arquivos(400)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and process groups are POSIX")


@dataclass(frozen=True)
class Calma:
    """A library, what an undisturbed run finds in it, and how long that took."""

    biblioteca: Path
    exportado: bytes
    segundos: float


@pytest.fixture(scope="module")
def calma(tmp_path_factory: pytest.TempPathFactory) -> Calma:
    pasta = tmp_path_factory.mktemp("vida")
    biblioteca = gerar(pasta / "b", ARQUIVOS, linhas=60)
    pacote = zip_de({f"{n}.mq4": fonte(n + 5000, 60) for n in range(ARQUIVOS // 10)})
    escrever(biblioteca, {"a.zip": pacote, "p3/copia de a.zip": pacote})
    base = _base(pasta / "calma", biblioteca)
    inicio = time.monotonic()
    processo = _comecar(base)
    processo.communicate()
    assert processo.returncode == 0
    return Calma(biblioteca, _exportado(base), time.monotonic() - inicio)


def _base(pasta: Path, biblioteca: Path) -> Path:
    configurar(pasta, biblioteca, auto_backup=True)
    return pasta


def _comecar(base: Path) -> Popen[bytes]:
    return iniciar("classificar_tudo", "--base", base, "--json", processos=True)


def _exportado(base: Path) -> bytes:
    feito = rodar("exportar", "--base", base)
    assert (feito.returncode, feito.stderr) == (0, b"")
    return feito.stdout


def _resposta(base: Path, *comando: str) -> tuple[int, dict[str, Any]]:
    feito = rodar(*comando, "--base", base, "--json")
    resposta: dict[str, Any] = json.loads(feito.stdout.splitlines()[-1])
    return feito.returncode, resposta


def _conferir(base: Path, calma: Calma) -> None:
    """No run and no batch is left open, each file was done in one batch, the results are equal."""
    assert _exportado(base) == calma.exportado
    with sqlite3.connect(base / "Development" / "catalogo" / "catalogo.sqlite") as conexao:
        assert conexao.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        estados = {linha[0] for linha in conexao.execute("SELECT estado FROM execucoes")}
        lotes = conexao.execute("SELECT estado, vence_em FROM lotes").fetchall()
        repetidos = conexao.execute(
            "SELECT count(*) FROM lotes GROUP BY execucao_id, numero HAVING count(*) > 1"
        ).fetchall()
    conexao.close()
    assert estados <= {"concluida", "interrompida", "cancelada"}
    assert set(lotes) <= {("concluido", "")}
    assert repetidos == []


def test_morte_seguida_do_mesmo_comando(tmp_path: Path, calma: Calma) -> None:
    sorte = random.Random(23)  # noqa: S311 repeatable, not secret
    mortas = 0
    for vez in range(total := vezes(3)):
        base = _base(tmp_path / str(vez), calma.biblioteca)
        processo = _comecar(base)
        # Spread over the whole run, so that the few of the test command meet different phases.
        time.sleep(calma.segundos * (vez + sorte.random()) / total)
        mortas += processo.poll() is None
        matar_familia(processo)
        codigo, resposta = _resposta(base, "classificar_tudo")
        assert (codigo, resposta["estado"]) == (0, "concluida"), resposta
        _conferir(base, calma)
    assert mortas


def test_cancelada_dentro_do_prazo_e_retomada_igual(tmp_path: Path, calma: Calma) -> None:
    sorte = random.Random(29)  # noqa: S311 repeatable, not secret
    canceladas, demoras = 0, []
    for vez in range(total := vezes(3)):
        base = _base(tmp_path / str(vez), calma.biblioteca)
        processo = _comecar(base)
        time.sleep(calma.segundos * (vez + sorte.random()) / total)
        codigo, resposta = _resposta(base, "execucoes", "cancelar")
        if codigo or resposta["estado"] == "concluida":  # too early: no run yet; or too late
            assert codigo == 0 or resposta["message_type"] == "error"
            processo.communicate()
            continue
        assert resposta["estado"] == "cancelada", resposta
        canceladas += 1
        demoras.append(resposta["segundos"])
        processo.communicate()
        assert processo.returncode == 130
        codigo, resposta = _resposta(base, "execucoes", "retomar")
        assert (codigo, resposta["estado"]) == (0, "concluida"), resposta
        _conferir(base, calma)
    assert canceladas
    print(f"{canceladas} canceladas; a mais demorada em {max(demoras):.1f} s")  # noqa: T201
