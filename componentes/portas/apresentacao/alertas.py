"""Alerts as people see them: above the live area, as a list, as the outcome of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from componentes.base.eventos import AlertaEmitido
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, visivel

_ID = 8
_ESTILOS = {"alta": "red", "media": "yellow", "baixa": ""}


def mostrar_alerta(evento: AlertaEmitido, saida: Saida) -> None:
    """Print an alert the moment it is raised or resolved."""
    if saida.json:
        campos = {n: getattr(evento, n) for n in evento.__struct_fields__}
        saida.emitir("status", {"alerta": campos})
    elif evento.no_terminal:
        sinal, estilo = ("✓", "green") if evento.resolvido else ("!", _ESTILOS[evento.gravidade])
        texto = f"{sinal} alerta: {visivel(evento.texto)}"
        saida.mensagens.print(Text(texto, estilo), soft_wrap=True)


def mostrar_alertas(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the list of alerts."""
    if not resposta["alertas"]:
        saida.mostrar(Text("nenhum alerta até agora"))
        return
    tabela = Table(box=None, pad_edge=False)
    tabela.add_column("id", no_wrap=True, min_width=_ID)
    tabela.add_column("situação", no_wrap=True)
    tabela.add_column("gravidade", no_wrap=True)
    tabela.add_column("última vez", no_wrap=True)
    tabela.add_column("vezes", justify="right", no_wrap=True)
    tabela.add_column("alerta")
    for alerta in resposta["alertas"]:
        estilo = _ESTILOS.get(alerta["gravidade"], "") if alerta["situacao"] == "ativo" else ""
        tabela.add_row(
            alerta["impressao"][:_ID],
            Text(alerta["situacao"], estilo),
            alerta["gravidade"],
            hora_local(alerta["ultima_em"]),
            inteiro(alerta["vezes"]),
            Text("\n".join(_linhas(alerta))),
        )
    saida.mostrar(tabela)


def _linhas(alerta: Mapping[str, Any]) -> list[str]:
    linhas = [f"{alerta['titulo']}: {visivel(alerta['mensagem'])}"]
    if alerta["silenciado_ate"]:
        linhas.append(f"silenciado até {hora_local(alerta['silenciado_ate'])}")
    if alerta["envio"]:
        linhas.append(f"não chegou a {visivel(alerta['envio'])}")
    return linhas


def mostrar_teste(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print of each destination whether the test arrived."""
    for resultado in resposta["resultados"]:
        nome = f"{resultado['destino']} ({visivel(resultado['servico'])})"
        if resultado["entregue"]:
            saida.mostrar(Text(f"✓ {nome}: entregue", "green"))
        else:
            saida.mostrar(Text(f"✗ {nome}: {visivel(resultado['motivo'])}", "red"))
    for problema in resposta["problemas"]:
        onde = f" ({visivel(problema['onde'])})" if problema["onde"] else ""
        saida.avisar(f"{problema['erro']}{onde}; {problema['o_que_fazer']}")
    if not resposta["permissoes_conferidas"]:
        saida.dizer("no Windows ninguém confere quem pode ler segredos.json; veja alertas.md")


def mostrar_silencio(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print until when an alert is quiet."""
    ate = f"calado até {hora_local(resposta['ate'])}" if resposta["ate"] else "volta a avisar"
    saida.mostrar(Text(f"{resposta['titulo']} ({resposta['id'][:_ID]}): {ate}"))
