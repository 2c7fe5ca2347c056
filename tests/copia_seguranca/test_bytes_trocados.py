"""Flipped bytes and truncations anywhere in a backup: found, named, and nothing else is lost.

ORQUESTRADOR_VEZES=1000 makes this what a release has to pass.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from componentes.copia_seguranca import estrutura, instantaneo
from componentes.copia_seguranca.modelo import Manifesto
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.retencao import Retencao
from tests.apoio.faltas import vezes
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes

TEXTO = b"void OnTick() { OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0); }\n"


@dataclass(frozen=True)
class Guarda:
    """A backup folder and what each of its snapshots must give back."""

    pasta: Path
    esperados: dict[str, dict[str, bytes]]
    manifestos: dict[str, Manifesto]

    @property
    def arquivos(self) -> list[Path]:
        return [*pacotes(self.pasta), *sorted((self.pasta / "instantaneos").glob("*.zip"))]


@pytest.fixture(scope="module")
def guarda(tmp_path_factory: pytest.TempPathFactory) -> Guarda:
    """Return three snapshots over packs of text, noise, copies, rewritten by a pruning before."""
    raiz = tmp_path_factory.mktemp("guarda")
    sorte = random.Random(3)  # noqa: S311 repeatable, not secret
    repositorio = Repositorio(raiz / "backups")
    escrever(raiz / "b", {"sai.bin": sorte.randbytes(9000), "velho.mq4": TEXTO * 9})
    repositorio.fazer(itens_de(raiz / "b"))
    (raiz / "b/sai.bin").unlink()
    esperados = {}
    for volta in range(3):
        escrever(
            raiz / "b",
            {
                f"{volta}/ação {n}.mq4": TEXTO * sorte.randrange(1, 40) + b"//%d" % (volta * 9 + n)
                for n in range(5)
            }
            | {f"{volta}/x.bin": sorte.randbytes(700), f"{volta}/copia.mq4": TEXTO * 9}
            | {f"{volta}/vazio.mq4": b""},
        )
        feito = repositorio.fazer(itens_de(raiz / "b"))
        assert feito is not None
        esperados[feito.id] = conteudos(raiz / "b")
    assert len(repositorio.podar(Retencao(3, 0, 0, 0)).pacotes_reescritos) == 1
    onde = raiz / "backups" / "instantaneos"
    manifestos = {qual: instantaneo.ler_manifesto(onde, qual) for qual in esperados}
    return Guarda(raiz / "backups", esperados, manifestos)


def test_inteiro_nao_tem_defeitos(guarda: Guarda) -> None:
    for caminho in guarda.arquivos:
        assert estrutura.defeitos(caminho) == []
    for qual in guarda.esperados:
        assert Repositorio(guarda.pasta).verificar(qual, ler_tudo=True) == []


@pytest.mark.parametrize("semente", range(4))
def test_bytes_trocados_e_cortes(guarda: Guarda, tmp_path: Path, semente: int) -> None:
    sorte = random.Random(semente)  # noqa: S311 repeatable, not secret
    escondidos = 0
    for volta in range(-(-vezes(40) // 4)):
        caminho = sorte.choice(guarda.arquivos)
        inteiro = caminho.read_bytes()
        corte = sorte.random() < 0.2
        posicao = sorte.randrange(len(inteiro))
        dados = bytearray(inteiro[:posicao] if corte else inteiro)
        if not corte:
            dados[posicao] ^= sorte.randrange(1, 256)
        caminho.write_bytes(dados)
        try:
            escondidos += not _achado(guarda, caminho, inteiro, posicao, tmp_path / str(volta))
        finally:
            caminho.write_bytes(inteiro)
            shutil.rmtree(tmp_path / str(volta), ignore_errors=True)
    print(f"semente {semente}: {escondidos} sem efeito algum")  # noqa: T201


def _achado(guarda: Guarda, caminho: Path, inteiro: bytes, posicao: int, volta: Path) -> bool:
    """Check every promise for one damage; return whether it was found."""
    achado = False
    de_pacote = caminho.parent.name == "pacotes"
    perdidos = _perdidos(guarda, caminho, inteiro, posicao) if de_pacote else set()
    for qual, esperado in guarda.esperados.items():
        problemas = Repositorio(guarda.pasta).verificar(qual, ler_tudo=True)
        achado |= bool(problemas)
        if not de_pacote and qual == caminho.stem and _ilegivel(guarda, qual):
            assert len(problemas) == 1
            assert qual in problemas[0]
            continue
        if not de_pacote and qual != caminho.stem:
            assert problemas == []
        feito = Repositorio(guarda.pasta).restaurar(qual, volta / qual)
        danificados = {d.nome for d in feito.danificados}
        nomes = {e.nome for e in guarda.manifestos[qual].entradas if e.sha256 in perdidos}
        assert danificados <= nomes, (caminho, posicao, len(inteiro))
        assert conteudos(volta / qual) == {
            n: c for n, c in esperado.items() if n not in danificados
        }
        for nome in danificados:
            assert any(problema.startswith(f"{nome}: ") for problema in problemas)
    assert achado or _sem_efeito(inteiro, caminho, posicao), (caminho, posicao)
    return achado


def _ilegivel(guarda: Guarda, qual: str) -> bool:
    return any(i.dano for i in Repositorio(guarda.pasta).listar() if i.id == qual)


def _perdidos(guarda: Guarda, caminho: Path, inteiro: bytes, posicao: int) -> set[str]:
    """Return the hashes of the contents whose own bytes were hit."""
    cortado = caminho.stat().st_size < len(inteiro)
    return {
        sha256
        for sha256, inicio, fim in _lugares(inteiro, caminho)
        if (fim > posicao if cortado else inicio <= posicao < fim)
    }


def _lugares(inteiro: bytes, caminho: Path) -> list[tuple[str, int, int]]:
    copia = caminho.with_name(".inteiro")
    copia.write_bytes(inteiro)
    with ZipFile(copia) as pacote:
        membros = pacote.infolist()
    os.unlink(copia)  # noqa: PTH108
    return [
        (m.comment.decode(), inicio, inicio + m.compress_size)
        for m in membros
        for inicio in [m.header_offset + 30 + len(m.filename.encode())]
    ]


def _sem_efeito(inteiro: bytes, caminho: Path, posicao: int) -> bool:
    """Whether only bits were hit that fill up the last byte of a deflated content."""
    return any(posicao == fim - 1 for _, _, fim in _lugares(inteiro, caminho))


def test_indice_destruido_nao_custa_um_so_arquivo(guarda: Guarda, tmp_path: Path) -> None:
    """Every pack has lost its directory; each content is found behind its own header."""
    copia = tmp_path / "c"
    shutil.copytree(guarda.pasta, copia)
    for caminho in pacotes(copia):
        with ZipFile(caminho) as pacote:
            indice = pacote.start_dir
        caminho.write_bytes(caminho.read_bytes()[:indice])
    for qual, esperado in guarda.esperados.items():
        feito = Repositorio(copia).restaurar(qual, tmp_path / qual)
        assert (feito.danificados, conteudos(tmp_path / qual)) == ((), esperado)
        assert len(Repositorio(copia).verificar(qual)) == len(esperado)
