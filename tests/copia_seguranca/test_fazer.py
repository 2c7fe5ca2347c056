"""What a backup keeps, what it shares, and when there is nothing to do."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import filelock
import msgspec
import pytest

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca import compressao, conteudo, pacote
from componentes.copia_seguranca.andamento import BackupCancelado
from componentes.copia_seguranca.conteudo import LeituraFalhou, ler_pedacos
from componentes.copia_seguranca.modelo import NOME_CATALOGO, ItemBackup
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes, restaurado, restos

ARQUIVOS = {
    "MQL4/Robô ação.mq4": b"int OnInit() { return 0; }\n" * 50,
    "MQL4/vazio.mq4": b"",
    "Pine/日本 50%.pine": b"//@version=5\n",
    "zip falso.mq5": os.urandom(5000),
}


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "biblioteca", ARQUIVOS)


@pytest.fixture
def pasta(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def repositorio(pasta: Path) -> Repositorio:
    return Repositorio(pasta)


def test_ida_e_volta(repositorio: Repositorio, biblioteca: Path, tmp_path: Path) -> None:
    os.utime(biblioteca / "MQL4/vazio.mq4", ns=(1_000_000_000, 1_234_567_891_000_000_000))
    feito = repositorio.fazer(itens_de(biblioteca))
    assert feito is not None
    assert (feito.arquivos, feito.avisos) == (4, ())
    assert feito.bytes_total == sum(map(len, ARQUIVOS.values()))
    assert restaurado(tmp_path / "backups", "ultimo", tmp_path / "volta") == ARQUIVOS
    volta = (tmp_path / "volta/MQL4/vazio.mq4").stat()
    assert volta.st_mtime_ns == 1_234_567_891_000_000_000
    assert repositorio.verificar(ler_tudo=True) == []


def test_copia_custa_so_uma_linha(repositorio: Repositorio, biblioteca: Path, pasta: Path) -> None:
    repositorio.fazer(itens_de(biblioteca))
    escrever(biblioteca, {"outra/copia.mq5": (biblioteca / "zip falso.mq5").read_bytes()})
    segundo = repositorio.fazer(itens_de(biblioteca))
    assert segundo is not None
    assert (segundo.arquivos, segundo.bytes_proprios) == (5, 0)
    assert len(pacotes(pasta)) == 1


def test_incremental_le_e_grava_so_o_novo(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, tmp_path: Path
) -> None:
    primeiro = repositorio.fazer(itens_de(biblioteca))
    escrever(biblioteca, {"zip falso.mq5": b"agora e texto"})
    segundo = repositorio.fazer(itens_de(biblioteca))
    assert primeiro is not None
    assert segundo is not None
    with ZipFile(pacotes(pasta)[1]) as novo:
        assert novo.namelist() == [f"{segundo.id}/zip falso.mq5"]
    assert [i.id for i in repositorio.listar()] == [segundo.id, primeiro.id]
    assert restaurado(pasta, primeiro.id, tmp_path / "1") == ARQUIVOS
    assert restaurado(pasta, segundo.id, tmp_path / "2") == conteudos(biblioteca)


def test_hash_conhecido_nao_reabre_o_arquivo(
    repositorio: Repositorio, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repositorio.fazer(itens_de(biblioteca))
    conhecidos = [
        msgspec.structs.replace(item, sha256=hashlib.sha256(item.origem.read_bytes()).hexdigest())
        for item in itens_de(biblioteca)
    ]

    def proibido(*_: object) -> Iterator[bytes]:
        raise AssertionError("leu um arquivo conhecido")

    monkeypatch.setattr(conteudo, "ler_pedacos", proibido)
    monkeypatch.setattr(pacote, "ler_pedacos", proibido)
    monkeypatch.setattr(compressao, "ler_pedacos", proibido)
    assert repositorio.fazer(conhecidos) is None


def test_hash_do_catalogo_vale_so_enquanto_o_arquivo_e_o_mesmo(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, tmp_path: Path
) -> None:
    repositorio.fazer(itens_de(biblioteca))
    velhos = [
        msgspec.structs.replace(item, sha256=hashlib.sha256(item.origem.read_bytes()).hexdigest())
        for item in itens_de(biblioteca)
    ]
    escrever(biblioteca, {"zip falso.mq5": b"mudou depois do inventario"})
    repositorio.fazer(velhos)
    assert restaurado(pasta, "ultimo", tmp_path / "volta") == conteudos(biblioteca)


def test_hash_errado_do_catalogo_e_corrigido(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, tmp_path: Path
) -> None:
    mentira = [msgspec.structs.replace(item, sha256="0" * 64) for item in itens_de(biblioteca)]
    repositorio.fazer(mentira[:1])
    volta = restaurado(pasta, "ultimo", tmp_path / "volta")
    assert volta == {"MQL4/Robô ação.mq4": ARQUIVOS["MQL4/Robô ação.mq4"]}


def test_nada_mudou(repositorio: Repositorio, biblioteca: Path, pasta: Path) -> None:
    repositorio.fazer(itens_de(biblioteca))
    antes = conteudos(pasta)
    (biblioteca / "zip falso.mq5").touch()
    assert repositorio.fazer(itens_de(biblioteca)) is None
    assert conteudos(pasta) == antes


def test_arquivo_removido_e_mudanca(repositorio: Repositorio, biblioteca: Path) -> None:
    repositorio.fazer(itens_de(biblioteca))
    (biblioteca / "zip falso.mq5").unlink()
    segundo = repositorio.fazer(itens_de(biblioteca))
    assert segundo is not None
    assert segundo.arquivos == 3


def test_o_que_nao_se_le_vira_aviso(repositorio: Repositorio, biblioteca: Path) -> None:
    sumido = ItemBackup(biblioteca / "sumiu.mq4", "sumiu.mq4", 3, 0)
    diretorio = ItemBackup(biblioteca / "MQL4", "MQL4", 0, 0)
    feito = repositorio.fazer([sumido, *itens_de(biblioteca), diretorio])
    assert feito is not None
    assert feito.arquivos == 4
    assert [(a.nome, a.motivo) for a in feito.avisos] == [
        ("sumiu.mq4", "o arquivo não existe mais"),
        ("MQL4", "não é um arquivo comum"),
    ]
    assert repositorio.listar()[0].avisos == feito.avisos


@pytest.mark.parametrize("outros", [True, False])
def test_leitura_que_falha_no_meio_nao_deixa_rastro_no_pacote(
    repositorio: Repositorio,
    tmp_path: Path,
    pasta: Path,
    monkeypatch: pytest.MonkeyPatch,
    outros: bool,
) -> None:
    arquivos = {"a ruim.bin": os.urandom(3 << 20)}
    if outros:
        arquivos |= {"b.txt": b"texto " * 100}
    biblioteca = escrever(tmp_path / "b", arquivos)

    def falhar(origem: Path, tamanho: int) -> Iterator[bytes]:
        pedacos = ler_pedacos(origem, tamanho)
        yield next(pedacos)
        if origem.name == "a ruim.bin":
            raise LeituraFalhou("setor ilegível")
        yield from pedacos

    monkeypatch.setattr(pacote, "ler_pedacos", falhar)
    monkeypatch.setattr(compressao, "ler_pedacos", falhar)
    feito = repositorio.fazer(itens_de(biblioteca))
    assert feito is not None
    assert [a.nome for a in feito.avisos] == ["a ruim.bin"]
    assert len(pacotes(pasta)) == outros
    assert repositorio.verificar(ler_tudo=True) == []
    if outros:
        assert pacotes(pasta)[0].stat().st_size < 2000
        assert restaurado(pasta, "ultimo", tmp_path / "volta") == {"b.txt": arquivos["b.txt"]}


def test_arquivo_que_muda_durante_a_leitura_fica_com_o_hash_do_que_foi_lido(
    repositorio: Repositorio, tmp_path: Path, pasta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {"vivo.log": b"antes"})

    def mudar(origem: Path, tamanho: int) -> Iterator[bytes]:
        origem.write_bytes(b"depois, e mais longo")
        yield from ler_pedacos(origem, tamanho)

    monkeypatch.setattr(pacote, "ler_pedacos", mudar)
    monkeypatch.setattr(compressao, "ler_pedacos", mudar)
    repositorio.fazer(itens_de(biblioteca))
    assert restaurado(pasta, "ultimo", tmp_path / "volta") == {"vivo.log": b"depois, e mais longo"}


def test_arquivo_que_nao_para_de_crescer_e_deixado(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conteudo, "CRESCIMENTO_MAXIMO", 10)
    escrever(tmp_path, {"cresce": b"x" * 100})
    with pytest.raises(LeituraFalhou, match="crescer"):
        list(ler_pedacos(tmp_path / "cresce", 20))


def test_so_comprime_o_que_ganha(repositorio: Repositorio, biblioteca: Path, pasta: Path) -> None:
    repositorio.fazer(itens_de(biblioteca))
    with ZipFile(pacotes(pasta)[0]) as arquivo:
        modos = {Path(m.filename).name: m.compress_type for m in arquivo.infolist()}
    assert modos["Robô ação.mq4"] == ZIP_DEFLATED
    assert modos["zip falso.mq5"] == ZIP_STORED


def test_membro_zip64(
    repositorio: Repositorio, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacote, "_LIMIAR_ZIP64", 1)
    repositorio.fazer(itens_de(biblioteca))
    assert repositorio.verificar(ler_tudo=True) == []


def test_catalogo_vivo_entra_inteiro(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, tmp_path: Path
) -> None:
    banco = tmp_path / "catalogo #1.sqlite"
    vivo = sqlite3.connect(banco, isolation_level=None)
    vivo.execute("PRAGMA journal_mode=WAL")
    vivo.execute("CREATE TABLE ficha (caminho TEXT)")
    vivo.executemany("INSERT INTO ficha VALUES (?)", [("a",), ("b",)])
    assert repositorio.fazer(itens_de(biblioteca), catalogo=banco) is not None
    vivo.execute("INSERT INTO ficha VALUES ('c')")
    assert repositorio.fazer(itens_de(biblioteca), catalogo=banco) is None
    vivo.close()
    repositorio.restaurar("ultimo", tmp_path / "volta", padrao="catalogo/*")
    with sqlite3.connect(tmp_path / "volta" / NOME_CATALOGO) as copia:
        assert copia.execute("SELECT count(*) FROM ficha").fetchone() == (2,)
    copia.close()
    assert restos(pasta) == []


@pytest.mark.parametrize("dados", [None, b"isto nao e um banco de dados" * 100])
def test_catalogo_ausente_ou_danificado_vira_aviso(
    repositorio: Repositorio, biblioteca: Path, tmp_path: Path, dados: bytes | None
) -> None:
    if dados is not None:
        escrever(tmp_path, {"c.sqlite": dados})
    feito = repositorio.fazer(itens_de(biblioteca), catalogo=tmp_path / "c.sqlite")
    assert feito is not None
    assert [aviso.nome for aviso in feito.avisos] == [NOME_CATALOGO]
    assert restos(tmp_path) == []
    assert (tmp_path / "c.sqlite").exists() == (dados is not None)


def test_copia_provisoria_presa_nao_estraga_o_backup(
    repositorio: Repositorio,
    biblioteca: Path,
    pasta: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sqlite3.connect(tmp_path / "c.sqlite").close()
    original = Path.unlink

    def presa(caminho: Path, missing_ok: bool = False) -> None:
        if caminho.name.startswith(".catalogo."):
            raise PermissionError(13, "em uso")
        original(caminho, missing_ok=missing_ok)

    with monkeypatch.context() as remendo:
        remendo.setattr(Path, "unlink", presa)
        feito = repositorio.fazer(itens_de(biblioteca), catalogo=tmp_path / "c.sqlite")
    assert feito is not None
    assert (feito.arquivos, feito.avisos) == (5, ())
    assert len(restos(pasta)) == 1
    repositorio.fazer(itens_de(biblioteca))
    assert restos(pasta) == []


def test_progresso_conta_tudo_uma_vez(repositorio: Repositorio, biblioteca: Path) -> None:
    passos: list[tuple[int, int]] = []
    repositorio.fazer(itens_de(biblioteca), ao_progredir=lambda b, n: passos.append((b, n)))
    assert passos[-1] == (sum(map(len, ARQUIVOS.values())), 4)
    assert passos == sorted(passos)


@pytest.mark.parametrize("depois_de", range(10))
def test_cancelar_nao_deixa_nada(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, depois_de: int
) -> None:
    perguntas = iter(range(1000))
    with pytest.raises(BackupCancelado) as pego:
        repositorio.fazer(itens_de(biblioteca), cancelado=lambda: next(perguntas) >= depois_de)
    assert pego.value.como_resposta()["codigo"] == 130
    assert pacotes(pasta) == []
    assert restos(pasta) == []
    assert repositorio.listar() == []


def test_cancelar_no_meio_de_um_arquivo_grande(
    repositorio: Repositorio, tmp_path: Path, pasta: Path
) -> None:
    biblioteca = escrever(tmp_path / "g", {"grande.bin": os.urandom(4 << 20)})
    for limite in (2, 7):  # while it is hashed; while it is written
        perguntas = iter(range(1000))
        with pytest.raises(BackupCancelado):
            repositorio.fazer(itens_de(biblioteca), cancelado=lambda: next(perguntas) > limite)  # noqa: B023
    assert conteudos(pasta / "pacotes") == {}


def test_trava_mantem_dois_backups_separados(
    repositorio: Repositorio, biblioteca: Path, pasta: Path
) -> None:
    pasta.mkdir()
    with (
        filelock.FileLock(pasta / ".trava"),
        pytest.raises(ErroBackup, match="em andamento"),
    ):
        repositorio.fazer(itens_de(biblioteca))
    assert repositorio.fazer(itens_de(biblioteca)) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps any bytes as a name")
def test_nomes_hostis_vao_e_voltam(repositorio: Repositorio, tmp_path: Path, pasta: Path) -> None:
    nomes = [
        *(b"CON", b"nul.mq4", b"a\\b.mq4", b"a:b?.mq4", b"fim. ", b"...", b"\x1b[2J\n", b"=cmd"),
        *(b"caf\xe9.mq4", b"Gemeo.mq4", b"gemeo.mq4", b"GEMEO.mq4", b"\xff" * 255, b"50%3A.mq4"),
    ]
    raiz = tmp_path / "b"
    raiz.mkdir()
    for numero, nome in enumerate(nomes):
        (raiz / os.fsdecode(nome)).write_bytes(b"%d" % numero)
    feito = repositorio.fazer(itens_de(raiz))
    assert feito is not None
    assert feito.arquivos == len(nomes)
    assert restaurado(pasta, "ultimo", tmp_path / "volta") == conteudos(raiz)
