"""Checks are remembered beside the backups, and only a thorough one takes damage back."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.copia_seguranca.conferencias import (
    ENSAIO,
    ESTRUTURA,
    TUDO,
    acharam_dano,
    anotar_conferencia,
    conferencias_de,
)
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes, restos

QUANDO = "2026-01-0{}T10:00:00.000Z"


def _anotar(pasta: Path, *feitas: tuple[str, bool]) -> bool:
    for dia, (especie, mau) in enumerate(feitas, 1):
        anotar_conferencia(pasta, "x", especie, QUANDO.format(dia), ["a.mq4: mau"] * mau)
    return acharam_dano(conferencias_de(pasta, "x"))


def test_guarda_a_ultima_de_cada_especie(tmp_path: Path) -> None:
    assert not _anotar(tmp_path, (TUDO, True), (ESTRUTURA, False), (TUDO, False))
    feitas = conferencias_de(tmp_path, "x")
    assert [(f.especie, f.quando, f.problemas) for f in feitas] == [
        (ESTRUTURA, QUANDO.format(2), 0),
        (TUDO, QUANDO.format(3), 0),
    ]
    assert restos(tmp_path) == []


def test_muitos_problemas_sao_contados_e_os_primeiros_ditos(tmp_path: Path) -> None:
    anotar_conferencia(tmp_path, "x", TUDO, QUANDO.format(1), [f"{n}: mau" for n in range(5000)])
    (feita,) = conferencias_de(tmp_path, "x")
    assert (feita.problemas, feita.exemplos[0], len(feita.exemplos)) == (5000, "0: mau", 20)


@pytest.mark.parametrize(
    ("feitas", "dano"),
    [
        ([], False),
        ([(ESTRUTURA, False)], False),
        ([(ESTRUTURA, True), (ENSAIO, False)], True),
        ([(TUDO, True), (ESTRUTURA, False), (ENSAIO, False)], True),
        ([(ENSAIO, True), (TUDO, False)], False),
        ([(TUDO, False), (ENSAIO, True)], True),
    ],
)
def test_so_reler_tudo_retira_um_dano(
    tmp_path: Path, feitas: list[tuple[str, bool]], dano: bool
) -> None:
    assert _anotar(tmp_path, *feitas) is dano


@pytest.mark.parametrize("dados", [b"", b"{}", b"[{}]", b"\xff"])
def test_anotacao_ilegivel_conta_como_nenhuma(tmp_path: Path, dados: bytes) -> None:
    escrever(tmp_path, {"conferencias/x.json": dados})
    assert conferencias_de(tmp_path, "x") == ()
    assert _anotar(tmp_path, (ENSAIO, True))


def test_verificar_anota_sem_tocar_no_backup(tmp_path: Path) -> None:
    pasta = tmp_path / "backups"
    repositorio = Repositorio(pasta)
    feito = repositorio.fazer(itens_de(escrever(tmp_path / "b", {"a.bin": b"abc"})))
    assert feito is not None
    antes = conteudos(pasta)
    repositorio.verificar()
    pacotes(pasta)[0].write_bytes(pacotes(pasta)[0].read_bytes().replace(b"abc", b"abX", 1))
    repositorio.verificar(ler_tudo=True)
    novos = conteudos(pasta).keys() - antes.keys()
    assert novos == {f"conferencias/{feito.id}.json"}
    especies = [(f.especie, f.problemas) for f in conferencias_de(pasta, feito.id)]
    assert especies == [(ESTRUTURA, 0), (TUDO, 1)]


def test_pasta_que_nao_se_escreve_nao_impede_a_conferencia(tmp_path: Path) -> None:
    pasta = tmp_path / "backups"
    repositorio = Repositorio(pasta)
    repositorio.fazer(itens_de(escrever(tmp_path / "b", {"a.bin": b"abc"})))
    escrever(pasta, {"conferencias": b"um arquivo no lugar da pasta"})
    assert repositorio.verificar(ler_tudo=True) == []
