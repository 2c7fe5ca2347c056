"""A file is the old one or the new one, never half, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from componentes.base.erros import ErroDisco
from componentes.base.gravacao import garantir_pasta, gravando, gravar_inteiro

CHEIO = OSError(errno.ENOSPC, "No space left on device")


def _nomes(pasta: Path) -> list[str]:
    return sorted(caminho.name for caminho in pasta.iterdir())


def test_grava_e_cria_as_pastas(tmp_path: Path) -> None:
    destino = tmp_path / "a" / "b" / "c.txt"
    gravar_inteiro(destino, b"novo")
    assert destino.read_bytes() == b"novo"
    assert _nomes(destino.parent) == ["c.txt"]


def test_troca_o_conteudo_antigo(tmp_path: Path) -> None:
    destino = tmp_path / "c.txt"
    destino.write_bytes(b"antigo e mais comprido")
    gravar_inteiro(destino, b"novo")
    assert destino.read_bytes() == b"novo"


def test_durante_a_gravacao_vale_o_antigo(tmp_path: Path) -> None:
    destino = tmp_path / "c.txt"
    destino.write_bytes(b"antigo")
    with gravando(destino) as arquivo:
        arquivo.write(b"novo")
        arquivo.flush()
        assert destino.read_bytes() == b"antigo"
    assert destino.read_bytes() == b"novo"


@pytest.mark.parametrize("erro", [ValueError("nosso"), KeyboardInterrupt(), SystemExit(1)])
@pytest.mark.parametrize("existia", [True, False])
def test_excecao_no_meio_deixa_o_antigo(tmp_path: Path, erro: BaseException, existia: bool) -> None:
    destino = tmp_path / "c.txt"
    if existia:
        destino.write_bytes(b"antigo")
    with pytest.raises(type(erro)):
        _gravar_e_levantar(destino, erro)
    assert _nomes(tmp_path) == (["c.txt"] if existia else [])
    assert not existia or destino.read_bytes() == b"antigo"


def _gravar_e_levantar(destino: Path, erro: BaseException | None) -> None:
    with gravando(destino) as arquivo:
        arquivo.write(b"meio")
        if erro:
            raise erro


def _falhar(*_: object, **__: object) -> None:
    raise CHEIO


@pytest.mark.parametrize("onde", ["escrita", "fsync", "replace"])
def test_disco_cheio_deixa_o_antigo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, onde: str
) -> None:
    destino = tmp_path / "c.txt"
    destino.write_bytes(b"antigo")
    if onde == "fsync":
        monkeypatch.setattr(os, "fsync", _falhar)
    elif onde == "replace":
        monkeypatch.setattr(Path, "replace", _falhar)
    with pytest.raises(ErroDisco, match="Disco cheio") as erro:
        _gravar_e_levantar(destino, CHEIO if onde == "escrita" else None)
    monkeypatch.undo()
    assert erro.value.onde == str(destino)
    assert destino.read_bytes() == b"antigo"
    assert _nomes(tmp_path) == ["c.txt"]


def test_destino_que_e_pasta(tmp_path: Path) -> None:
    (tmp_path / "c" / "dentro").mkdir(parents=True)
    with pytest.raises(ErroDisco):
        gravar_inteiro(tmp_path / "c", b"novo")
    assert _nomes(tmp_path) == ["c"]


def test_pasta_que_e_arquivo(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"")
    with pytest.raises(ErroDisco):
        gravar_inteiro(tmp_path / "c" / "d.txt", b"novo")
    with pytest.raises(ErroDisco):
        garantir_pasta(tmp_path / "c")


def test_restos_de_processos_mortos_sao_limpos(tmp_path: Path) -> None:
    velho, recente = tmp_path / ".c.txt.0123456789ab.tmp", tmp_path / ".c.txt.ba9876543210.tmp"
    alheios = [tmp_path / n for n in (".d.txt.0123456789ab.tmp", ".c.txt.notas.tmp", "c.txt.tmp")]
    ontem = time.time() - 86_400
    for arquivo in (velho, recente, *alheios):
        arquivo.write_bytes(b"x")
        if arquivo != recente:
            os.utime(arquivo, (ontem, ontem))
    gravar_inteiro(tmp_path / "c.txt", b"novo")
    assert _nomes(tmp_path) == sorted(a.name for a in (recente, *alheios, tmp_path / "c.txt"))


def test_nome_muito_comprido(tmp_path: Path) -> None:
    nome = "x" * 200 + ".jsonl"
    gravar_inteiro(tmp_path / nome, b"novo")
    assert _nomes(tmp_path) == [nome]
