"""How far the run is: which one, the bar, what became of the files, how fast, at what cost."""

from __future__ import annotations

from collections.abc import Iterator

from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from componentes.base.metricas import Metricas
from componentes.orquestracao.retrato import ExecucaoVista, Retrato
from componentes.portas.apresentacao.painel import duracao
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas, em_linhas
from componentes.relatorio.textos import inteiro, porcentagem, tamanho

_SINAL_ATRASADO = 5.0


def cabecalho(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return which run it is, how long it has been at work, and whether it is well."""
    execucao = retrato.execucao or ExecucaoVista()
    segundos = duracao(retrato.metricas_tempo_real.segundos)
    partes = [(parte, "bold") for parte in (execucao.comando, execucao.nome, segundos)]
    partes.append(_estado(retrato, execucao))
    if execucao.pid:
        partes.append((f"processo {execucao.pid} em {execucao.maquina}", "dim"))
    return em_linhas([parte for parte in partes if parte[0]], espaco.com(1))


def _estado(retrato: Retrato, execucao: ExecucaoVista) -> tuple[str, str]:
    """Return what is out of the ordinary, and how to show it."""
    if not retrato.vivo:
        cortada = retrato.status == "interrompida"
        return ("cortada: o processo morreu", "red") if cortada else ("terminada", "green")
    if retrato.silencio >= _SINAL_ATRASADO:
        estilo = "red" if retrato.status == "sem_resposta" else "yellow"
        return f"sem sinal há {duracao(retrato.silencio)}", estilo
    if execucao.estado == "cancelando":
        return "parando após o lote atual", "yellow"
    return "", ""


def progresso(retrato: Retrato, _: Espaco) -> Linhas:
    """Return the bar, by bytes, with what is left."""
    m = retrato.metricas_tempo_real
    grade = Table.grid(expand=True, padding=(0, 1))
    grade.add_column(ratio=1)
    grade.add_column(no_wrap=True, justify="right")
    numeros = [
        porcentagem(m.bytes_feitos, m.bytes_total),
        f"{tamanho(m.bytes_feitos)} de {tamanho(m.bytes_total)}",
    ]
    if m.restante_segundos and m.bytes_feitos < m.bytes_total:
        numeros.append(f"restam {duracao(m.restante_segundos)}")
    if not m.total:
        numeros = ["percorrendo as pastas"] if retrato.vivo else ["nada a fazer"]
    barra = ProgressBar(
        total=max(1, m.bytes_total),
        completed=m.bytes_feitos,
        pulse=not m.total and retrato.vivo,
        animation_time=m.segundos,
    )
    grade.add_row(barra, Text(" · ".join(numeros)))
    return [grade]


def contagens(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return what became of the files so far, once their number is known; failures stand out."""
    m = retrato.metricas_tempo_real
    if not m.total:
        return []
    partes = [
        (f"{inteiro(m.files_processed)} de {inteiro(m.total)}", "bold"),
        (f"classificados {inteiro(m.classificados)}", ""),
        (f"cópias {inteiro(m.copias)}", ""),
        (f"em cache {inteiro(m.em_cache)}", ""),
        (f"falhas {inteiro(m.falhas)}", "yellow" if m.falhas else ""),
    ]
    if m.membros:
        partes.append((f"em compactados {inteiro(m.membros)}", ""))
    return em_linhas(partes, espaco)


def ritmo(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return how fast it goes, now and on average."""
    m = retrato.metricas_tempo_real
    if not m.arquivos_por_segundo:
        return []
    media = (f"média {_velocidade(m.arquivos_por_segundo, m.bytes_por_segundo)}", "")
    if not retrato.vivo:
        return em_linhas([media], espaco)
    agora = _velocidade(m.arquivos_por_segundo_agora, m.bytes_por_segundo_agora)
    return em_linhas([(f"agora {agora}", ""), media], espaco)


def carga(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return what the process family uses of the machine; nothing where nobody measures."""
    m = retrato.metricas_tempo_real
    if not m.memory_usage or not retrato.vivo:
        return []
    partes = [f"CPU {m.cpu_usage:.0f} %", f"memória {m.memory_usage:.0f} MB", *_disco(m)]
    return em_linhas([(parte, "dim") for parte in partes], espaco)


def _disco(m: Metricas) -> Iterator[str]:
    if m.lidos_por_segundo or m.gravados_por_segundo:
        yield f"lê {tamanho(round(m.lidos_por_segundo))}/s"
        yield f"grava {tamanho(round(m.gravados_por_segundo))}/s"
    if m.disco_livre >= 0:
        yield f"{tamanho(m.disco_livre)} livres"


def _velocidade(arquivos: float, bytes_: float) -> str:
    return f"{inteiro(round(arquivos))} arq/s, {tamanho(round(bytes_))}/s"
