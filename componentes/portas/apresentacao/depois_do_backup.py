"""What followed a backup, in words: its rehearsal, and how it got on to second places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from componentes.portas.saida import Saida
from componentes.relatorio.textos import quantos, tamanho, visivel

_PROBLEMAS_MOSTRADOS = 5


def depois_do_backup(resposta: Mapping[str, Any], saida: Saida) -> str:
    """Say what went wrong, a line for each, and return the rest as the end of a sentence."""
    ensaio = resposta["ensaio"]
    partes = []
    if ensaio and ensaio["problemas"]:
        total = quantos(len(ensaio["problemas"]), "problema", "problemas")
        saida.avisar(f"o ensaio do backup {ensaio['id']} FALHOU: {total}")
        for problema in ensaio["problemas"][:_PROBLEMAS_MOSTRADOS]:
            saida.avisar(problema)
        partes.append("ensaio: FALHOU; rode 'backups verificar --ler-tudo'")
    elif ensaio and ensaio["impedido"]:
        saida.avisar(f"o ensaio do backup não foi possível: {ensaio['impedido']}")
    elif ensaio and ensaio["arquivos"]:
        feitos = quantos(
            ensaio["arquivos"],
            "arquivo restaurado e conferido",
            "arquivos restaurados e conferidos",
        )
        partes.append(f"ensaio: {feitos}")
    for envio in resposta["envios"]:
        partes += _do_envio(envio, saida)
    return "".join(f"; {parte}" for parte in partes)


def mostrar_envio(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print how the sending to each second place ended."""
    for envio in resposta["envios"]:
        for dito in _do_envio(envio, saida):
            saida.mostrar(Text(dito))


def _do_envio(envio: Mapping[str, Any], saida: Saida) -> list[str]:
    nome = visivel(envio["destino"])
    if envio["motivo"]:
        faltam = f" (faltam {envio['faltam']})" if envio["faltam"] else ""
        saida.avisar(f"{envio['destino']}: {envio['motivo']}{faltam}; o próximo envio continua")
        for problema in envio["problemas"][:_PROBLEMAS_MOSTRADOS]:
            saida.avisar(problema)
        return []
    if not envio["enviados"]:
        return [f"{nome}: em dia"]
    arquivos = quantos(envio["enviados"], "arquivo enviado", "arquivos enviados")
    return [f"{nome}: em dia, {arquivos} ({tamanho(envio['bytes'])})"]
