"""Alerts as people see them: above the live area, as a list, as the outcome of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from componentes.base.eventos import AlertaEmitido
from componentes.base.tempo import agora
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import quantos, visivel

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
    for alerta in resposta["alertas"]:
        ativo = alerta["situacao"] == "ativo"
        vezes = quantos(alerta["vezes"], "vez", "vezes")
        partes = (alerta["situacao"], alerta["gravidade"], hora_local(alerta["ultima_em"]), vezes)
        cabeca = f"{alerta['impressao'][:_ID]}  {' · '.join(partes)}"
        saida.mostrar(Text(cabeca, _ESTILOS.get(alerta["gravidade"], "") if ativo else "dim"))
        for linha in _linhas(alerta):
            saida.mostrar(Text(f"  {linha}"))


def _linhas(alerta: Mapping[str, Any]) -> list[str]:
    """Return what there is to say of an alert; a table would leave it a strip of 20 columns."""
    linhas = [f"{alerta['titulo']}: {visivel(alerta['mensagem'])}"]
    if alerta["silenciado_ate"] > agora():
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
