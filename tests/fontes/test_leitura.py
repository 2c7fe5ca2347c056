"""Reading: bytes and hash of whole files, only hash and head beyond the limit."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from componentes.fontes import leitura
from componentes.fontes.leitura import ler


@pytest.mark.parametrize("dados", [b"", b"x", b"\r\n\x1a\0" * 1000])
def test_arquivo_inteiro(tmp_path: Path, dados: bytes) -> None:
    (tmp_path / "a").write_bytes(dados)
    lido = ler(tmp_path / "a")
    assert (lido.dados, lido.tamanho, lido.inteiro) == (dados, len(dados), True)
    assert lido.sha256 == hashlib.sha256(dados).hexdigest()


@pytest.mark.parametrize("tamanho", [999, 1000, 1001, 5000])
def test_alem_do_limite_fica_so_a_cabeca(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tamanho: int
) -> None:
    monkeypatch.setattr(leitura, "LIMITE_DE_ANALISE", 1000)
    monkeypatch.setattr(leitura, "CABECA", 64)
    monkeypatch.setattr(leitura, "_PEDACO", 300)
    dados = bytes(n % 251 for n in range(tamanho))
    (tmp_path / "a").write_bytes(dados)
    lido = ler(tmp_path / "a")
    assert lido.inteiro is (tamanho <= 1000)
    assert lido.dados == (dados if lido.inteiro else dados[:64])
    assert (lido.tamanho, lido.sha256) == (tamanho, hashlib.sha256(dados).hexdigest())


def test_o_que_nao_existe_levanta(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ler(tmp_path / "ausente")


@pytest.mark.skipif(os.name == "nt", reason="needs FIFOs")
def test_fifo_nao_trava_e_pasta_nao_e_arquivo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fila")
    for nome in ("fila", "."):
        with pytest.raises(OSError, match=r"arquivo comum|directory"):
            ler(tmp_path / nome)


def test_ler_nao_muda_o_arquivo(tmp_path: Path) -> None:
    alvo = tmp_path / "a"
    alvo.write_bytes(b"x" * 99)
    antes = alvo.stat()
    ler(alvo)
    depois = alvo.stat()
    assert (antes.st_mtime_ns, antes.st_size) == (depois.st_mtime_ns, depois.st_size)
    assert alvo.read_bytes() == b"x" * 99


def test_arquivo_longo_pode_ser_largado_no_meio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leitura, "LIMITE_DE_ANALISE", 100)
    monkeypatch.setattr(leitura, "_PEDACO", 10)
    longo, curto = tmp_path / "longo.hst", tmp_path / "curto.mq4"
    longo.write_bytes(bytes(1000))
    curto.write_bytes(b"x")
    perguntas = iter([False, False, True])
    with pytest.raises(leitura.LeituraCancelada):
        ler(longo, lambda: next(perguntas))
    assert next(perguntas, None) is None
    assert ler(curto, lambda: True).sha256 == hashlib.sha256(b"x").hexdigest()
    assert ler(longo, lambda: False).sha256 == hashlib.sha256(bytes(1000)).hexdigest()
