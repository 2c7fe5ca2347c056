"""Whether a folder is there: lost, found, replaced, unmounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.fontes.vigilancia.presenca import Exame, Mudanca, Presenca, examinar

AQUI = Exame(disco=1, no=7)
FORA = Exame(motivo="a pasta não existe")


def test_a_primeira_olhada_chega_ou_some() -> None:
    assert Presenca().ver(AQUI, 0.0) is Mudanca.CHEGOU
    presenca = Presenca()
    assert presenca.ver(FORA, 0.0) is Mudanca.SUMIU
    assert (presenca.presente, presenca.motivo) == (False, "a pasta não existe")


def test_vai_e_volta() -> None:
    presenca = Presenca()
    presenca.ver(AQUI, 0.0)
    assert presenca.ver(AQUI, 2.0) is Mudanca.NADA
    assert presenca.ver(FORA, 4.0) is Mudanca.SUMIU
    assert presenca.ver(FORA, 6.0) is Mudanca.NADA
    assert presenca.ver(AQUI, 8.0) is Mudanca.CHEGOU
    assert (presenca.presente, presenca.motivo) == (True, "")


def test_ausente_e_procurada_cada_vez_menos() -> None:
    presenca, agora, esperas = Presenca(), 0.0, []
    for _ in range(8):
        presenca.ver(FORA, agora)
        inicio = agora
        while not presenca.devida(agora):
            agora += 0.5
        esperas.append(agora - inicio)
    assert esperas == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0]


def test_quem_vai_e_volta_sem_parar_tambem() -> None:
    presenca = Presenca()
    for momento in (0.0, 10.0, 20.0):
        presenca.ver(AQUI, momento)
        presenca.ver(FORA, momento + 1)
    assert not presenca.devida(21.0 + 7.9)
    presenca.ver(AQUI, 40.0)
    presenca.ver(FORA, 140.0)
    assert presenca.devida(142.0)


def test_outra_pasta_com_o_mesmo_nome() -> None:
    presenca = Presenca()
    presenca.ver(AQUI, 0.0)
    assert presenca.ver(Exame(disco=1, no=8, vazia=True), 2.0) is Mudanca.TROCADA
    assert presenca.ver(Exame(disco=2, no=8), 4.0) is Mudanca.TROCADA


def test_ponto_de_montagem_vazio_e_unidade_perdida_e_nao_biblioteca_apagada() -> None:
    presenca = Presenca()
    presenca.ver(AQUI, 0.0)
    vazio = Exame(disco=9, no=2, vazia=True)
    assert presenca.ver(vazio, 2.0) is Mudanca.SUMIU
    assert "montada" in presenca.motivo
    assert presenca.ver(vazio, 4.0) is Mudanca.NADA
    assert presenca.ver(AQUI, 8.0) is Mudanca.CHEGOU


def test_exame_de_verdade(tmp_path: Path) -> None:
    assert examinar(tmp_path / "nada").motivo == "a pasta não existe"
    arquivo = tmp_path / "a"
    arquivo.write_bytes(b"")
    assert examinar(arquivo).motivo
    cheia = examinar(tmp_path)
    assert (cheia.motivo, cheia.vazia) == ("", False)
    (tmp_path / "v").mkdir()
    assert examinar(tmp_path / "v").vazia


@pytest.mark.skipif("os.name == 'nt' or os.geteuid() == 0", reason="needs permissions that bind")
def test_pasta_fechada_nao_e_vigiada(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir(mode=0)
    assert examinar(tmp_path / "f").motivo
