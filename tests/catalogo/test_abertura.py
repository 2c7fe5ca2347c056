"""Opening: settings of a connection, and clear words for whatever is wrong with the file."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine

from componentes.base.erros import ErroCatalogo, ErroDisco
from componentes.catalogo.dialeto import para_gravar
from componentes.catalogo.esquema import NOME_DO_ARQUIVO, abrir, abrir_leitura

Abertura = Callable[[Path], Engine]
ABERTURAS = pytest.mark.parametrize("abertura", [abrir, abrir_leitura])


def test_toda_conexao_tem_os_pragmas(motor: Engine) -> None:
    esperado = {
        "journal_mode": "wal",
        "busy_timeout": 10_000,
        "synchronous": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    with motor.connect() as uma, motor.connect() as outra:
        for conn in (uma, outra):
            lido = {nome: conn.exec_driver_sql(f"PRAGMA {nome}").scalar() for nome in esperado}
            assert lido == esperado


def test_cria_pastas_que_faltam(tmp_path: Path) -> None:
    pasta = tmp_path / "Área de Trabalho #1" / "a%20b?c"
    abrir(pasta).dispose()
    assert (pasta / NOME_DO_ARQUIVO).is_file()
    abrir_leitura(pasta).dispose()


def test_leitura_sem_catalogo_diz_o_que_fazer(tmp_path: Path) -> None:
    with pytest.raises(ErroCatalogo, match="Ainda não há catálogo") as erro:
        abrir_leitura(tmp_path)
    assert "classificar_tudo" in erro.value.o_que_fazer
    assert list(tmp_path.iterdir()) == []


def test_leitura_nao_grava(motor: Engine, tmp_path: Path) -> None:
    leitura = abrir_leitura(tmp_path)
    with pytest.raises(ErroDisco), leitura.begin() as conn:
        conn.exec_driver_sql("DELETE FROM esquema")
    leitura.dispose()


@ABERTURAS
@pytest.mark.parametrize(
    "conteudo", [b"isto nunca foi um catalogo\n" * 200, b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_arquivo_alheio(tmp_path: Path, abertura: Abertura, conteudo: bytes) -> None:
    arquivo = tmp_path / NOME_DO_ARQUIVO
    arquivo.write_bytes(conteudo)
    with pytest.raises(ErroCatalogo, match="danificado") as erro:
        abertura(tmp_path)
    assert erro.value.onde == str(arquivo)
    assert "backups restaurar" in erro.value.o_que_fazer
    assert arquivo.read_bytes() == conteudo


@ABERTURAS
def test_arquivo_cortado(tmp_path: Path, abertura: Abertura) -> None:
    abrir(tmp_path).dispose()
    arquivo = tmp_path / NOME_DO_ARQUIVO
    inteiro = arquivo.read_bytes()
    arquivo.write_bytes(inteiro[: len(inteiro) // 2])
    with pytest.raises(ErroCatalogo, match="danificado"):
        abertura(tmp_path)


@ABERTURAS
def test_banco_de_outro_programa(motor: Engine, tmp_path: Path, abertura: Abertura) -> None:
    with para_gravar(motor).begin() as conn:
        conn.exec_driver_sql("ALTER TABLE esquema RENAME TO de_outro")
    with pytest.raises(ErroCatalogo, match="não é um catálogo"):
        abertura(tmp_path)


@ABERTURAS
def test_pasta_no_lugar_do_arquivo(tmp_path: Path, abertura: Abertura) -> None:
    (tmp_path / NOME_DO_ARQUIVO).mkdir()
    with pytest.raises(ErroDisco, match="não foi possível usar o catálogo") as erro:
        abertura(tmp_path)
    assert erro.value.onde == str(tmp_path / NOME_DO_ARQUIVO)


def test_arquivo_no_lugar_da_pasta(tmp_path: Path) -> None:
    (tmp_path / "base").write_bytes(b"")
    with pytest.raises(ErroDisco):
        abrir(tmp_path / "base")


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows asks the system about one drive")
def test_unidade_de_rede_e_recusada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    montagem = namedtuple("montagem", "mountpoint fstype")
    montagens = [montagem("/", "ext4"), montagem(str(tmp_path.resolve()), "nfs4")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: montagens)
    with pytest.raises(ErroDisco, match="unidade de rede"):
        abrir(tmp_path / "base")
