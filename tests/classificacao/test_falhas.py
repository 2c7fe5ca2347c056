"""Files that give no full result: each has a row that says why, and the run goes on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from componentes.base.tipos import Situacao, Tipo
from componentes.classificacao import analisadores, leitor, lote, processamento
from componentes.fontes import leitura
from tests.apoio.classificacao import Acervo
from tests.apoio.trabalhadores import MORRER, executar_ou_quebrar

EA = 'void OnTick() { OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0, "", 7, 0, Blue); }\n'


def test_texto_alem_do_limite(acervo: Acervo, monkeypatch: pytest.MonkeyPatch) -> None:
    for modulo in (leitura, processamento):
        monkeypatch.setattr(modulo, "LIMITE_DE_ANALISE", 500)
    acervo.escrever("grande.mq4", EA * 20)
    acervo.escrever("grande.zip", b"PK\x03\x04" + bytes(2000))
    acervo.escrever("pequeno.mq4", EA)
    balanco = acervo.classificar()
    grande = acervo.fichas()["grande.mq4"]
    assert (grande.situacao, grande.tamanho) == (Situacao.LIMITE_EXCEDIDO, len(EA) * 20)
    assert grande.falha is not None
    assert (grande.tipo, len(grande.sha256)) == (None, 64)
    pacote = acervo.fichas()["grande.zip"]  # its head says what it is, its end is missing
    assert (pacote.situacao, pacote.conteiner) == (Situacao.ILEGIVEL, "zip")
    assert acervo.fichas()["pequeno.mq4"].situacao is Situacao.OK
    assert balanco.com_falhas
    assert acervo.classificar().em_cache == 3
    assert acervo.progresso() == (3, 3)


def test_arquivo_que_nao_pode_ser_lido(acervo: Acervo, monkeypatch: pytest.MonkeyPatch) -> None:
    def recusar(caminho: Path, _: object = None) -> leitura.Lido:
        if caminho.name == "fechado.mq4":
            raise PermissionError(13, "negado")
        return leitura.ler(caminho)

    monkeypatch.setattr(leitor, "ler", recusar)
    acervo.escrever("fechado.mq4", EA)
    acervo.escrever("ea.mq4", EA)
    assert acervo.classificar().com_falhas
    fechado = acervo.fichas()["fechado.mq4"]
    assert (fechado.situacao, fechado.sha256) == (Situacao.ILEGIVEL, "")
    assert fechado.falha is not None
    assert fechado.falha.motivo == "sem permissão de leitura"
    monkeypatch.undo()
    assert not acervo.classificar().com_falhas
    assert acervo.fichas()["fechado.mq4"].tipo is Tipo.EA


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_link_e_listado_e_nunca_aberto(acervo: Acervo, lidos: list[str]) -> None:
    acervo.escrever("ea.mq4", EA)
    (acervo.pasta / "elo.mq4").symlink_to(acervo.pasta / "ea.mq4")
    for _ in range(2):
        balanco = acervo.classificar()
        assert acervo.progresso() == (2, 2)
        assert acervo.fichas()["elo.mq4"].situacao is Situacao.ILEGIVEL
        assert balanco.contagens.arquivos == 2
    assert not balanco.mudou
    assert lidos == ["ea.mq4"]


def test_quem_derruba_o_processo_fica_em_quarentena(
    acervo: Acervo, monkeypatch: pytest.MonkeyPatch, lidos: list[str]
) -> None:
    monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
    monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    # One file a batch: the copy is stored before anyone knows that its content breaks workers.
    monkeypatch.setattr(leitor, "ARQUIVOS_POR_LOTE", 1)
    monkeypatch.setattr(analisadores, "executar_no_processo", executar_ou_quebrar)
    acervo.escrever("mau.mq4", EA.encode() + MORRER)
    shutil.copy(acervo.pasta / "mau.mq4", acervo.pasta / "copia do mau.mq4")
    acervo.escrever("bom.mq4", EA)
    balanco = acervo.classificar(processos=2)
    fichas = acervo.fichas()
    assert balanco.contagens.arquivos == 3
    assert fichas["bom.mq4"].tipo is Tipo.EA
    for nome in ("mau.mq4", "copia do mau.mq4"):
        assert fichas[nome].situacao is Situacao.QUARENTENA
        falha = fichas[nome].falha
        assert falha is not None
        assert "duas vezes" in falha.motivo
    lidos.clear()
    assert acervo.classificar(processos=2).em_cache == 3
    assert lidos == []
