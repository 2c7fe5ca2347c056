"""One file to another place: over nothing, proven, and whole whatever fails."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from componentes.organizacao import atos

DADOS = b"int start() { return(0); }" * 50
SHA256 = hashlib.sha256(DADOS).hexdigest()
SO_POSIX = pytest.mark.skipif(os.name == "nt", reason="links and FIFOs are POSIX")


@pytest.fixture
def origem(tmp_path: Path) -> Path:
    arquivo = tmp_path / "origem.mq4"
    arquivo.write_bytes(DADOS)
    os.utime(arquivo, ns=(10**18, 1_500_000_000_123_456_789))
    return arquivo


def _copiar(origem: Path, sha256: str = SHA256) -> Path:
    destino = origem.with_name("destino.mq4")
    atos.copiar(origem, destino, origem.with_name(".p.tmp"), sha256)
    return destino


def test_copia_tem_bytes_e_data(origem: Path) -> None:
    destino = _copiar(origem)
    assert destino.read_bytes() == DADOS
    assert destino.stat().st_mtime_ns == origem.stat().st_mtime_ns


def test_nunca_por_cima(origem: Path) -> None:
    destino = origem.with_name("destino.mq4")
    destino.write_bytes(b"do dono")
    with pytest.raises(atos.Recusado, match="apareceu outro"):
        _copiar(origem)
    with pytest.raises(atos.Recusado, match="apareceu outro"):
        atos.ligar(origem, destino)
    assert destino.read_bytes() == b"do dono"
    assert sorted(p.name for p in origem.parent.iterdir()) == ["destino.mq4", "origem.mq4"]


def test_sem_ligacoes_tambem_nao_passa_por_cima(
    origem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def negar(*_: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", negar)
    assert atos.ligar(origem, origem.with_name("x")) is False
    assert _copiar(origem).read_bytes() == DADOS
    with pytest.raises(atos.Recusado):
        _copiar(origem)


def test_origem_que_mudou_e_recusada_sem_deixar_nada(origem: Path) -> None:
    with pytest.raises(atos.Recusado, match="mudou"):
        _copiar(origem, "0" * 64)
    assert [p.name for p in origem.parent.iterdir()] == ["origem.mq4"]


def test_disco_que_nao_devolve_o_que_recebeu(origem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atos, "sha256_de", lambda _: "0" * 64)
    with pytest.raises(OSError, match="não devolveu"):
        _copiar(origem)
    assert [p.name for p in origem.parent.iterdir()] == ["origem.mq4"]


@SO_POSIX
def test_atalho_e_fila_nao_sao_abertos(tmp_path: Path, origem: Path) -> None:
    atalho = tmp_path / "atalho"
    atalho.symlink_to(origem)
    assert atos.comum(atalho) is None
    with pytest.raises(atos.Recusado, match="não pôde ser lido"):
        atos.copiar(atalho, tmp_path / "d", tmp_path / ".p", SHA256)
    fila = tmp_path / "fila"
    os.mkfifo(fila)
    assert not atos.contem(fila, 0, SHA256)
    with pytest.raises(atos.Recusado, match="comum"):
        atos.sha256_de(fila)


def test_retirar_so_o_que_serve(origem: Path) -> None:
    de_lado = origem.with_name(".fora")
    assert not atos.retirar(origem, de_lado, lambda f: atos.contem(f, 1, SHA256))
    assert origem.read_bytes() == DADOS
    assert not de_lado.exists()
    assert atos.retirar(origem, de_lado, lambda f: atos.contem(f, len(DADOS), SHA256))
    assert list(origem.parent.iterdir()) == []


def test_retirada_cortada_e_terminada(origem: Path) -> None:
    de_lado = origem.with_name(".fora")
    origem.rename(de_lado)
    origem.write_bytes(b"novo, do dono")
    assert atos.retirar(origem, de_lado, lambda f: atos.contem(f, len(DADOS), SHA256))
    assert origem.read_bytes() == b"novo, do dono"
    assert not de_lado.exists()


def test_o_que_nao_serve_e_perdeu_o_lugar_continua_de_lado(origem: Path) -> None:
    de_lado = origem.with_name(".fora")
    origem.rename(de_lado)
    origem.write_bytes(b"novo, do dono")
    with pytest.raises(FileExistsError):
        atos.retirar(origem, de_lado, lambda _: False)
    assert (origem.read_bytes(), de_lado.read_bytes()) == (b"novo, do dono", DADOS)


def test_soltar_so_um_segundo_nome(origem: Path) -> None:
    segundo, copia = origem.with_name("segundo"), origem.with_name("copia")
    os.link(origem, segundo)
    copia.write_bytes(DADOS)
    atos.soltar(segundo, origem)
    atos.soltar(copia, origem)
    assert (segundo.exists(), copia.exists()) == (False, True)
