"""The fast reader of packs agrees with `zipfile`, and refuses what is not whole."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest

from componentes.copia_seguranca.acervo import ERROS_DE_ZIP
from componentes.copia_seguranca.conteudo import PEDACO
from componentes.copia_seguranca.diretorio import ler_diretorio, ler_membro

CONTEUDOS = {"a.mq4": b"int x;\n" * 50, "ação/日本.pine": b"//@version=5", "vazio": b""}


def _zip(comentario: bytes = b"") -> bytes:
    saida = io.BytesIO()
    with ZipFile(saida, "w") as arquivo:
        for numero, (nome, dados) in enumerate(CONTEUDOS.items()):
            membro = ZipInfo(nome)
            membro.comment = b"%d" % numero
            membro.compress_type = ZIP_STORED if numero % 2 else ZIP_DEFLATED
            arquivo.writestr(membro, dados)
        arquivo.comment = comentario
    return saida.getvalue()


def _conferir(dados: bytes) -> None:
    with ZipFile(io.BytesIO(dados)) as esperado:
        lidos = ler_diretorio(io.BytesIO(dados))
        assert [
            (m.filename, m.comment, m.header_offset, m.compress_size, m.file_size, m.CRC)
            for m in esperado.infolist()
        ] == [(m.nome, m.comentario, m.inicio, m.comprimido, m.tamanho, m.crc) for m in lidos]
    for membro in lidos:
        pedacos = ler_membro(io.BytesIO(dados), membro, estrito=True)
        assert b"".join(pedacos) == CONTEUDOS[membro.nome]


@pytest.mark.parametrize("comentario", [b"", b"feito em casa", b"PK\5", b"x" * 65535])
@pytest.mark.parametrize("antes", [b"", b"#!/bin/sh\n"])
def test_le_o_mesmo_que_o_zipfile(comentario: bytes, antes: bytes) -> None:
    _conferir(antes + _zip(comentario))


@pytest.mark.parametrize("limite", ["ZIP64_LIMIT", "ZIP_FILECOUNT_LIMIT"])
def test_zip64(monkeypatch: pytest.MonkeyPatch, limite: str) -> None:
    monkeypatch.setattr(zipfile, limite, 20 if limite == "ZIP64_LIMIT" else 1)
    _conferir(_zip())


def test_mais_membros_do_que_cabem_em_16_bits() -> None:
    saida = io.BytesIO()
    with ZipFile(saida, "w") as arquivo:
        for numero in range(65_540):
            arquivo.writestr(ZipInfo(str(numero)), b"")
    assert len(ler_diretorio(saida)) == 65_540


def test_cortado_em_qualquer_lugar_e_danificado() -> None:
    dados = _zip()
    for fim in range(len(dados)):
        with pytest.raises(ERROS_DE_ZIP):
            ler_diretorio(io.BytesIO(dados[:fim]))


def test_um_membro_a_menos_na_lista_e_dano() -> None:
    dados = _zip()
    with pytest.raises(BadZipFile, match="incompleta"):
        ler_diretorio(io.BytesIO(dados[:-12] + b"\2\0" + dados[-10:]))


def test_o_que_so_outros_descompactadores_notariam() -> None:
    dados = bytearray(_zip())
    dados[14] ^= 1  # the CRC-32 in the header of the first member
    membro = ler_diretorio(io.BytesIO(dados))[0]
    assert b"".join(ler_membro(io.BytesIO(dados), membro)) == CONTEUDOS["a.mq4"]
    with pytest.raises(BadZipFile, match="cabeçalho"):
        list(ler_membro(io.BytesIO(dados), membro, estrito=True))


def test_bomba_sai_em_pedacos(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "b.zip", "w", ZIP_DEFLATED) as arquivo:
        arquivo.writestr("b", bytes(20 * PEDACO))
    with (tmp_path / "b.zip").open("rb", buffering=0) as aberto:
        tamanhos = [len(p) for p in ler_membro(aberto, ler_diretorio(aberto)[0])]
    assert sum(tamanhos) == 20 * PEDACO
    assert max(tamanhos) <= PEDACO


def test_metodo_desconhecido_e_recusado() -> None:
    saida = io.BytesIO()
    with ZipFile(saida, "w", zipfile.ZIP_LZMA) as arquivo:
        arquivo.writestr("x", b"x" * 100)
    with pytest.raises(BadZipFile, match="não lê"):
        list(ler_membro(saida, ler_diretorio(saida)[0]))
