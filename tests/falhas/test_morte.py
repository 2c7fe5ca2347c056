"""SIGKILL at any moment: the same command heals what was left, and the result is the same."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from pathlib import Path

import pytest

from tests.apoio.bibliotecas import escrever, fonte, gerar, retrato
from tests.apoio.centrais import configurar
from tests.apoio.compactados import zip_de
from tests.apoio.programa import iniciar, matar_familia, rodar

VEZES = 5
ARQUIVOS = 500
MEMBROS = 150
pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and process groups are POSIX")


def _exportado(base: Path) -> bytes:
    feito = rodar("exportar", "--base", base)
    assert (feito.returncode, feito.stderr) == (0, b"")
    return feito.stdout


def _integro(base: Path) -> None:
    with sqlite3.connect(base / "Development" / "catalogo" / "catalogo.sqlite") as conexao:
        assert conexao.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conexao.execute("PRAGMA foreign_key_check").fetchall() == []
    conexao.close()


def _restos(base: Path) -> list[Path]:
    return [caminho for caminho in base.rglob("*") if caminho.suffix == ".tmp"]


def test_morte_a_qualquer_momento(tmp_path: Path) -> None:
    biblioteca = gerar(tmp_path / "b", ARQUIVOS, linhas=60)
    pacote = zip_de({f"{n}.mq4": fonte(n + 5000, 60) for n in range(MEMBROS)})
    escrever(biblioteca, {"a.zip": pacote, "p3/copia de a.zip": pacote})
    antes = retrato(biblioteca)
    comando = ("classificar_tudo", "--base")
    configurar(tmp_path / "calma", biblioteca, auto_backup=True)
    inicio = time.monotonic()
    calma = iniciar(*comando, tmp_path / "calma", processos=True)
    assert calma.communicate()[0]
    duracao = time.monotonic() - inicio
    assert calma.returncode == 0
    esperado = _exportado(tmp_path / "calma")
    arquivos = len([p for p in biblioteca.rglob("*") if p.is_file()])
    assert len(esperado.splitlines()) == arquivos + 2 * MEMBROS

    base = tmp_path / "base"
    configurar(base, biblioteca, auto_backup=True)
    sorte = random.Random(11)  # noqa: S311 repeatable, not secret
    mortas = 0
    for vez in range(VEZES):
        # The quick ones die while starting, the others all along the run, report and backup.
        processo = iniciar(*comando, base, processos=True)
        time.sleep(duracao * (vez + sorte.random()) / VEZES)
        mortas += processo.poll() is None
        matar_familia(processo)
        for parcial in base.glob("relatorios/ultimo.html"):
            assert parcial.read_bytes().rstrip().endswith(b"</html>")
        for parcial in base.glob("relatorios/ultimo.json"):
            json.loads(parcial.read_bytes())
    assert mortas
    assert len(_restos(base)) <= VEZES

    curada = rodar(*comando, base, "--json")
    assert curada.returncode == 0, curada.stderr
    resumo = json.loads(curada.stdout.splitlines()[-1])
    assert resumo["sucesso"]
    assert resumo["contagens"]["arquivos"] == resumo["metricas"]["files_processed"]
    assert _exportado(base) == esperado
    _integro(base)
    verificado = rodar("backups", "verificar", "--ler-tudo", "--base", base)
    assert verificado.returncode == 0, verificado.stdout
    assert retrato(biblioteca) == antes


def test_restos_velhos_somem(tmp_path: Path) -> None:
    biblioteca = gerar(tmp_path / "b", 5)
    configurar(tmp_path, biblioteca, auto_backup=True)
    assert rodar("classificar_tudo", "--base", tmp_path).returncode == 0
    ontem = time.time() - 86_400
    for nome in ("relatorios/.ultimo.html.00112233aabb.tmp", "backups/pacotes/.p.zip.ab12.tmp"):
        (tmp_path / nome).write_bytes(b"meio")
        os.utime(tmp_path / nome, (ontem, ontem))
    gerar(biblioteca, 6)
    assert rodar("classificar_tudo", "--base", tmp_path).returncode == 0
    assert _restos(tmp_path) == []
