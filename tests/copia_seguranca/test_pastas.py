"""Folders come back as they were: the empty ones too, and with their times."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from componentes.base.caminhos import relativo_em_texto
from componentes.copia_seguranca import acervo, diretorio, instantaneo
from componentes.copia_seguranca.modelo import PastaGuardada
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes

VELHO = 1_234_567_890_000_000_000


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    raiz = escrever(tmp_path / "biblioteca", {"MQL4/a.mq4": b"a", "b.mq5": b"b"})
    for vazia in ("MQL4/vazia", "nada/dentro", "MQL4/[x] =cmd"):
        (raiz / vazia).mkdir(parents=True)
    for pasta in raiz.rglob("*"):
        if pasta.is_dir():
            os.utime(pasta, ns=(VELHO, VELHO + len(pasta.name)))
    return raiz


def pastas_de(raiz: Path) -> list[PastaGuardada]:
    return [
        PastaGuardada(relativo_em_texto(p, raiz), p.stat().st_mtime_ns)
        for p in sorted(raiz.rglob("*"))
        if p.is_dir()
    ]


@pytest.fixture
def repositorio(tmp_path: Path, biblioteca: Path) -> Repositorio:
    feito = Repositorio(tmp_path / "backups")
    feito.fazer(itens_de(biblioteca), pastas=pastas_de(biblioteca))
    return feito


def test_a_arvore_restaurada_e_a_original(
    repositorio: Repositorio, biblioteca: Path, tmp_path: Path
) -> None:
    repositorio.restaurar("ultimo", tmp_path / "v")
    assert conteudos(tmp_path / "v") == conteudos(biblioteca)
    assert pastas_de(tmp_path / "v") == pastas_de(biblioteca)
    (tmp_path / "v/MQL4/a.mq4").unlink()  # repeating mends the time of its folder as well
    repositorio.restaurar("ultimo", tmp_path / "v")
    assert pastas_de(tmp_path / "v") == pastas_de(biblioteca)


def test_uma_pasta_vazia_a_mais_e_mudanca_e_a_data_dela_nao(
    repositorio: Repositorio, biblioteca: Path
) -> None:
    os.utime(biblioteca / "nada")
    assert repositorio.fazer(itens_de(biblioteca), pastas=pastas_de(biblioteca)) is None
    (biblioteca / "nova").mkdir()
    feito = repositorio.fazer(itens_de(biblioteca), pastas=pastas_de(biblioteca))
    assert feito is not None
    assert feito.bytes_proprios == 0


def test_padrao_escolhe_tambem_as_pastas(repositorio: Repositorio, tmp_path: Path) -> None:
    repositorio.restaurar("ultimo", tmp_path / "v", padrao="nada*")
    assert [p.nome for p in pastas_de(tmp_path / "v")] == ["nada", "nada/dentro"]
    assert conteudos(tmp_path / "v") == {}


def test_arquivo_no_lugar_da_pasta_fica_como_esta(repositorio: Repositorio, tmp_path: Path) -> None:
    escrever(tmp_path / "v", {"nada": b"meu"})
    resultado = repositorio.restaurar("ultimo", tmp_path / "v")
    assert [i.nome for i in resultado.ignorados] == ["nada", "nada/dentro"]
    assert (tmp_path / "v/nada").read_bytes() == b"meu"


@pytest.mark.parametrize("nome", ["../fora", "/fora", "a/../../fora", "", "a\0b"])
def test_pasta_hostil_nao_sai_do_destino(
    repositorio: Repositorio, tmp_path: Path, nome: str
) -> None:
    onde = tmp_path / "backups/instantaneos"
    manifesto = instantaneo.ler_manifesto(onde, "ultimo")
    hostil = msgspec.structs.replace(manifesto, pastas=(PastaGuardada(nome, 0),))
    instantaneo.gravar_manifesto(onde, hostil)
    resultado = repositorio.restaurar("ultimo", tmp_path / "v")
    assert (resultado.restaurados, [i.nome for i in resultado.ignorados]) == (2, [nome])
    assert not (tmp_path / "fora").exists()


def test_manifesto_antigo_sem_pastas_ainda_se_le(biblioteca: Path, tmp_path: Path) -> None:
    repositorio = Repositorio(tmp_path / "antigo")
    repositorio.fazer(itens_de(biblioteca))
    onde = tmp_path / "antigo/instantaneos"
    manifesto = instantaneo.ler_manifesto(onde, "ultimo")
    dados = msgspec.to_builtins(manifesto)
    del dados["pastas"]
    assert msgspec.convert(dados, type(manifesto)) == manifesto
    assert repositorio.restaurar("ultimo", tmp_path / "v").restaurados == 2


def test_um_arquivo_abre_so_o_pacote_que_o_tem(
    repositorio: Repositorio, biblioteca: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    escrever(biblioteca, {"c.mq4": b"novo"})
    repositorio.fazer(itens_de(biblioteca))
    abertos: list[str] = []
    original = diretorio.ler_diretorio

    def contar(arquivo: object) -> object:
        abertos.append(Path(str(arquivo.name)).name)  # type: ignore[attr-defined]
        return original(arquivo)  # type: ignore[arg-type]

    monkeypatch.setattr(acervo, "ler_diretorio", contar)
    assert repositorio.restaurar("ultimo", tmp_path / "v", padrao="c.mq4").restaurados == 1
    assert abertos == [pacotes(tmp_path / "backups")[1].name]
