"""Full and unwritable disks: one clear error, and what was there before stays whole."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from componentes.catalogo import operacoes
from tests.apoio.bibliotecas import escrever, fonte, gerar
from tests.apoio.centrais import configurar, criar_central, exportado
from tests.apoio.programa import rodar


def test_disco_pequeno_de_verdade(tmp_path: Path, disco: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"um.mq4": fonte(1)})
    configurar(disco, biblioteca)
    assert rodar("classificar_tudo", "--base", disco).returncode == 0
    ultimo = (disco / "relatorios" / "ultimo.html").read_bytes()
    gerar(biblioteca, 900, linhas=40)
    for _ in range(2):
        cheio = rodar("classificar_tudo", "--base", disco)
        assert cheio.returncode == 1
        assert "Disco cheio" in (cheio.stderr + cheio.stdout).decode()
        assert "libere espaço" in (cheio.stderr + cheio.stdout).decode()
        assert b"Traceback" not in cheio.stderr
        assert (disco / "relatorios" / "ultimo.html").read_bytes() == ultimo
        assert rodar("status", "--base", disco).returncode == 0
    subprocess.run(["mount", "-o", "remount,size=300m", disco], check=True)
    assert rodar("classificar_tudo", "--base", disco).returncode == 0
    catalogo = disco / "Development" / "catalogo" / "catalogo.sqlite"
    with sqlite3.connect(catalogo) as conexao:
        assert conexao.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    conexao.close()
    novo = rodar("exportar", "--base", disco).stdout
    assert len(novo.splitlines()) == len([p for p in biblioteca.rglob("*") if p.is_file()])


def test_disco_cheio_no_catalogo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    biblioteca = gerar(tmp_path / "b", 100)
    central = criar_central(tmp_path / "base", biblioteca)

    def cheio(*_: Any) -> None:
        erro = sqlite3.OperationalError("database or disk is full")
        erro.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC, "No space left on device") from erro

    with monkeypatch.context() as remendo:
        remendo.setattr(operacoes, "gravar_resultados", cheio)
        resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert "No space left" in resposta["erro"] or "Disco cheio" in resposta["erro"]
    assert central.threads_ativas == {}
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    assert len(exportado(central, tmp_path / "x").splitlines()) == 102


def test_disco_cheio_no_relatorio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from componentes.portas.cli import principal  # noqa: PLC0415

    biblioteca = escrever(tmp_path / "b", {"um.mq4": fonte(1)})
    base = tmp_path / "base"
    configurar(base, biblioteca)
    comando = ["classificar_tudo", "--base", str(base)]
    assert principal(comando) == 0
    antes = {p: p.read_bytes() for p in base.glob("relatorios/**/*") if p.is_file()}
    escrever(biblioteca, {"dois.mq4": fonte(2)})
    original = Path.replace

    def trocar(origem: Path, destino: Path) -> Path:
        if "relatorios" in destino.parts:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(origem, destino)

    monkeypatch.setattr(Path, "replace", trocar)
    capsys.readouterr()
    assert principal(comando) == 1
    dito = capsys.readouterr()
    assert "Disco cheio" in dito.out + dito.err
    assert "relatorios" in dito.out + dito.err
    depois = {p: p.read_bytes() for p in base.glob("relatorios/**/*") if p.is_file()}
    assert depois == antes
    monkeypatch.undo()
    assert principal(comando) == 0
    assert json.loads((base / "relatorios/ultimo.json").read_bytes())["totais"]["arquivos"] == 2


def test_base_somente_leitura(tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("permissions deny nothing to root, nor on Windows")
    biblioteca = escrever(tmp_path / "b", {"um.mq4": fonte(1)})
    base = tmp_path / "base"
    base.mkdir(mode=0o500)
    feito = rodar("classificar_tudo", "--base", base, "--biblioteca", biblioteca)
    base.chmod(0o700)
    assert (feito.returncode, feito.stdout) == (1, b"")
    assert "Sem permissão" in feito.stderr.decode()
    assert "--base" in feito.stderr.decode()


@pytest.mark.parametrize("lugar", ["Development", "Development/logs", "Development/catalogo"])
def test_arquivo_no_lugar_de_uma_pasta(tmp_path: Path, lugar: str) -> None:
    biblioteca = escrever(tmp_path / "b", {"um.mq4": fonte(1)})
    base = escrever(tmp_path / "base", {lugar: b"sou um arquivo"})
    feito = rodar("classificar_tudo", "--base", base, "--biblioteca", biblioteca)
    assert feito.returncode in {1, 2}
    assert feito.stdout == b""
    assert feito.stderr.startswith(b"erro: ")
    assert str(base / lugar) in feito.stderr.decode()
    assert b"Traceback" not in feito.stderr
    assert (base / lugar).read_bytes() == b"sou um arquivo"


@pytest.mark.parametrize("tamanho", [0, 100, 4096, 20_000])
def test_catalogo_truncado(tmp_path: Path, tamanho: int) -> None:
    biblioteca = gerar(tmp_path / "b", 60)
    base = tmp_path / "base"
    configurar(base, biblioteca)
    assert rodar("classificar_tudo", "--base", base).returncode == 0
    catalogo = base / "Development" / "catalogo" / "catalogo.sqlite"
    with sqlite3.connect(catalogo) as conexao:
        conexao.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conexao.close()
    inteiro = catalogo.read_bytes()
    assert len(inteiro) > tamanho
    catalogo.write_bytes(inteiro[:tamanho])
    for extra in ("catalogo.sqlite-wal", "catalogo.sqlite-shm"):
        (catalogo.parent / extra).unlink(missing_ok=True)
    feito = rodar("classificar_tudo", "--base", base)
    if tamanho == 0:  # an empty file is a new catalogue to SQLite, and nothing is lost with it
        assert feito.returncode == 0
        return
    assert (feito.returncode, feito.stdout) == (1, b"")
    assert "danificado" in feito.stderr.decode()
    assert str(catalogo) in feito.stderr.decode()
    assert b"Traceback" not in feito.stderr
    assert catalogo.read_bytes()[100:tamanho] == inteiro[100:tamanho]
