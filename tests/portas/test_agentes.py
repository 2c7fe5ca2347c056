"""The table of agents: the figure, why it is what it is, and no name that is obeyed."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from rich.console import Console

from componentes.agentes.supervisao.disjuntor import Disjuntor, EstadoDisjuntor
from componentes.agentes.supervisao.estado import EstadoAgente, retratar
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.politica import Politica
from componentes.portas.apresentacao.agentes import mostrar_agentes, mostrar_respostas
from componentes.portas.saida import Saida

HORA = 1_800_000_000.0


def _mostrar(mostrar: Any, resposta: dict[str, Any], largura: int = 120) -> list[str]:
    dados = Console(file=io.StringIO(), record=True, width=largura)
    mensagens = Console(file=io.StringIO())
    mostrar(
        resposta,
        Saida(dados, mensagens, json=False, quieto=False, ao_vivo=False, programa="orquestrador"),
    )
    return dados.export_text().splitlines()


def _agente(situacao: str = "executando", atividade: str = "", **historico: Any) -> Any:
    estado = EstadoAgente("monitor", situacao, atividade=atividade)
    lembrado = Historico(**{"batida": HORA, **historico})
    return msgspec.to_builtins(retratar(estado, lembrado, Politica(), HORA + 1))


def _listar(agente: Any, execucao: str = "coruja-azul-2", status: str = "executando") -> list[str]:
    resposta = {"execucao": execucao, "status": status, "agentes": [agente]}
    return _mostrar(mostrar_agentes, resposta)


def test_agente_sao_cabe_em_uma_linha() -> None:
    titulo, cabeca, linha = _listar(_agente(atividade="medindo"))
    assert titulo == "execução coruja-azul-2"
    assert cabeca.split() == [
        *("agente", "situação", "saúde", "batida", "reinícios", "disjuntor", "atividade"),
    ]
    assert linha.split()[:3] == ["monitor", "executando", "100"]
    assert linha.rstrip().endswith("medindo")


def test_a_saude_diz_de_que_e_feita() -> None:
    aberto = Disjuntor(EstadoDisjuntor.ABERTO, (HORA,), HORA, HORA + 60)
    linhas = _listar(_agente("suspenso", falhas=(HORA, HORA), disjuntor=aberto, erro="não deu"))
    porque = "saúde 30 = 100 − 20 (falhas na última hora: 2) − 50 (disjuntor aberto)"
    assert f"monitor: {porque}" in linhas
    assert any("'agentes redefinir monitor' dispensa a espera" in linha for linha in linhas)
    assert linhas[-1] == "monitor: última falha: não deu"


@pytest.mark.parametrize(
    ("execucao", "status", "trecho"),
    [("", "parado", "nenhuma execução"), ("coruja-azul-2", "sem_resposta", "sem resposta")],
)
def test_diz_de_quando_e_o_que_mostra(execucao: str, status: str, trecho: str) -> None:
    assert trecho in _listar(_agente(), execucao, status)[0]


def test_diz_em_que_servico_vivem() -> None:
    linhas = _listar(_agente() | {"nome": "agendador", "servico": "servico"}, "", "parado")
    assert linhas[1] == "vivem no serviço: agendador"
    assert linhas[3].split()[:2] == ["agendador", "executando"]


def test_nomes_hostis_ficam_inertes() -> None:
    texto = "[red]x[/red]\x1b[2J\u202e"
    saida = "\n".join(_listar(_agente(atividade=texto, erro=texto)))
    assert "\x1b" not in saida
    assert "\u202e" not in saida
    assert saida.count("[red]x[/red]") == 2


def test_respostas() -> None:
    respostas = {"monitor": {"feito": True, "texto": "recomeça"}}
    assert _mostrar(mostrar_respostas, {"respostas": respostas}) == ["monitor: recomeça"]


@pytest.mark.parametrize("largura", [60, 72, 80, 100, 200])
def test_cabe_na_largura(largura: int) -> None:
    agente = _agente("sem_resposta", atividade="classificando " * 20)
    resposta = {"execucao": "x", "status": "executando", "agentes": [agente]}
    _, cabeca, linha, *_ = _mostrar(mostrar_agentes, resposta, largura)
    assert max(len(cabeca), len(linha)) <= largura
    assert linha.startswith("monitor  sem resposta  100  ")
    assert ("disjuntor" in cabeca) == ("fechado" in linha) == (largura > 72)
