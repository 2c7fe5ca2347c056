"""Tables of the user's own: in force at once, judged again, refused with a clear word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import ROBO, escrever
from tests.apoio.centrais import criar_central, exportado

RAPIDO = {"nivel": "rapido"}
MESA = """mesa: minha
nome: Minha Mesa
especie: mesa
regras:
  - id: chamada_proibida
    sentido: infringe
    texto: não chama MinhaProibida
    fonte: https://exemplo.com/regras
    conferido_em: "2025"
    vale_para: [todas as contas]
    fatos: ["palavra:MinhaProibida"]
"""
PROIBIDO = ROBO.replace(b"   return(0);", b"   MinhaProibida(1);\n   return(0);")


@pytest.fixture
def central(tmp_path: Path) -> OrquestradorCentral:
    assert PROIBIDO != ROBO
    biblioteca = escrever(tmp_path / "b", {"chama.mq4": PROIBIDO, "robo.mq4": ROBO})
    return criar_central(tmp_path / "base", biblioteca)


def _instalar(central: OrquestradorCentral, mesa: str) -> None:
    escrever(central.ambiente.pastas.mesas, {"minha.yaml": mesa.encode()})


def _achados(central: OrquestradorCentral, saida: Path) -> dict[str, str | None]:
    assert central.executar_comando_completo("classificar_tudo", RAPIDO)["sucesso"]
    fichas = [json.loads(linha) for linha in exportado(central, saida).splitlines()]
    return {f["caminho"]: f["conformidade"].get("minha.chamada_proibida") for f in fichas}


def test_mesa_nova_julga_de_novo(central: OrquestradorCentral, tmp_path: Path) -> None:
    assert set(_achados(central, tmp_path / "1").values()) == {None}
    _instalar(central, MESA)
    achados = _achados(central, tmp_path / "2")
    assert achados == {"chama.mq4": "encontrado", "robo.mq4": "nao_encontrado"}
    resposta = central.executar_comando_completo("explicar", {"arquivo": "chama.mq4"})
    chave = "minha.chamada_proibida"
    assert resposta["ficha"]["conformidade"][chave] == "encontrado"
    [evidencia] = (e for e in resposta["ficha"]["evidencias"] if e["regra"] == chave)
    assert "MinhaProibida" in evidencia["trecho"]


def test_validar_conta_e_recusa_mesas(central: OrquestradorCentral) -> None:
    sem = central.executar_comando_completo("config_validar")["mesas"]
    _instalar(central, MESA)
    assert central.executar_comando_completo("config_validar")["mesas"] == sem + 1
    _instalar(central, MESA.replace("infringe", "atrapalha"))
    for comando in ("config_validar", "classificar_tudo"):
        resposta = central.executar_comando_completo(comando)
        assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
        assert "chamada_proibida" in resposta["erro"]
        assert resposta["onde"].endswith("minha.yaml")
        assert "conformidade.md" in resposta["o_que_fazer"]
