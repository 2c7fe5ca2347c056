"""The rehearsal after a backup: which files, and that it finds what does not come back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from componentes.base.erros import ErroDisco
from componentes.base.tempo import agora
from componentes.copia_seguranca import ensaio as modulo
from componentes.copia_seguranca import idade, instantaneo
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import BackupCancelado, nunca
from componentes.copia_seguranca.conferencias import ATUAL, ENSAIO, anotar_conferencia
from componentes.copia_seguranca.ensaio import ensaiar, sortear
from componentes.copia_seguranca.modelo import NOME_CATALOGO, Local, Manifesto
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import escrever, itens_de


@pytest.fixture(autouse=True)
def provisorias(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pasta = tmp_path / "provisorias"
    pasta.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(pasta))
    return pasta


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    _copiar(tmp_path, {f"{n}.mq4": os.urandom(500) for n in range(30)})
    _copiar(tmp_path, {"novo.mq4": os.urandom(500)})
    return tmp_path / "backups"


def _copiar(tmp_path: Path, arquivos: dict[str, bytes]) -> str:
    origem = escrever(tmp_path / "origem", arquivos)
    with closing(sqlite3.connect(tmp_path / "c.sqlite")) as banco:
        banco.execute("CREATE TABLE IF NOT EXISTS t (x)")
        banco.executemany("INSERT INTO t VALUES (?)", [(os.urandom(99),)] * 200)
        banco.commit()
    feito = Repositorio(tmp_path / "backups").fazer(
        itens_de(origem), catalogo=tmp_path / "c.sqlite"
    )
    assert feito is not None
    return feito.id


def _manifesto(backups: Path) -> Manifesto:
    return instantaneo.ler_manifesto(backups / "instantaneos", "ultimo")


def test_um_backup_inteiro_passa_e_nada_fica(backups: Path, provisorias: Path) -> None:
    feito = ensaiar(backups, "ultimo", 10, nunca)
    assert (feito.arquivos, feito.problemas, feito.impedido) == (10, (), "")
    assert list(provisorias.iterdir()) == []


def test_o_sorteio_depende_so_do_id(backups: Path) -> None:
    manifesto = _manifesto(backups)
    assert sortear(manifesto, 10) == sortear(manifesto, 10)
    outro = replace(manifesto, instantaneo=replace(manifesto.instantaneo, id="outro"))
    assert sortear(outro, 10) != sortear(manifesto, 10)


@pytest.mark.parametrize("quantos", [1, 2, 5, 1000])
def test_o_catalogo_e_o_pacote_mais_novo_sempre(backups: Path, quantos: int) -> None:
    sorteados = sortear(_manifesto(backups), quantos)
    nomes = [entrada.nome for entrada in sorteados]
    assert NOME_CATALOGO in nomes
    assert "novo.mq4" in nomes  # the only other file of its pack
    assert len(nomes) == len(set(nomes)) == min(max(quantos, 2), 32)


def test_zero_e_nenhum(backups: Path) -> None:
    assert sortear(_manifesto(backups), 0) == ()
    assert ensaiar(backups, "ultimo", 0, nunca).arquivos == 0


def test_um_byte_trocado_e_achado(backups: Path) -> None:
    (alvo,) = (e for e in _manifesto(backups).entradas if e.nome == "novo.mq4")
    pacote = backups / "pacotes" / f"{alvo.pacote}.zip"
    dados = bytearray(pacote.read_bytes())
    onde = dados.index(alvo.membro.encode()) + len(alvo.membro) + 100
    dados[onde] ^= 1
    pacote.write_bytes(dados)
    feito = ensaiar(backups, "ultimo", 3, nunca)
    assert [p.partition(":")[0] for p in feito.problemas] == ["novo.mq4"]


def test_o_que_chega_ao_disco_e_comparado_outra_vez(
    backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading that lies about what it proved is not believed."""

    def mentir(_: Acervo, _local: Local, _sha256: str, tamanho: int) -> Iterator[bytes]:
        return iter([b"x" * tamanho])

    monkeypatch.setattr(Acervo, "ler_de", mentir)
    feito = ensaiar(backups, "ultimo", 4, nunca)
    assert len(feito.problemas) == 4
    assert all("tem outro conteúdo" in problema for problema in feito.problemas)


def test_a_data_e_comparada(backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "utime", lambda *_, **__: None)
    manifesto = _manifesto(backups)
    velhas = tuple(replace(e, mtime_ns=10**18) for e in manifesto.entradas)
    monkeypatch.setattr(
        instantaneo, "ler_manifesto", lambda *_: replace(manifesto, entradas=velhas)
    )
    feito = ensaiar(backups, "ultimo", 3, nunca)
    assert all(problema.endswith("tem outra data") for problema in feito.problemas)
    assert len(feito.problemas) == 3


def test_um_catalogo_que_nao_abre(tmp_path: Path) -> None:
    origem = escrever(tmp_path / "o", {NOME_CATALOGO: b"SQLite format 3\0" + b"lixo" * 500})
    assert Repositorio(tmp_path / "b").fazer(itens_de(origem)) is not None
    (problema,) = ensaiar(tmp_path / "b", "ultimo", 5, nunca).problemas
    assert "o catálogo restaurado não abre" in problema


def test_sem_lugar_para_ensaiar_nada_se_diz_do_backup(
    backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cheio(*_: object) -> None:
        raise ErroDisco("Disco cheio")

    monkeypatch.setattr(modulo, "_restaurar", cheio)
    feito = ensaiar(backups, "ultimo", 5, nunca)
    assert (feito.problemas, feito.impedido) == ((), "Disco cheio")


def test_cancelar(backups: Path, provisorias: Path) -> None:
    with pytest.raises(BackupCancelado):
        ensaiar(backups, "ultimo", 5, lambda: True)
    assert list(provisorias.iterdir()) == []


def test_a_idade_e_do_ultimo_bom(backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antigo, novo = sorted(p.stem for p in (backups / "instantaneos").glob("*.zip"))
    assert idade.ultimo_bom(backups) is not None
    assert idade.ultimo_bom(backups).id == novo  # type: ignore[union-attr]
    anotar_conferencia(backups, novo, ENSAIO, agora(), ("x: danificado",))
    assert idade.ultimo_bom(backups).id == antigo  # type: ignore[union-attr]
    (backups / "instantaneos" / f"{antigo}.zip").write_bytes(b"lixo")
    assert idade.ultimo_bom(backups) is None


def test_nada_mudou_tambem_conta_como_novo(backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    novo = max(p.stem for p in (backups / "instantaneos").glob("*.zip"))
    monkeypatch.setattr(idade, "agora", lambda: "2100-01-11T00:00:00.000Z")
    velho = idade.ultimo_bom(backups)
    assert velho is not None
    assert velho.horas > 100_000
    anotar_conferencia(backups, novo, ATUAL, "2100-01-10T00:00:00.000Z", ())
    refeito = idade.ultimo_bom(backups)
    assert refeito is not None
    assert refeito.horas == pytest.approx(24)
