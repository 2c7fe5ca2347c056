"""Who works: one line for each agent, one for each analysis worker."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from componentes.base.metricas import EstadoTrabalhador
from componentes.orquestracao.retrato import AgenteVisto, Retrato
from componentes.portas.apresentacao.tela.linhas import (
    Espaco,
    Linhas,
    lado_a_lado,
    linha,
    resto,
    titulada,
)
from componentes.relatorio.textos import visivel

_SINAIS = {
    "executando": ("●", "green"),
    "terminado": ("✓", "dim"),
    "falhou": ("✗", "red"),
    "parado": ("○", "dim"),
    "em_espera": ("↻", "yellow"),
    "suspenso": ("‖", "yellow"),
    "sem_resposta": ("!", "red"),
}
_URGENCIA = (
    "falhou", "sem_resposta", "suspenso", "em_espera", "executando", "terminado", "parado",
)  # fmt: skip
_ORDEM = ("classificador", "monitor", "relatorios", "backup")
_NOME = 13
_LINHA_DE_AGENTE = 44
_MUITO_TEMPO = 5.0
_SAUDE_PLENA = 100


def equipe(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return agents and workers, beside each other where that fits, in `espaco.linhas` rows."""
    if not retrato.vivo:
        return []
    if not espaco.largo:
        de_agentes = titulada("agentes", _agentes(retrato, espaco), espaco)
        sobra = espaco.com(espaco.linhas - len(de_agentes))
        return [*de_agentes, *titulada("trabalhadores", _trabalhadores(retrato, sobra), sobra)]
    return _lado_a_lado(retrato, espaco)


def _lado_a_lado(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return agents on the left and workers on the right: activities are short, paths long."""
    esquerda = max(_LINHA_DE_AGENTE, espaco.largura * 2 // 5)
    larguras = (esquerda, espaco.largura - esquerda - 4)
    agentes = _agentes(retrato, espaco)
    trabalhadores = _trabalhadores(retrato, espaco.de_largura(larguras[1]))
    if not trabalhadores:
        return titulada("agentes", agentes, espaco)
    juntas = lado_a_lado([agentes, trabalhadores], larguras)
    titulos = lado_a_lado(
        [[linha(("agentes", "dim bold"))], [linha(("trabalhadores", "dim bold"))]], larguras
    )
    if espaco.folgado and espaco.linhas >= len(juntas) + 2:
        return [linha(""), *titulos, *juntas]
    return juntas[: espaco.linhas]


def _agentes(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return a line for each agent; where not all fit, those in trouble and at work first."""
    # A row of the catalogue has them in another order than the team.
    agentes = sorted(retrato.componentes.values(), key=lambda agente: _lugar(agente.nome))
    if len(agentes) > espaco.linhas:
        agentes.sort(key=_urgencia)
    return [_agente(agente) for agente in agentes[: espaco.linhas]]


def _lugar(nome: str) -> tuple[int, str]:
    conhecido = nome in _ORDEM
    return (_ORDEM.index(nome) if conhecido else len(_ORDEM)), nome


def _urgencia(agente: AgenteVisto) -> int:
    conhecida = agente.situacao in _URGENCIA
    return _URGENCIA.index(agente.situacao) if conhecida else 0


def _agente(agente: AgenteVisto) -> Text:
    sinal, cor = _SINAIS.get(agente.situacao, ("?", "yellow"))
    partes: list[str | tuple[str, str]] = [(sinal, cor), " ", agente.nome.ljust(_NOME), " "]
    if agente.saude is not None and agente.saude < _SAUDE_PLENA:  # who is well needs no words
        partes.append((f"saúde {agente.saude} · ", "yellow"))
    if agente.reinicios:
        partes.append((f"reinícios {agente.reinicios} · ", "yellow"))
    partes.append((agente.erro, "red") if agente.erro else agente.atividade)
    return linha(*partes)


def _trabalhadores(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return a line for each worker; where not all fit, who has been at one file longest first."""
    todos = list(retrato.trabalhadores)
    if len(todos) <= espaco.linhas:
        return [_trabalhador(t, espaco) for t in todos]
    if not espaco.linhas:
        return []
    todos.sort(key=lambda t: (not t.arquivo, -t.segundos))
    cabem = max(1, espaco.linhas - 1)
    mostrados: list[RenderableType] = [_trabalhador(t, espaco) for t in todos[:cabem]]
    return [*mostrados, resto(len(todos) - cabem)][: espaco.linhas]


def _trabalhador(trabalhador: EstadoTrabalhador, espaco: Espaco) -> Text:
    if not trabalhador.arquivo:
        return linha(("· ", "dim"), trabalhador.nome, (" espera", "dim"))
    segundos = f"{trabalhador.segundos:5.1f} s".replace(".", ",")
    demora = "yellow" if trabalhador.segundos >= _MUITO_TEMPO else "dim"
    partes = (("▸ ", "cyan"), trabalhador.nome, (f" {segundos} ", demora))
    livre = espaco.largura - linha(*partes).cell_len
    return linha(*partes, _final_do_caminho(trabalhador.arquivo, max(12, livre)))


def _final_do_caminho(caminho: str, largura: int) -> str:
    """Return a path that loses its beginning where it is too long: its end tells it from others."""
    texto = visivel(caminho)
    if cell_len(texto) <= largura:
        return texto
    fim = texto[-largura:]
    while cell_len(fim) >= largura:
        fim = fim[1:]
    return f"…{fim}"
