"""One writer for each base folder; the lock dies with its process."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from componentes.base.erros import ErroDisco, ErroTrava
from componentes.orquestracao import trava as modulo
from componentes.orquestracao.trava import Trava
from tests.apoio.programa import RAIZ

SEGURAR = """
import sys, time
from pathlib import Path
from componentes.orquestracao.trava import Trava
trava = Trava(Path(sys.argv[1]))
trava.tomar("classificar_tudo")
print("pronto", flush=True)
time.sleep(600)
"""


@contextmanager
def _outro_processo(pasta: Path) -> Iterator[subprocess.Popen[bytes]]:
    comando = [sys.executable, "-c", SEGURAR, str(pasta)]
    outro = subprocess.Popen(comando, cwd=RAIZ, stdout=subprocess.PIPE)
    assert outro.stdout is not None
    try:
        assert outro.stdout.readline().strip() == b"pronto"
        yield outro
    finally:
        outro.kill()
        outro.wait()
        outro.stdout.close()


def test_tomar_e_soltar(tmp_path: Path) -> None:
    trava = Trava(tmp_path / "c")
    assert not trava.ocupada()
    assert not (tmp_path / "c").exists()
    trava.tomar("x")
    assert Trava(tmp_path / "c").ocupada()
    trava.soltar()
    trava.soltar()
    assert not Trava(tmp_path / "c").ocupada()
    assert not (tmp_path / "c" / "detentor.json").exists()


def test_o_segundo_sabe_quem_e_o_primeiro(tmp_path: Path) -> None:
    with _outro_processo(tmp_path) as outro:
        assert Trava(tmp_path).ocupada()
        with pytest.raises(ErroTrava) as erro:
            Trava(tmp_path).tomar("backup_completo")
        assert erro.value.codigo == 11
        assert f"processo {outro.pid} " in erro.value.o_que
        assert "classificar_tudo" in erro.value.o_que
        assert "parar_sistema" in erro.value.o_que_fazer


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_trava_de_um_morto_e_tomada(tmp_path: Path) -> None:
    with _outro_processo(tmp_path) as outro:
        outro.kill()
        outro.wait()
        assert (tmp_path / "detentor.json").exists()
        assert not Trava(tmp_path).ocupada()
        trava = Trava(tmp_path)
        trava.tomar("x")
        assert str(os.getpid()) in (tmp_path / "detentor.json").read_text(encoding="utf-8")
        trava.soltar()


@pytest.mark.parametrize("conteudo", [b"", b"{}", b"[1]", b"\xff", b'{"pid": 1}'])
def test_detentor_ilegivel_ainda_e_recusa(tmp_path: Path, conteudo: bytes) -> None:
    primeira = Trava(tmp_path)
    primeira.tomar("x")
    (tmp_path / "detentor.json").write_bytes(conteudo)
    with pytest.raises(ErroTrava, match="outro processo"):
        Trava(tmp_path).tomar("y")
    primeira.soltar()


def test_espiada_de_outro_nao_recusa(tmp_path: Path) -> None:
    """`ocupada` of a status query holds the lock for a moment, which is no run."""
    espiada = FileLock(tmp_path / "orquestrador.lock", thread_local=False)
    espiada.acquire()
    soltador = threading.Timer(0.1, espiada.release)
    soltador.start()
    trava = Trava(tmp_path)
    trava.tomar("x")
    soltador.join()
    assert Trava(tmp_path).ocupada()
    trava.soltar()


def test_sem_espaco_para_o_nome_a_trava_e_solta(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cheio(*_: object) -> None:
        raise ErroDisco("Disco cheio")

    monkeypatch.setattr(modulo, "gravar_inteiro", cheio)
    trava = Trava(tmp_path)
    with pytest.raises(ErroDisco):
        trava.tomar("x")
    assert not Trava(tmp_path).ocupada()


def test_pasta_impossivel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "arquivo").write_bytes(b"")
    with pytest.raises(ErroDisco):
        Trava(tmp_path / "arquivo").tomar("x")
    trava = Trava(tmp_path)

    def recusar(**_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(trava._trava, "acquire", recusar)
    with pytest.raises(ErroDisco, match="somente leitura"):
        trava.tomar("x")
