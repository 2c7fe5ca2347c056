"""Backup and pruning killed at any moment, and each call of theirs to the system failing once.

ORQUESTRADOR_VEZES=500 makes this what a release has to pass.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from componentes.copia_seguranca.repositorio import Repositorio
from tests.apoio.faltas import vezes
from tests.apoio.programa import RAIZ, ambiente
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, restos

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and strace are POSIX")

COM_ERRO_NOMEADO = 7
FAZER_E_PODAR = f"""
import sys
from pathlib import Path
from componentes.base.erros import ErroDisco
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.retencao import Retencao
from tests.copia_seguranca.ajuda import itens_de
if sys.argv[3:]:
    print("pronto", flush=True)
repositorio = Repositorio(Path(sys.argv[2]))
try:
    repositorio.fazer(itens_de(Path(sys.argv[1])))
    repositorio.podar(Retencao(2, 0, 0, 0))
except ErroDisco:
    sys.exit({COM_ERRO_NOMEADO})
"""
CHAMADAS = ("write", "fsync", "rename", "unlink")
FALTAS = ("signal=KILL", "error=EIO", "error=ENOSPC")
Conteudos = dict[str, bytes]


def _mudar(biblioteca: Path, volta: int, sorte: random.Random) -> None:
    """Take most of the last round's files away and bring others: packs become mostly waste."""
    for nome in ("a.bin", "b.bin", "c.mq4"):
        (biblioteca / f"{volta - 1}" / nome).unlink(missing_ok=True)
    shutil.rmtree(biblioteca / f"{volta - 9}", ignore_errors=True)
    novos = {f"{volta}/{nome}.bin": sorte.randbytes(4000) for nome in "ab"}
    textos = {f"{volta}/c.mq4": b"int c;\n" * 500, f"{volta}/d.mq4": b"int d%d;\n" % volta * 90}
    escrever(biblioteca, {**novos, **textos, f"{volta}/copia.mq4": b"sempre a mesma"})


def _conferir(pasta: Path, esperados: dict[str, Conteudos], volta: Path) -> None:
    """Every backup that is there comes back as it was, byte by byte."""
    for feito in Repositorio(pasta).listar():
        assert feito.dano == ""
        resultado = Repositorio(pasta).restaurar(feito.id, volta / feito.id)
        assert (resultado.danificados, resultado.ignorados) == ((), ())
        assert conteudos(volta / feito.id) == esperados[feito.id]
    shutil.rmtree(volta)


def _ids(pasta: Path) -> list[str]:
    return [feito.id for feito in Repositorio(pasta).listar()]


def _comando(biblioteca: Path, pasta: Path, *mais: str) -> list[str]:
    return [sys.executable, "-c", FAZER_E_PODAR, str(biblioteca), str(pasta), *mais]


def _calmo(biblioteca: Path, pasta: Path) -> None:
    comando = _comando(biblioteca, pasta)
    subprocess.run(comando, cwd=RAIZ, env=ambiente(), check=True, capture_output=True)


def test_morte_a_qualquer_momento_de_backup_e_poda(tmp_path: Path) -> None:
    biblioteca, pasta = tmp_path / "b", tmp_path / "backups"
    sorte = random.Random(31)  # noqa: S311 repeatable, not secret
    esperados: dict[str, Conteudos] = {}
    mortas = podadas = 0
    duracao = _calma(tmp_path / "calma", sorte)
    for volta in range(2 * vezes(10)):
        if mortas == vezes(10):
            break
        _mudar(biblioteca, volta, sorte)
        if volta % 2:  # what dies now is the pruning: the process finds nothing to back up
            Repositorio(pasta).fazer(itens_de(biblioteca))
        antes = _ids(pasta)
        esperados |= {novo: conteudos(biblioteca) for novo in antes if novo not in esperados}
        mortas += _fazer_e_matar(biblioteca, pasta, sorte.uniform(0, duracao))
        depois = _ids(pasta)
        agora = conteudos(biblioteca)
        esperados |= {novo: agora for novo in depois if novo not in esperados}
        assert not antes or max(depois) >= max(antes)
        podadas += not set(antes) <= set(depois)
        _conferir(pasta, esperados, tmp_path / "v")
    _calmo(biblioteca, pasta)
    esperados |= {novo: conteudos(biblioteca) for novo in _ids(pasta) if novo not in esperados}
    _conferir(pasta, esperados, tmp_path / "v")
    assert len(_ids(pasta)) == 2
    assert restos(pasta) == []
    sem_programa: list[str | Path] = [pasta / "restaurar_sem_programa.py", "ultimo", tmp_path / "v"]
    subprocess.run([sys.executable, *sem_programa], check=True, capture_output=True)
    assert conteudos(tmp_path / "v") == conteudos(biblioteca)
    assert mortas
    print(f"{mortas} mortas, {podadas} com algo já podado")  # noqa: T201


def _calma(raiz: Path, sorte: random.Random) -> float:
    """Return how many seconds backup and pruning take when nobody disturbs them."""
    for volta in range(4):
        _mudar(raiz / "b", volta, sorte)
        comando = _comando(raiz / "b", raiz / "backups", "dizer")
        with subprocess.Popen(
            comando, cwd=RAIZ, env=ambiente(), stdout=subprocess.PIPE
        ) as processo:
            assert processo.stdout is not None
            processo.stdout.readline()
            inicio = time.monotonic()
            assert processo.wait() == 0
    return time.monotonic() - inicio


def _fazer_e_matar(biblioteca: Path, pasta: Path, espera: float) -> bool:
    comando = _comando(biblioteca, pasta, "dizer")
    with subprocess.Popen(comando, cwd=RAIZ, env=ambiente(), stdout=subprocess.PIPE) as processo:
        assert processo.stdout is not None
        processo.stdout.readline()
        time.sleep(espera)
        viva = processo.poll() is None
        processo.kill()
    return viva


def _rastrear(biblioteca: Path, pasta: Path, *opcoes: str) -> subprocess.CompletedProcess[bytes]:
    comando = ["strace", "-f", "-qq", *opcoes, *_comando(biblioteca, pasta)]
    return subprocess.run(comando, cwd=RAIZ, env=ambiente(), capture_output=True, check=False)


@pytest.fixture
def pontos(tmp_path: Path) -> tuple[Path, dict[str, Conteudos], list[tuple[str, int]]]:
    """Return a folder with earlier backups, their contents, and every call a further run makes."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    raiz, esperados = tmp_path / "modelo", {}
    sorte = random.Random(37)  # noqa: S311 repeatable, not secret
    for volta in range(3):
        _mudar(raiz / "b", volta, sorte)
        feito = Repositorio(raiz / "backups").fazer(itens_de(raiz / "b"))
        assert feito is not None
        esperados[feito.id] = conteudos(raiz / "b")
    _mudar(raiz / "b", 3, sorte)
    shutil.copytree(raiz, tmp_path / "conta")
    rastro = tmp_path / "rastro"
    opcoes = ("-o", str(rastro), "-e", f"trace={','.join(CHAMADAS)}")
    if _rastrear(tmp_path / "conta/b", tmp_path / "conta/backups", *opcoes).returncode:
        pytest.skip("this machine does not let strace trace (container?)")
    linhas = rastro.read_text(errors="replace").splitlines()
    feitas = {nome: sum(f" {nome}(" in linha for linha in linhas) for nome in CHAMADAS}
    assert all(feitas.values()), feitas
    return raiz, esperados, [(nome, n + 1) for nome in CHAMADAS for n in range(feitas[nome])]


def test_toda_chamada_que_muda_algo_pode_falhar(
    pontos: tuple[Path, dict[str, Conteudos], list[tuple[str, int]]], tmp_path: Path
) -> None:
    modelo, esperados, chamadas = pontos
    todos = [(chamada, n, falta) for chamada, n in chamadas for falta in FALTAS]
    sorte = random.Random(41)  # noqa: S311 repeatable, not secret
    for chamada, n, falta in sorte.sample(todos, min(len(todos), vezes(10))):
        base = tmp_path / "base"
        shutil.copytree(modelo, base)
        injetar = ("-o", os.devnull, "-e", f"inject={chamada}:{falta}:when={n}")
        feito = _rastrear(base / "b", base / "backups", *injetar)
        onde = (chamada, n, falta, feito.returncode, feito.stderr)
        assert feito.returncode in ({-9, 137} if "KILL" in falta else {0, COM_ERRO_NOMEADO}), onde
        agora = esperados | {
            novo: conteudos(base / "b") for novo in _ids(base / "backups") if novo not in esperados
        }
        assert max(esperados) in _ids(base / "backups"), onde
        _conferir(base / "backups", agora, tmp_path / "v")
        _calmo(base / "b", base / "backups")
        ultimo = {novo: conteudos(base / "b") for novo in _ids(base / "backups")[:1]}
        _conferir(base / "backups", agora | ultimo, tmp_path / "v")
        assert len(_ids(base / "backups")) == 2, onde
        assert restos(base) == [], onde
        shutil.rmtree(base)
    print(f"{len(todos)} pontos ao todo")  # noqa: T201
