"""RAR and 7z: with a tool that turns them into a stream, and without any."""

from __future__ import annotations

import os
import tarfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import rarfile

from componentes.base.tipos import Situacao
from componentes.fontes.compactados import ferramenta
from componentes.fontes.compactados.limites import Limites
from componentes.fontes.compactados.membro import ETAPA, ETAPA_FERRAMENTA
from tests.apoio.bibliotecas import ROBO, fonte
from tests.apoio.compactados import (
    aberto,
    comentario_rar4,
    rar4_de,
    rar5_de,
    sete_zip_de,
    zip_de,
)

ARQUIVOS = {"MQL4/Experts/a.mq4": ROBO, "leia.txt": b"ola"}
com_bsdtar = pytest.mark.skipif(not ferramenta.bsdtar(), reason="não há bsdtar aqui")
com_sh = pytest.mark.skipif(os.name == "nt", reason="o programa de faz de conta é um script de sh")


@pytest.fixture
def sem_ferramenta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ferramenta, "bsdtar", lambda: "")


Faz = Callable[[str], None]


@pytest.fixture
def ferramenta_que(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Faz:
    """Return what puts a shell script in the place of bsdtar."""

    def fazer(script: str) -> None:
        programa = tmp_path / "bsdtar"
        programa.write_text(f"#!/bin/sh\n{script}\n")
        programa.chmod(0o755)
        monkeypatch.setattr(ferramenta, "bsdtar", lambda: str(programa))

    return fazer


def fita(arquivos: dict[str, bytes], *outros: tarfile.TarInfo) -> bytes:
    saida = BytesIO()
    with tarfile.open(fileobj=saida, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for nome, dados in arquivos.items():
            info = tarfile.TarInfo(nome)
            info.size = len(dados)
            tar.addfile(info, BytesIO(dados))
        for outro in outros:
            tar.addfile(outro)
    return saida.getvalue()


@pytest.mark.parametrize("compactar", [rar4_de, rar5_de])
@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_sem_compressao_le_se_sem_ferramenta(
    tmp_path: Path, compactar: Callable[[dict[str, bytes]], bytes]
) -> None:
    membros, desfecho = aberto(tmp_path, compactar(ARQUIVOS))
    assert {n: m.lido.dados for n, m in membros.items() if m.lido} == ARQUIVOS
    assert desfecho.situacao is Situacao.OK


@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_comprimido_sem_ferramenta_tem_ao_menos_os_nomes(tmp_path: Path) -> None:
    membros, desfecho = aberto(tmp_path, rar4_de(ARQUIVOS, metodo=0x33))
    assert list(membros) == list(ARQUIVOS)
    assert {m.desfecho.situacao for m in membros.values()} == {Situacao.NAO_VERIFICAVEL}
    assert all(m.lido is None for m in membros.values())
    assert desfecho.situacao is Situacao.NAO_VERIFICAVEL
    assert desfecho.falha is not None
    assert desfecho.falha.etapa == ETAPA_FERRAMENTA
    assert "bsdtar" in desfecho.falha.motivo


@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_com_senha(tmp_path: Path) -> None:
    membros, desfecho = aberto(tmp_path, rar4_de({"a.mq4": ROBO}, metodo=0x33, opcoes=0x04))
    for um in (membros["a.mq4"].desfecho, desfecho):
        assert um.falha is not None
        assert (um.situacao, um.falha.etapa) == (Situacao.NAO_VERIFICAVEL, ETAPA)
        assert um.falha.motivo == "protegido por senha"


@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_com_crc_que_nao_confere(tmp_path: Path) -> None:
    dados = rar4_de({"a.mq4": ROBO}).replace(b"iMA", b"iMB")
    assert zlib.crc32(ROBO) != zlib.crc32(ROBO.replace(b"iMA", b"iMB"))
    membros, _ = aberto(tmp_path, dados)
    assert membros["a.mq4"].desfecho.situacao is Situacao.ILEGIVEL


@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_com_nomes_que_sairiam_dele(tmp_path: Path) -> None:
    membros, _ = aberto(tmp_path, rar5_de({"../../x.mq4": ROBO, "/etc/y.mq4": ROBO}))
    assert {m.desfecho.situacao for m in membros.values()} == {Situacao.INSEGURO}
    assert not any(nome.startswith(("/", "..")) for nome in membros)


@pytest.mark.usefixtures("sem_ferramenta")
def test_rar_com_entradas_demais(tmp_path: Path) -> None:
    dados = rar4_de({f"{n}.mq4": b"x" for n in range(50)})
    desfecho = aberto(tmp_path, dados, Limites(entradas=20))[1]
    assert desfecho.situacao is Situacao.LIMITE_EXCEDIDO


@pytest.mark.usefixtures("sem_ferramenta")
def test_comentario_comprimido_de_rar_nao_vai_ao_disco(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recusar(**_: object) -> None:
        raise AssertionError("rarfile quis um arquivo temporário")

    monkeypatch.setattr(rarfile, "mkstemp", recusar)
    dados = rar4_de({"a.mq4": ROBO})
    cortado = len(rar4_de({})) - 7
    membros, _ = aberto(tmp_path, dados[:cortado] + comentario_rar4(b"x" * 20) + dados[cortado:])
    assert membros["a.mq4"].lido is not None


@pytest.mark.usefixtures("sem_ferramenta")
def test_7z_sem_ferramenta(tmp_path: Path) -> None:
    membros, desfecho = aberto(tmp_path, sete_zip_de("a.mq4", ROBO))
    assert (membros, desfecho.situacao) == ({}, Situacao.NAO_VERIFICAVEL)


@pytest.mark.parametrize(
    "dados", [rar4_de(ARQUIVOS, metodo=0x33), sete_zip_de("a.mq4", ROBO)], ids=["rar", "7z"]
)
def test_dentro_de_outro_nao_se_abre(tmp_path: Path, dados: bytes) -> None:
    membros, desfecho = aberto(tmp_path, zip_de({"dentro": dados}))
    assert membros["dentro"].lido is not None
    assert membros["dentro"].desfecho.situacao is Situacao.NAO_VERIFICAVEL
    assert desfecho.situacao is Situacao.OK


@com_bsdtar
@pytest.mark.parametrize(
    ("dados", "esperados"),
    [
        (rar4_de(ARQUIVOS), ARQUIVOS),
        (rar5_de(ARQUIVOS), ARQUIVOS),
        (sete_zip_de("Média 趋势.mq4", ROBO), {"Média 趋势.mq4": ROBO}),
    ],
    ids=["rar4", "rar5", "7z"],
)
def test_com_o_bsdtar_de_verdade(tmp_path: Path, dados: bytes, esperados: dict[str, bytes]) -> None:
    membros, desfecho = aberto(tmp_path, dados)
    assert {n: m.lido.dados for n, m in membros.items() if m.lido} == esperados
    assert desfecho.situacao is Situacao.OK


@com_bsdtar
def test_bsdtar_que_nao_reconhece_o_pacote(tmp_path: Path) -> None:
    desfecho = aberto(tmp_path, b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\xff" * 200)[1]
    assert desfecho.situacao is Situacao.NAO_VERIFICAVEL


@com_sh
def test_com_ferramenta_os_membros_vem_da_fita(tmp_path: Path, ferramenta_que: Faz) -> None:
    elo = tarfile.TarInfo("elo.mq4")
    elo.type, elo.linkname = tarfile.SYMTYPE, "/etc/passwd"
    arquivos = {**ARQUIVOS, "../fora.mq4": fonte(1)}
    (tmp_path / "saida.tar").write_bytes(fita(arquivos, elo))
    ferramenta_que(f"cat '{tmp_path / 'saida.tar'}'")
    membros, desfecho = aberto(tmp_path, sete_zip_de("x", b"x"))
    assert list(membros) == ["MQL4/Experts/a.mq4", "leia.txt", "(..)/fora.mq4", "elo.mq4"]
    assert membros["elo.mq4"].lido is None
    assert membros["(..)/fora.mq4"].desfecho.situacao is Situacao.INSEGURO
    assert desfecho.situacao is Situacao.OK


@com_sh
def test_pastas_sem_fim_tambem_contam(tmp_path: Path, ferramenta_que: Faz) -> None:
    pastas = [tarfile.TarInfo(f"p{n}") for n in range(30)]
    for pasta in pastas:
        pasta.type = tarfile.DIRTYPE
    (tmp_path / "saida.tar").write_bytes(fita({}, *pastas))
    ferramenta_que(f"cat '{tmp_path / 'saida.tar'}'")
    desfecho = aberto(tmp_path, sete_zip_de("x", b"x"), Limites(entradas=20))[1]
    assert desfecho.situacao is Situacao.LIMITE_EXCEDIDO


@com_sh
def test_ferramenta_que_para_no_meio(tmp_path: Path, ferramenta_que: Faz) -> None:
    inteira = fita({"a.mq4": ROBO, "b.mq4": fonte(1)})
    (tmp_path / "saida.tar").write_bytes(inteira[:1300])
    ferramenta_que(f"cat '{tmp_path / 'saida.tar'}'; exit 1")
    membros, desfecho = aberto(tmp_path, sete_zip_de("x", b"x"))
    assert membros["a.mq4"].lido is not None
    assert desfecho.situacao is Situacao.ILEGIVEL


@com_sh
def test_o_que_a_ferramenta_nao_deu_de_um_rar_e_listado(
    tmp_path: Path, ferramenta_que: Faz
) -> None:
    (tmp_path / "saida.tar").write_bytes(fita({"a.mq4": ROBO}))
    ferramenta_que(f"cat '{tmp_path / 'saida.tar'}'; exit 1")
    dados = rar4_de({"a.mq4": ROBO, "b.mq4": ROBO}, metodo=0x33)
    membros, desfecho = aberto(tmp_path, dados)
    assert [m.lido is not None for m in membros.values()] == [True, False]
    assert membros["b.mq4"].desfecho.situacao is Situacao.ILEGIVEL
    assert desfecho.situacao is Situacao.ILEGIVEL


@com_sh
def test_ferramenta_que_nao_acaba_e_parada(
    tmp_path: Path, ferramenta_que: Faz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ferramenta, "PRAZO", 0.2)
    ferramenta_que("exec sleep 600")
    assert aberto(tmp_path, sete_zip_de("x", b"x"))[1].situacao is Situacao.LIMITE_EXCEDIDO


@com_sh
def test_ferramenta_que_despeja_sem_fim_e_parada(tmp_path: Path, ferramenta_que: Faz) -> None:
    """A member that says it has a terabyte, out of an archive of a few bytes."""
    info = tarfile.TarInfo("a.mq4")
    info.size = 2**40
    (tmp_path / "saida.tar").write_bytes(info.tobuf(tarfile.PAX_FORMAT))
    ferramenta_que(f"cat '{tmp_path / 'saida.tar'}' /dev/zero")
    limites = Limites(ao_todo=3_000_000)
    membros, desfecho = aberto(tmp_path, sete_zip_de("x", b"x"), limites)
    assert membros["a.mq4"].desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    assert desfecho.situacao in (Situacao.LIMITE_EXCEDIDO, Situacao.ILEGIVEL)
