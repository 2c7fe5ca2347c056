"""Single lines about a run: the inventory, how far it is, times as people read them."""

from __future__ import annotations

from datetime import datetime

from componentes.base.eventos import InventarioPronto, ProgressoCopia
from componentes.base.metricas import Metricas
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho


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
