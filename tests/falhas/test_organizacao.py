"""SIGKILL and a full disk while a library is organised or put back: nothing is lost."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.apoio.bibliotecas import escrever, fonte, gerar, retrato
from tests.apoio.centrais import configurar
from tests.apoio.programa import iniciar, matar_familia, rodar

MEGA = 1024 * 1024
VEZES = 8
ARQUIVOS = 400
MOVER = ("organizar", "aplicar", "--mover", "--quarentena", "--sem-backup")
DESFAZER = ("organizar", "desfazer")


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and process groups are POSIX")
def test_morte_a_qualquer_momento(tmp_path: Path) -> None:
    biblioteca = gerar(tmp_path / "b", ARQUIVOS)
    escrever(biblioteca / "copias", {f"{n}.mq4": fonte(n) for n in range(0, ARQUIVOS, 4)})
    base = tmp_path / "base"
    configurar(base, biblioteca)
    assert rodar("classificar_tudo", "--nivel", "rapido", "--base", base).returncode == 0
    antes = retrato(biblioteca)
    arvores = [base / "Biblioteca_Organizada", base / "Biblioteca_Organizada_Quarentena"]
    duracao = _calma(base, MOVER)
    esperado = [_arquivos(arvore) for arvore in arvores]
    _calma(base, DESFAZER)
    assert retrato(biblioteca) == antes

    sorte = random.Random(13)  # noqa: S311 repeatable, not secret
    mortas = 0
    for comando in (MOVER, DESFAZER):
        for vez in range(VEZES // 2):
            processo = iniciar(*comando, "--base", base)
            time.sleep(duracao * (0.3 + 0.7 * (vez + sorte.random()) / VEZES))
            viva = processo.poll() is None
            mortas += viva
            matar_familia(processo)
            presentes = _conteudos(biblioteca, *arvores)
            assert all(presentes.count(c) for c in {v[0] for v in antes.values()})
            if not viva:
                break
        if comando is MOVER:
            assert rodar(*comando, "--base", base).returncode == 0
            assert [_arquivos(arvore) for arvore in arvores] == esperado
        elif arvores[0].exists() or retrato(biblioteca) != antes:
            assert rodar(*comando, "--base", base).returncode == 0
    assert mortas
    assert retrato(biblioteca) == antes
    assert not any(arvore.exists() for arvore in arvores)


def _calma(base: Path, comando: Sequence[str]) -> float:
    inicio = time.monotonic()
    assert rodar(*comando, "--base", base).returncode == 0
    return time.monotonic() - inicio


def _arquivos(arvore: Path) -> dict[str, tuple[str, int]]:
    return {nome: (v[0], v[2]) for nome, v in retrato(arvore).items() if v[0]}


def _conteudos(*raizes: Path) -> list[str]:
    return ["", *(v[0] for raiz in raizes if raiz.exists() for v in retrato(raiz).values())]


def test_disco_pequeno_de_verdade(tmp_path: Path, disco: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {f"{n}.bin": os.urandom(MEGA // 4) for n in range(12)})
    base = tmp_path / "base"
    configurar(base, biblioteca)
    assert rodar("classificar_tudo", "--nivel", "rapido", "--base", base).returncode == 0
    antes = retrato(biblioteca)
    opcoes = ("--mover", "--sem-backup", "--base", base, "--destino", disco / "arvore")
    comando = ("organizar", "aplicar", *opcoes)
    cheio = rodar(*comando)
    assert cheio.returncode == 1
    assert "Disco cheio" in cheio.stderr.decode()
    assert b"Traceback" not in cheio.stderr
    todos = _conteudos(biblioteca, disco)
    assert all(todos.count(v[0]) for v in antes.values())
    subprocess.run(["mount", "-o", "remount,size=64m", disco], check=True)
    assert rodar(*comando).returncode == 0
    assert not [f for f in biblioteca.rglob("*") if f.is_file()]
    assert rodar(*DESFAZER, "--base", base).returncode == 0
    assert retrato(biblioteca) == antes
