"""The live screen of a run, and the plain lines that replace it; pure functions of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.console import Group
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from componentes.agentes.agente import EstadoAgente
from componentes.base.eventos import InventarioPronto, ProgressoCopia
from componentes.base.metricas import Metricas
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho, visivel

_SINAIS = {
    "executando": ("●", "green"),
    "terminado": ("✓", "dim"),
    "falhou": ("✗", "red"),
    "parado": ("○", "dim"),
}


def linha_do_inventario(inventario: InventarioPronto) -> str:
    """Return the first thing a user learns, before anything is opened."""
    partes = [quantos(inventario.arquivos, "arquivo", "arquivos"), tamanho(inventario.bytes_total)]
    if inventario.em_cache:
        partes.append(f"{inteiro(inventario.em_cache)} em cache")
        partes.append(quantos(inventario.novos, "novo ou alterado", "novos ou alterados"))
    elif inventario.arquivos:
        legiveis = inventario.arquivos - inventario.nao_lidos
        copias = legiveis - inventario.unicos_estimados
        partes.append(f"~{inteiro(inventario.unicos_estimados)} únicos")
        partes.append(f"~{porcentagem(copias, legiveis)} cópias")
    if inventario.removidos:
        partes.append(quantos(inventario.removidos, "removido", "removidos"))
    return " · ".join([*partes, "nada será movido"])


def tela(titulo: str, metricas: Metricas, agentes: Iterable[EstadoAgente], largura: int) -> Group:
    """Return one frame of the live screen, at most `largura` columns wide."""
    return Group(
        _progresso(metricas),
        Text(linha_de_contagens(metricas), overflow="ellipsis", no_wrap=True),
        _tabela(agentes, metricas, largura),
        Text(_linha_de_carga(titulo, metricas), style="dim", overflow="ellipsis", no_wrap=True),
    )


def linha_de_contagens(m: Metricas) -> str:
    """Return what became of the files so far."""
    partes = [
        f"classificados {inteiro(m.classificados)}",
        f"cópias {inteiro(m.copias)}",
        f"em cache {inteiro(m.em_cache)}",
        f"falhas {inteiro(m.falhas)}",
    ]
    if m.membros:
        partes.append(f"dentro de compactados {inteiro(m.membros)}")
    return " · ".join(partes)


def linha_simples(m: Metricas) -> str:
    """Return one line of progress for logs and plain terminals."""
    feito = porcentagem(m.bytes_feitos, m.bytes_total)
    resto = f" · restam {duracao(m.restante_segundos)}" if m.restante_segundos else ""
    arquivos = f"{inteiro(m.files_processed)} de {inteiro(m.total)}"
    return f"{feito} · {arquivos} · {linha_de_contagens(m)}{resto}"


def linha_de_copia(evento: ProgressoCopia) -> str:
    """Return one line of progress of a command that copies or moves files."""
    if not evento.arquivos_total:
        arquivos = quantos(evento.arquivos, "arquivo", "arquivos")
        return f"{arquivos} · {tamanho(evento.bytes_feitos)}"
    feito = porcentagem(evento.bytes_feitos, evento.bytes_total)
    return f"{feito} · {inteiro(evento.arquivos)} de {inteiro(evento.arquivos_total)}"


def hora_local(rfc3339: str) -> str:
    """Return a recorded time as the clock on the user's wall shows it; "" stays ""."""
    if not rfc3339:
        return ""
    return datetime.fromisoformat(rfc3339).astimezone().strftime("%d/%m/%Y %H:%M:%S")


def duracao(segundos: float) -> str:
    """Return a time span as 0:07 or 1:02:30."""
    minutos, resto = divmod(round(segundos), 60)
    horas, minutos = divmod(minutos, 60)
    return f"{horas}:{minutos:02d}:{resto:02d}" if horas else f"{minutos}:{resto:02d}"


def _progresso(m: Metricas) -> Table:
    grade = Table.grid(expand=True, padding=(0, 1))
    grade.add_column(ratio=1)
    grade.add_column(no_wrap=True, justify="right")
    numeros = [
        porcentagem(m.bytes_feitos, m.bytes_total),
        f"{tamanho(m.bytes_feitos)} de {tamanho(m.bytes_total)}",
        f"{inteiro(round(m.arquivos_por_segundo))} arq/s",
    ]
    if m.restante_segundos and m.bytes_feitos < m.bytes_total:
        numeros.append(f"restam {duracao(m.restante_segundos)}")
    barra = ProgressBar(total=max(1, m.bytes_total), completed=m.bytes_feitos, pulse=not m.total)
    grade.add_row(barra, Text(" · ".join(numeros)))
    return grade


def _tabela(agentes: Iterable[EstadoAgente], m: Metricas, largura: int) -> Table:
    grade = Table.grid(padding=(0, 1))
    grade.add_column(width=1)
    grade.add_column(width=13)
    grade.add_column(no_wrap=True, overflow="ellipsis", max_width=max(20, largura - 18))
    for estado in agentes:
        sinal, cor = _SINAIS.get(estado.situacao, ("?", "yellow"))
        atividade = estado.erro or estado.atividade
        if estado.nome == "classificador" and estado.situacao == "executando" and m.atual:
            atividade = f"{atividade}: {_nome(m.atual)}"
        grade.add_row(Text(sinal, cor), Text(estado.nome), Text(visivel(atividade)))
    return grade


def _nome(caminho: str) -> str:
    return caminho.rpartition("/")[2]


def _linha_de_carga(titulo: str, m: Metricas) -> str:
    carga = f"processador {m.cpu_usage:.0f} % · memória {m.memory_usage:.0f} MB"
    agentes = quantos(m.threads_ativas, "agente", "agentes")
    return f"{titulo} · {duracao(m.segundos)} · {carga} · {agentes} · Ctrl-C para"
