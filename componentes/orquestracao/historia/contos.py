"""Events in words, and how bad each is; one that has no words is no news."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from componentes.base.eventos import (
    AgenteCalado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    BackupEnviado,
    BackupTerminado,
    ClassificacaoTerminada,
    DisjuntorMudou,
    EnsaioTerminado,
    Evento,
    ExecucaoIniciada,
    ExecucaoInterrompida,
    ExecucaoTerminada,
    InventarioPronto,
    Passo,
    RelatorioGravado,
)
from componentes.base.tempo import em_utc
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro, quantos, tamanho

INFO, ALERTA, ERRO = "INFO", "WARNING", "ERROR"
_PROBLEMAS = (AgenteCalado, ArquivoFalhou, Aviso, DisjuntorMudou, ExecucaoInterrompida)


def nivel_de(evento: Evento) -> str:
    """Return how bad an event is."""
    if isinstance(evento, AgenteReiniciado):
        return ALERTA if evento.erro else INFO
    if getattr(evento, "erro", "") or getattr(evento, "problemas", ()):
        return ERRO
    if isinstance(evento, BackupEnviado | EnsaioTerminado):
        return ALERTA if _ressalva(evento) else INFO
    return ALERTA if isinstance(evento, _PROBLEMAS) else INFO


def _ressalva(evento: BackupEnviado | EnsaioTerminado) -> str:
    """Return why a sending is not complete, or a rehearsal was not possible; "" when it went."""
    return evento.motivo if isinstance(evento, BackupEnviado) else evento.impedido


@singledispatch
def contar(evento: Any) -> str:  # noqa: ARG001 each kind of event says it below
    """Return an event in words, "" for those that are no news."""
    return ""


@contar.register
def _(evento: ExecucaoIniciada) -> str:
    return f"{evento.comando} {'retomado' if evento.retomada else 'começou'}: {evento.execucao}"


@contar.register
def _(evento: ExecucaoTerminada) -> str:
    erro = f": {evento.erro}" if evento.erro else ""
    return f"{evento.execucao}: {nome_de('estado', evento.estado)}{erro}"


@contar.register
def _(evento: ExecucaoInterrompida) -> str:
    quando = em_utc(evento.batida_em)
    return f"{evento.execucao} foi cortada: o processo morreu; último sinal: {quando}"


@contar.register
def _(evento: InventarioPronto) -> str:
    partes = [quantos(evento.arquivos, "arquivo", "arquivos"), tamanho(evento.bytes_total)]
    if evento.em_cache:
        partes.append(f"{inteiro(evento.em_cache)} em cache")
    return f"inventário: {', '.join(partes)}, {inteiro(evento.novos)} por ler"


@contar.register
def _(evento: ArquivoFalhou) -> str:
    # The end of a path tells it from others, and leaves room for the reason.
    pasta_e_nome = "/".join(evento.caminho.rsplit("/", 2)[-2:])
    return f"{pasta_e_nome}: {evento.motivo}"


@contar.register
def _(evento: ClassificacaoTerminada) -> str:
    com_falhas = ", com falhas em alguns arquivos" if evento.com_falhas else ""
    return f"classificação terminada{com_falhas}"


@contar.register
def _(evento: RelatorioGravado) -> str:
    return "relatório parcial gravado" if evento.parcial else "relatório gravado"


@contar.register
def _(evento: BackupTerminado) -> str:
    if not evento.id:
        return f"nenhum backup novo: {evento.motivo}"
    arquivos = quantos(evento.arquivos, "arquivo", "arquivos")
    return f"backup {evento.id}: {arquivos}, {tamanho(evento.bytes_novos)} novos"


@contar.register
def _(evento: EnsaioTerminado) -> str:
    if evento.impedido:
        return f"ensaio do backup {evento.id} não foi possível: {evento.impedido}"
    if evento.problemas:
        achados = quantos(len(evento.problemas), "problema", "problemas")
        return f"ensaio do backup {evento.id} FALHOU, {achados}: {evento.problemas[0]}"
    if not evento.arquivos:
        return ""
    feitos = quantos(evento.arquivos, "arquivo restaurado", "arquivos restaurados")
    return f"ensaio do backup {evento.id}: {feitos} e conferidos"


@contar.register
def _(evento: BackupEnviado) -> str:
    if evento.motivo:
        return f"backup não está todo em {evento.destino}, fica para depois: {evento.motivo}"
    if not evento.enviados:
        return ""
    arquivos = quantos(evento.enviados, "arquivo enviado", "arquivos enviados")
    return f"backup: {evento.destino} em dia, {arquivos}, {tamanho(evento.bytes)}"


@contar.register
def _(evento: AgenteTerminado) -> str:
    return f"agente {evento.agente} falhou: {evento.erro}" if evento.erro else ""


@contar.register
def _(evento: AgenteReiniciado) -> str:
    if not evento.erro:
        return f"agente {evento.agente} recomeça a pedido"
    return f"agente {evento.agente} recomeça em {evento.espera:.0f} s: {evento.erro}"


@contar.register
def _(evento: AgenteRecuperado) -> str:
    return f"agente {evento.agente} voltou a trabalhar bem"


@contar.register
def _(evento: AgenteCalado) -> str:
    return f"agente {evento.agente} sem sinal há {evento.segundos:.0f} s"


@contar.register
def _(evento: AgenteRespondeu) -> str:
    return f"agente {evento.agente} voltou a dar sinal"


@contar.register
def _(evento: DisjuntorMudou) -> str:
    motivo = f" ({evento.motivo})" if evento.motivo else ""
    return f"disjuntor do agente {evento.agente}: {evento.estado.replace('_', ' ')}{motivo}"


@contar.register
def _(evento: Passo) -> str:
    return evento.texto


@contar.register
def _(evento: Aviso) -> str:
    return evento.texto


@contar.register
def _(evento: AlertaEmitido) -> str:
    return f"alerta{' resolvido' if evento.resolvido else ''}: {evento.texto}"
