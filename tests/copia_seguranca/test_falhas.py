"""Crashes, full disks and lying hardware: every earlier backup stays whole."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from componentes.base.erros import ErroBackup, ErroDisco
from componentes.copia_seguranca import catalogo_vivo, conferencia, pacote
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import (
    conteudos,
    escrever,
    itens_de,
    pacotes,
    restaurado,
    restos,
)

RAIZ = Path(__file__).parents[2]
FAZER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import itens_de
print("pronto", flush=True)
Repositorio(Path(sys.argv[3])).fazer(itens_de(Path(sys.argv[2])))
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_morte_a_qualquer_momento(tmp_path: Path) -> None:
    biblioteca, pasta = tmp_path / "b", tmp_path / "backups"
    sorte = random.Random(7)  # noqa: S311  (repeatable, not secret)
    escrever(biblioteca, {"a.mq4": b"primeiro"})
    primeiro = Repositorio(pasta).fazer(itens_de(biblioteca))
    assert primeiro is not None
    for volta in range(8):
        escrever(biblioteca, {f"{volta}/{n}.bin": sorte.randbytes(60_000) for n in range(40)})
        _fazer_e_matar(biblioteca, pasta, sorte.uniform(0, 0.06))
        assert not any(i.dano for i in Repositorio(pasta).listar())
        assert restaurado(pasta, primeiro.id, tmp_path / f"v{volta}") == {"a.mq4": b"primeiro"}
    Repositorio(pasta).fazer(itens_de(biblioteca))
    assert restos(pasta) == []
    assert restaurado(pasta, "ultimo", tmp_path / "fim") == conteudos(biblioteca)
    for feito in Repositorio(pasta).listar():
        assert Repositorio(pasta).verificar(feito.id, ler_tudo=True) == []


def _fazer_e_matar(biblioteca: Path, pasta: Path, espera: float) -> None:
    comando = [sys.executable, "-c", FAZER, str(RAIZ), str(biblioteca), str(pasta)]
    with subprocess.Popen(comando, stdout=subprocess.PIPE) as processo:
        assert processo.stdout is not None
        processo.stdout.readline()
        time.sleep(espera)
        processo.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("escrita", range(1, 12))
def test_disco_cheio_em_qualquer_escrita(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, escrita: int
) -> None:
    biblioteca, pasta = tmp_path / "b", tmp_path / "backups"
    escrever(biblioteca, {"a.mq4": b"primeiro"})
    Repositorio(pasta).fazer(itens_de(biblioteca))
    antes = conteudos(pasta)
    escrever(biblioteca, {"b.mq4": os.urandom(5000), "c.mq4": b"texto " * 100})
    with monkeypatch.context() as remendo:
        _encher_o_disco(remendo, escrita)
        with pytest.raises(ErroDisco, match="Disco cheio"):
            Repositorio(pasta).fazer(itens_de(biblioteca))
    assert restos(pasta) == []
    assert conteudos(pasta).items() >= antes.items()
    assert len(Repositorio(pasta).listar()) == 1
    assert Repositorio(pasta).fazer(itens_de(biblioteca)) is not None
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)


def _encher_o_disco(remendo: pytest.MonkeyPatch, escrita: int) -> None:
    """Let the files of the engine accept `escrita - 1` writes and fail from then on."""
    original = Path.open
    contador = iter(range(1, 10_000))

    class Cheio:
        def __init__(self, arquivo: Any) -> None:
            self._arquivo = arquivo

        def __getattr__(self, nome: str) -> Any:
            return getattr(self._arquivo, nome)

        def __enter__(self) -> Cheio:
            return self

        def __exit__(self, *_: object) -> None:
            self._arquivo.close()

        def write(self, dados: bytes) -> int:
            if next(contador) >= escrita:
                raise OSError(errno.ENOSPC, "No space left on device")
            return int(self._arquivo.write(dados))

    def abrir(caminho: Path, mode: str = "r", **kwargs: Any) -> Any:
        arquivo = original(caminho, mode, **kwargs)
        return Cheio(arquivo) if mode == "xb" else arquivo

    remendo.setattr(Path, "open", abrir)


def test_disco_cheio_ao_copiar_o_catalogo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cheio(_: sqlite3.Connection) -> None:
        erro = sqlite3.OperationalError("database or disk is full")
        erro.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise erro

    sqlite3.connect(tmp_path / "c.sqlite").close()
    monkeypatch.setattr(catalogo_vivo, "_conferir", cheio)
    biblioteca, pasta = escrever(tmp_path / "b", {"a.mq4": b"x"}), tmp_path / "backups"
    with pytest.raises(ErroDisco, match="Disco cheio"):
        Repositorio(pasta).fazer(itens_de(biblioteca), catalogo=tmp_path / "c.sqlite")
    assert pacotes(pasta) == []
    assert restos(pasta) == []


def test_o_que_nao_confere_depois_de_gravado_nao_vira_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca, pasta = escrever(tmp_path / "b", {"a.mq4": os.urandom(100)}), tmp_path / "backups"
    original = conferencia.conferir_pacote

    def estragar_antes(caminho: Path, *argumentos: Any) -> None:
        with caminho.open("r+b") as arquivo:
            arquivo.seek(80)
            arquivo.write(b"\xff\xff")
        original(caminho, *argumentos)

    monkeypatch.setattr(pacote, "conferir_pacote", estragar_antes)
    with pytest.raises(ErroBackup, match="não confere"):
        Repositorio(pasta).fazer(itens_de(biblioteca))
    assert pacotes(pasta) == []
    assert Repositorio(pasta).listar() == []


def test_restos_de_um_backup_morto_sao_limpos(tmp_path: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"a.mq4": b"x"})
    pasta = escrever(tmp_path / "backups", {"pacotes/.x.zip.ab12.tmp": b"meio pacote"})
    Repositorio(pasta).fazer(itens_de(biblioteca))
    assert restos(pasta) == []


def test_pacote_orfao_e_aproveitado(tmp_path: Path) -> None:
    biblioteca, pasta = escrever(tmp_path / "b", {"a.mq4": b"x"}), tmp_path / "backups"
    Repositorio(pasta).fazer(itens_de(biblioteca))
    next((pasta / "instantaneos").glob("*.zip")).unlink()
    feito = Repositorio(pasta).fazer(itens_de(biblioteca))
    assert feito is not None
    assert feito.bytes_proprios == 0
    with ZipFile(pacotes(pasta)[0]) as arquivo:
        assert len(arquivo.namelist()) == 1
