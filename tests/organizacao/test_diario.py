"""The journal on disk: durable, told from damage and from newer versions."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from componentes.base.erros import ErroCatalogo
from componentes.organizacao.diario import NOME_DO_ARQUIVO, aberto, historia
from componentes.organizacao.modelo import EstadoPasso, Mudanca
from componentes.organizacao.tabelas import VERSAO
from tests.apoio.bibliotecas import escrever
from tests.apoio.organizacao import Bancada


@pytest.fixture
def bancada(tmp_path: Path) -> Bancada:
    bancada = Bancada(tmp_path)
    escrever(bancada.biblioteca, {f"{n}.mq4": b"%d" % n for n in range(5)})
    bancada.aplicar(bancada.planejar())
    return bancada


def test_cada_gravacao_chega_ao_disco(bancada: Bancada) -> None:
    with bancada.diario() as diario, diario._gravando() as conexao:
        assert conexao.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_historia(bancada: Bancada) -> None:
    ((organizacao, contagens),) = historia(bancada.pasta / "diario")
    assert (organizacao.id, contagens) == (1, {"feito": 5})
    assert organizacao.nome.endswith("-1")
    assert historia(bancada.pasta / "nada") == []
    assert not (bancada.pasta / "nada").exists()


def test_passos_em_paginas(bancada: Bancada, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("componentes.organizacao.diario._POR_VEZ", 2)
    with bancada.diario() as diario:
        for ao_contrario, ordem in ((False, [1, 2, 3, 4, 5]), (True, [5, 4, 3, 2, 1])):
            lidos = diario.passos(1, (EstadoPasso.FEITO,), ao_contrario=ao_contrario)
            numeros = []
            for passo in lidos:
                numeros.append(passo.numero)
                diario.marcar(1, [Mudanca(passo.numero, EstadoPasso.FEITO)])
            assert numeros == ordem


def test_nota_hostil_e_guardada(bancada: Bancada) -> None:
    with bancada.diario() as diario:
        diario.marcar(1, [Mudanca(1, EstadoPasso.PULADO, "caf\udce9")])
        assert [p.nota for p in diario.com_nota(1)] == ["caf?"]


def test_versao_mais_nova_e_recusada(bancada: Bancada) -> None:
    arquivo = bancada.pasta / "diario" / NOME_DO_ARQUIVO
    with sqlite3.connect(arquivo) as conexao:
        conexao.execute(f"PRAGMA user_version = {VERSAO + 1}")
    conexao.close()
    with pytest.raises(ErroCatalogo, match="mais nova"), bancada.diario():
        pass


@pytest.mark.parametrize("dano", ["cabeca", "meio"])
def test_dano_e_dito_e_nada_e_escrito(bancada: Bancada, dano: str) -> None:
    pasta = bancada.pasta / "diario"
    arquivo = pasta / NOME_DO_ARQUIVO
    dados = bytearray(arquivo.read_bytes())
    inicio = 0 if dano == "cabeca" else 4096
    dados[inicio : inicio + 4096] = b"\xff" * 4096
    arquivo.write_bytes(dados)
    with pytest.raises(ErroCatalogo, match="diário da organização") as pego:
        _ler_tudo(pasta)
    assert "à mão" in pego.value.o_que_fazer
    assert arquivo.read_bytes() == bytes(dados)


def _ler_tudo(pasta: Path) -> None:
    with aberto(pasta) as diario:
        list(diario.passos(1, (EstadoPasso.FEITO,)))
        diario.todas()
