"""Compressing beside one another changes neither what is kept nor its bytes."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest

from componentes.copia_seguranca import compressao, copia
from componentes.copia_seguranca.andamento import Andamento, em_silencio, nunca
from componentes.copia_seguranca.conteudo import Estado, estado_atual, ler_pedacos
from componentes.copia_seguranca.pacote import Pacote
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes, restaurado

TEXTO = b"double lote = 0.01; // linha %d\n"


def _textos(quantos: int, tamanho: int = 200) -> dict[str, bytes]:
    return {f"{n}.mq4": b"".join(TEXTO % (n * i) for i in range(tamanho)) for n in range(quantos)}


def _um_pacote(origem: Path, destino: Path) -> bytes:
    andamento = Andamento(nunca, em_silencio)
    with Pacote(destino / "mesmo.zip", andamento) as pacote:
        for caminho in sorted(origem.iterdir()):
            estado = estado_atual(caminho)
            futuro = pacote.adiantar(caminho, estado, lambda _: False)
            pronto = futuro.result()
            if pronto is None:
                pacote.guardar(caminho, caminho.name, estado)
            else:
                pacote.guardar_preparado(pronto, caminho.name, estado)
    return (destino / "mesmo.zip").read_bytes()


def test_a_mesma_entrada_da_o_mesmo_pacote(tmp_path: Path) -> None:
    grande = {"grande.txt": b"".join(TEXTO % n for n in range(400_000))}
    origem = escrever(tmp_path / "b", _textos(150) | grande)
    feitos = {_um_pacote(origem, tmp_path / nome) for nome in ("1", "2", "3")}
    assert len(feitos) == 1


def test_arquivo_maior_que_a_memoria_vai_em_blocos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compressao, "EM_MEMORIA", 1000)
    monkeypatch.setattr(copia, "EM_MEMORIA", 1000)
    arquivos = {
        "texto.txt": b"".join(TEXTO % n for n in range(120_000)),
        "binario.bin": os.urandom(3 << 20),
        "pequeno.txt": b"x",
    }
    biblioteca, pasta = escrever(tmp_path / "b", arquivos), tmp_path / "backups"
    Repositorio(pasta).fazer(itens_de(biblioteca))
    assert Repositorio(pasta).verificar(ler_tudo=True) == []
    assert restaurado(pasta, "ultimo", tmp_path / "v") == arquivos
    with ZipFile(pacotes(pasta)[0]) as pacote:
        assert pacote.testzip() is None
        assert sum(m.compress_size for m in pacote.infolist()) < (3 << 20) + 1_000_000


def test_arquivo_que_cresce_alem_da_memoria_e_lido_de_novo_em_blocos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compressao, "EM_MEMORIA", 1000)
    biblioteca = escrever(tmp_path / "b", {"cresce.log": b"x" * 900})
    itens = itens_de(biblioteca)

    def crescer(origem: Path, tamanho: int) -> object:
        origem.write_bytes(b"y" * 5000)
        return ler_pedacos(origem, tamanho)

    monkeypatch.setattr(compressao, "ler_pedacos", crescer)
    Repositorio(tmp_path / "backups").fazer(itens)
    volta = restaurado(tmp_path / "backups", "ultimo", tmp_path / "v")
    assert volta == {"cresce.log": b"y" * 5000}


@pytest.mark.parametrize(("nivel", "menor"), [(0, False), (1, True), (9, True)])
def test_o_nivel_e_o_pedido(tmp_path: Path, nivel: int, menor: bool) -> None:
    biblioteca, pasta = escrever(tmp_path / "b", _textos(3)), tmp_path / "backups"
    Repositorio(pasta, nivel=nivel).fazer(itens_de(biblioteca))
    with ZipFile(pacotes(pasta)[0]) as pacote:
        assert all((m.compress_size < m.file_size / 2) is menor for m in pacote.infolist())
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)


def test_le_adiante_um_numero_limitado_de_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copia, "_BYTES_ADIANTADOS", 20_000)
    biblioteca = escrever(tmp_path / "b", _textos(60))
    maior, trava, vivos = [0], threading.Lock(), [0]
    adiantar, guardar = Pacote.adiantar, Pacote.guardar_preparado

    def contar(pacote: Pacote, origem: Path, estado: Estado, existe: object) -> object:
        with trava:
            vivos[0] += estado.tamanho
            maior[0] = max(maior[0], vivos[0])
        return adiantar(pacote, origem, estado, existe)  # type: ignore[arg-type]

    def descontar(pacote: Pacote, pronto: compressao.Preparado, *resto: object) -> object:
        vivos[0] -= pronto.tamanho
        return guardar(pacote, pronto, *resto)  # type: ignore[arg-type]

    monkeypatch.setattr(Pacote, "adiantar", contar)
    monkeypatch.setattr(Pacote, "guardar_preparado", descontar)
    Repositorio(tmp_path / "backups").fazer(itens_de(biblioteca))
    um = max(item.tamanho for item in itens_de(biblioteca))
    assert 20_000 < maior[0] <= 20_000 + um


def test_copias_sem_hash_conhecido_guardam_um_conteudo_so(tmp_path: Path) -> None:
    dados = next(iter(_textos(1).values()))
    biblioteca = escrever(tmp_path / "b", {f"{n}.mq4": dados for n in range(30)})
    Repositorio(tmp_path / "backups").fazer(itens_de(biblioteca))
    with ZipFile(pacotes(tmp_path / "backups")[0]) as pacote:
        assert len(pacote.namelist()) == 1
