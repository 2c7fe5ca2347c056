"""Rules of the user's own: in force at once, held to their examples, never able to hang a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from componentes.base.processos import Processos
from componentes.classificacao import analisadores, lote
from componentes.classificacao.analisadores import AnalisadoresEmProcessos
from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import ROBO, escrever, fonte
from tests.apoio.centrais import criar_central, exportado

RAPIDO = {"nivel": "rapido"}
REGRA = b"""regras:
  - id: familia.minha_grade
    versao: 1
    dimensao: familia
    valor: grade
    porque: usa a minha biblioteca de grade
    evidencias:
      - id: chamada
        peso: 80
        porque: chama MinhaGrade
        palavras: [MinhaGrade]
    exemplos:
      - espera: sim
        codigo: |
          int start() { MinhaGrade(10, Bid); return(0); }
      - espera: nao
        codigo: |
          int start() { OutraCoisa(10, Bid); return(0); }
"""
DESEMBESTADA = rb"""regras:
  - id: familia.desembestada
    versao: 1
    dimensao: familia
    valor: grade
    porque: procura palavras seguidas de um grito
    evidencias:
      - id: grito
        peso: 80
        porque: palavras e um grito
        padrao: '(\w+\s*)+!!'
        se: [palavra0]
"""
COM_GRADE = ROBO.replace(b"   return(0);", b"   MinhaGrade(10, Bid);\n   return(0);")
DE_40_PALAVRAS = b" ".join(b"palavra%d" % numero for numero in range(40)) + b"\n"


@pytest.fixture
def central(tmp_path: Path) -> OrquestradorCentral:
    biblioteca = escrever(tmp_path / "b", {"grade.mq4": COM_GRADE, "outro.mq4": fonte(1)})
    return criar_central(tmp_path / "base", biblioteca)


def _instalar(central: OrquestradorCentral, regras: bytes) -> None:
    escrever(central.ambiente.pastas.regras, {"minhas.yaml": regras})


def _de_grade(central: OrquestradorCentral, saida: Path) -> set[str]:
    fichas = [json.loads(linha) for linha in exportado(central, saida).splitlines()]
    return {ficha["caminho"] for ficha in fichas if "grade" in ficha["familias"]}


def _explicada(central: OrquestradorCentral) -> dict[str, Any]:
    resposta = central.executar_comando_completo("explicar", {"arquivo": "grade.mq4"})
    assert resposta["sucesso"], resposta
    ficha: dict[str, Any] = json.loads(json.dumps(resposta["ficha"]))
    return ficha


def test_regra_nova_vale_ja_na_explicacao_e_na_proxima_execucao(
    central: OrquestradorCentral, tmp_path: Path
) -> None:
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["sucesso"]
    assert _de_grade(central, tmp_path / "1") == set()
    assert "grade" not in _explicada(central)["familias"]

    _instalar(central, REGRA)
    for _ in range(2):  # before the next run, and after it
        ficha = _explicada(central)
        assert "grade" in ficha["familias"]
        (evidencia,) = (e for e in ficha["evidencias"] if e["rotulo"] == "familia:grade")
        assert evidencia["regra"] == "familia.minha_grade.chamada"
        assert "MinhaGrade" in evidencia["trecho"]
        assert central.executar_comando_completo("classificar_tudo", RAPIDO)["sucesso"]
        assert _de_grade(central, tmp_path / "2") == {"grade.mq4"}

    (central.ambiente.pastas.regras / "minhas.yaml").unlink()
    assert "grade" not in _explicada(central)["familias"]


def test_regra_com_exemplos_certos_e_validada(central: OrquestradorCentral) -> None:
    sem = central.executar_comando_completo("config_validar")
    _instalar(central, REGRA)
    com = central.executar_comando_completo("config_validar")
    assert (sem["sucesso"], com["sucesso"]) == (True, True)
    assert com["regras"] == sem["regras"] + 1


@pytest.mark.parametrize(
    ("de", "para", "espera"),
    [(b"MinhaGrade(10", b"Grade(10", "sim"), (b"OutraCoisa(10", b"MinhaGrade(11", "nao")],
)
def test_exemplo_que_nao_e_julgado_assim_e_recusado(
    central: OrquestradorCentral, de: bytes, para: bytes, espera: str
) -> None:
    assert de in REGRA
    _instalar(central, REGRA.replace(de, para))
    resposta = central.executar_comando_completo("config_validar")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
    assert f"'{espera}' da regra familia.minha_grade" in resposta["erro"]
    assert para.decode() in resposta["onde"]
    assert resposta["o_que_fazer"]


def test_so_com_regra_do_usuario_ha_processos_para_pouca_coisa(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    usados = []

    def contar(processos: Processos) -> AnalisadoresEmProcessos:
        usados.append(processos)
        return AnalisadoresEmProcessos(processos)

    monkeypatch.setattr(lote, "AnalisadoresEmProcessos", contar)
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["sucesso"]
    assert not usados
    _instalar(central, REGRA)
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["sucesso"]
    assert usados


def test_padrao_desembestado_poe_so_o_seu_arquivo_em_quarentena(
    central: OrquestradorCentral, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analisadores, "PRAZO_POR_ARQUIVO", 2.0)
    escrever(tmp_path / "b", {"palavras.mq4": ROBO + DE_40_PALAVRAS})
    _instalar(central, DESEMBESTADA)
    resposta = central.executar_comando_completo("classificar_tudo", RAPIDO)
    assert (resposta["estado"], resposta["codigo"]) == ("concluida_com_falhas", 3)
    assert resposta["contagens"]["por_situacao"] == {"ok": 2, "quarentena": 1}
    fichas = [json.loads(linha) for linha in exportado(central, tmp_path / "x").splitlines()]
    por_nome = {ficha["caminho"]: ficha for ficha in fichas}
    assert por_nome["palavras.mq4"]["situacao"] == "quarentena"
    assert "duas vezes" in por_nome["palavras.mq4"]["falha"]["motivo"]
    assert {por_nome[nome]["tipo"] for nome in ("grade.mq4", "outro.mq4")} == {"ea"}
