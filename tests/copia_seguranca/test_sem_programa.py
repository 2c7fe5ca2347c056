"""The way back without this program: the archive tool of the system, or Python alone."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from componentes.copia_seguranca import restaurar_sem_programa
from componentes.copia_seguranca.modelo import PastaGuardada
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes

ARQUIVOS = {
    "MQL4/ação.mq4": b"conteudo de a",
    "MQL4/copia.mq4": b"conteudo de a",
    "vazio.pine": b"",
}


@pytest.fixture
def pasta(tmp_path: Path) -> Path:
    biblioteca = escrever(tmp_path / "biblioteca", ARQUIVOS)
    Repositorio(tmp_path / "backups").fazer(itens_de(biblioteca))
    return tmp_path / "backups"


def rodar(pasta: Path, *argumentos: str) -> subprocess.CompletedProcess[str]:
    programa = pasta / "restaurar_sem_programa.py"
    comando = [sys.executable, "-I", "-X", "utf8", str(programa), *argumentos]
    return subprocess.run(comando, capture_output=True, text=True, encoding="utf-8", check=False)


def test_so_com_python(pasta: Path, tmp_path: Path) -> None:
    feito = rodar(pasta, "ultimo", str(tmp_path / "v"))
    assert feito.returncode == 0, feito.stderr
    assert conteudos(tmp_path / "v") == ARQUIVOS
    original = (tmp_path / "biblioteca/vazio.pine").stat().st_mtime_ns
    assert (tmp_path / "v/vazio.pine").stat().st_mtime_ns == original


def test_so_com_python_nao_sobrescreve_e_nomeia_o_danificado(pasta: Path, tmp_path: Path) -> None:
    escrever(tmp_path / "v", {"vazio.pine": b"meu"})
    caminho = pacotes(pasta)[0]
    caminho.write_bytes(caminho.read_bytes().replace(b"conteudo de a", b"conteudo de X"))
    feito = rodar(pasta, "ultimo", str(tmp_path / "v"))
    assert feito.returncode == 3
    assert feito.stdout.count("mq4: NÃO RESTAURADO") == 2
    assert "vazio.pine: NÃO RESTAURADO: já existe" in feito.stdout
    assert conteudos(tmp_path / "v") == {"vazio.pine": b"meu"}


def test_so_com_python_confere_o_hash(pasta: Path, tmp_path: Path) -> None:
    entrada = restaurar_sem_programa.ler_entradas(pasta, "ultimo")[0] | {"sha256": "0" * 64}
    with pytest.raises(ValueError, match="não confere"):
        restaurar_sem_programa.restaurar(pasta, entrada, tmp_path / "v")
    assert conteudos(tmp_path / "v") == {}


def test_so_com_python_le_a_lista_de_cada_pacote_duas_vezes(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    novos = {f"novo/{n}.mq4": b"novo %d" % n for n in range(20)}
    biblioteca = escrever(tmp_path / "biblioteca", novos)
    Repositorio(pasta).fazer(itens_de(biblioteca))
    lidos: list[str] = []
    original = ZipFile._RealGetContents  # type: ignore[attr-defined]

    def contar(pacote: ZipFile) -> Any:
        lidos.append(Path(str(pacote.filename)).parent.name)
        return original(pacote)

    monkeypatch.setattr(ZipFile, "_RealGetContents", contar)
    assert restaurar_sem_programa.principal(["ultimo", str(tmp_path / "v")], pasta) == 0
    assert conteudos(tmp_path / "v") == ARQUIVOS | novos
    assert lidos == ["instantaneos", *["pacotes"] * 4]  # to find each content, and to read it
    assert restaurar_sem_programa.abrir.cache_info().currsize == 0
    assert len(Path(restaurar_sem_programa.__file__).read_text("utf-8").splitlines()) < 80


def test_so_com_python_explica_o_uso_e_o_id_desconhecido(pasta: Path, tmp_path: Path) -> None:
    assert "PASTA_DE_DESTINO" in rodar(pasta).stderr
    assert "Não existe o backup" in rodar(pasta, "nenhum", str(tmp_path / "v")).stderr


@pytest.mark.parametrize("nome", ["../fora.txt", "/fora.txt", "a/../../fora.txt"])
def test_so_com_python_nao_sai_do_destino(pasta: Path, tmp_path: Path, nome: str) -> None:
    entrada = restaurar_sem_programa.ler_entradas(pasta, "ultimo")[0] | {"nome": nome}
    with pytest.raises(ValueError, match="fora do destino"):
        restaurar_sem_programa.restaurar(pasta, entrada, tmp_path / "v")
    assert not (tmp_path / "fora.txt").exists()


def test_restaurador_e_atualizado_quando_difere(pasta: Path, tmp_path: Path) -> None:
    copia = pasta / "restaurar_sem_programa.py"
    copia.write_text("velho")
    Repositorio(pasta).fazer(itens_de(tmp_path / "biblioteca"))
    assert copia.read_bytes() == Path(restaurar_sem_programa.__file__).read_bytes()
    assert "principal" in runpy.run_path(str(copia))


@pytest.mark.parametrize("programa", ["unzip", "7z", "zipfile"])
def test_so_com_o_descompactador(pasta: Path, tmp_path: Path, programa: str) -> None:
    pacote = pacotes(pasta)[0]
    if programa != "zipfile" and shutil.which(programa) is None:
        pytest.skip(f"{programa} is not installed")
    comandos = {
        "zipfile": [sys.executable, "-m", "zipfile", "-e", str(pacote), str(tmp_path / "v")],
        "unzip": ["unzip", "-q", str(pacote), "-d", str(tmp_path / "v")],
        "7z": ["7z", "x", "-bso0", "-bsp0", f"-o{tmp_path / 'v'}", str(pacote)],
    }
    subprocess.run(comandos[programa], check=True)
    assert conteudos(tmp_path / "v" / pacote.stem) == {
        "MQL4/ação.mq4": b"conteudo de a",
        "vazio.pine": b"",
    }


def test_leia_me_acompanha_cada_backup(pasta: Path, tmp_path: Path) -> None:
    instantaneo = next((pasta / "instantaneos").glob("*.zip"))
    shutil.unpack_archive(instantaneo, tmp_path / "s")
    assert "SEM O PROGRAMA" in (tmp_path / "s/LEIA-ME.txt").read_text(encoding="utf-8")
    assert (pasta / "LEIA-ME.txt").read_bytes() == (tmp_path / "s/LEIA-ME.txt").read_bytes()


def test_so_com_python_refaz_as_pastas(pasta: Path, tmp_path: Path) -> None:
    guardadas = [PastaGuardada("MQL4", 10**18), PastaGuardada("MQL4/vazia/funda", 2 * 10**18)]
    Repositorio(pasta).fazer(itens_de(tmp_path / "biblioteca"), pastas=guardadas)
    assert rodar(pasta, "ultimo", str(tmp_path / "v")).returncode == 0
    assert conteudos(tmp_path / "v") == ARQUIVOS
    assert (tmp_path / "v/MQL4/vazia/funda").stat().st_mtime_ns == 2 * 10**18
    assert (tmp_path / "v/MQL4").stat().st_mtime_ns == 10**18
