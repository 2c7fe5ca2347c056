"""How each agent fares, and what became of what was asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from componentes.portas.apresentacao.painel import duracao, hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import trecho_curto, visivel

_COLUNAS = ("agente", "situação", "saúde", "batida", "reinícios", "disjuntor", "atividade")
_OCUPADO = 72
"""Width without the activity; a narrower terminal gets less: what ails is said below the table."""
_ATIVIDADE = 80
_SITUACOES = {"em_espera": "em espera", "sem_resposta": "sem resposta"}
_CASAS = {"servico": "vivem no serviço", "vigia": "vivem em 'vigiar'"}
_DISJUNTORES = {"meio_aberto": "meio aberto"}
_PORQUES = {
    "idade_da_batida": "sem sinal há {valor} s",
    "falhas_recentes": "falhas na última hora: {valor}",
    "reinicios_recentes": "reinícios na última hora: {valor}",
    "disjuntor": "disjuntor {valor}",
    "desistiu": "desistiu",
}


def mostrar_agentes(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print one line for each agent, and why its health is not whole."""
    saida.mostrar(Text(_de_onde(resposta), "bold"))
    for texto in _de_servicos(resposta):
        saida.mostrar(Text(texto, "bold"))
    tabela = Table(box=None, pad_edge=False)
    sobra = saida.dados.width - _OCUPADO
    colunas = _COLUNAS if sobra > 0 else _COLUNAS[:4]
    for coluna in colunas:
        tabela.add_column(coluna, no_wrap=True)
    for agente in resposta["agentes"]:
        atividade = trecho_curto(agente["atividade"], min(sobra, _ATIVIDADE)) if sobra > 0 else ""
        tabela.add_row(*_linha(agente, atividade)[: len(colunas)])
    saida.mostrar(tabela)
    for agente in resposta["agentes"]:
        for texto in _porques(agente):
            saida.mostrar(Text(f"{agente['nome']}: {texto}"))


def mostrar_respostas(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the answer of each agent."""
    for nome, dada in resposta["respostas"].items():
        saida.mostrar(Text(f"{nome}: {visivel(dada['texto'])}", "" if dada["feito"] else "yellow"))


def _de_onde(resposta: Mapping[str, Any]) -> str:
    if not resposta["execucao"]:
        return "nenhuma execução em andamento; isto é o que se lembra dos agentes"
    if resposta["status"] == "sem_resposta":
        return f"execução {resposta['execucao']}: sem resposta; isto é o último que disse"
    return f"execução {resposta['execucao']}"


def _de_servicos(resposta: Mapping[str, Any]) -> list[str]:
    """Return, for each service that lives, which agents are its own."""
    nomes: dict[str, list[str]] = {}
    for agente in resposta["agentes"]:
        if servico := agente.get("servico"):
            nomes.setdefault(servico, []).append(agente["nome"])
    return [f"{_CASAS.get(s, f'em {s}')}: {', '.join(deles)}" for s, deles in nomes.items()]


def _linha(agente: Mapping[str, Any], atividade: str) -> tuple[str | Text, ...]:
    situacao = _SITUACOES.get(agente["situacao"], agente["situacao"])
    saude = agente["saude"]
    cor = "green" if saude >= 80 else "yellow" if saude >= 40 else "red"
    return (
        agente["nome"],
        situacao,
        Text(str(saude), cor),
        _ha_quanto(agente["batida_em"]),
        str(agente["reinicios"]),
        _DISJUNTORES.get(agente["disjuntor"], agente["disjuntor"]),
        Text(atividade),
    )


def _ha_quanto(batida_em: str) -> str:
    if not batida_em:
        return "nunca"
    idade = datetime.now(UTC) - datetime.fromisoformat(batida_em)
    segundos = max(0.0, idade.total_seconds())  # the clock may have been set back
    return f"há {segundos:.0f} s" if segundos < 100 else f"há {duracao(segundos)}"


def _porques(agente: Mapping[str, Any]) -> list[str]:
    descontos = [
        f" − {e['desconto']} ({_PORQUES[e['nome']].format(valor=e['valor'])})"
        for e in agente["saude_entradas"]
        if e["desconto"]
    ]
    textos = [f"saúde {agente['saude']} = 100{''.join(descontos)}"] if descontos else []
    if agente["disjuntor"] == "aberto":
        textos.append(
            f"disjuntor aberto até {hora_local(agente['disjuntor_ate'])}; "
            f"'agentes redefinir {agente['nome']}' dispensa a espera"
        )
    erro = agente["erro"] or agente["ultimo_erro"]
    return [*textos, f"última falha: {visivel(erro)}"] if erro else textos
