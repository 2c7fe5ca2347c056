"""What happened last, in words: of the agents of this process, or as the catalogue keeps it."""

from __future__ import annotations

import threading
from collections import deque
from functools import singledispatch
from typing import Any

import msgspec
from msgspec import Struct

from componentes.base.eventos import (
    AgenteReiniciado,
    AgenteTerminado,
    ArquivoFalhou,
    Aviso,
    BackupTerminado,
    ClassificacaoTerminada,
    DisjuntorMudou,
    Evento,
    ExecucaoIniciada,
    ExecucaoTerminada,
    InventarioPronto,
    Passo,
    RelatorioGravado,
)
from componentes.base.tempo import agora
from componentes.catalogo.modelo import EventoGravado
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro, quantos, tamanho

INFO, ALERTA, ERRO = "INFO", "WARNING", "ERROR"
_GUARDADAS = 200
_PROBLEMAS = (ArquivoFalhou, Aviso, AgenteReiniciado, DisjuntorMudou)

_Contavel = (
    AgenteReiniciado
    | AgenteTerminado
    | ArquivoFalhou
    | Aviso
    | BackupTerminado
    | ClassificacaoTerminada
    | DisjuntorMudou
    | ExecucaoIniciada
    | ExecucaoTerminada
    | InventarioPronto
    | Passo
    | RelatorioGravado
)


class Noticia(Struct, frozen=True):
    """One thing that happened; `hora` is RFC 3339 in UTC, `texto` may quote hostile names."""

    hora: str
    nivel: str
    texto: str


class Noticias:
    """Subscribes to events and keeps the last of those a person would want to know."""

    def __init__(self) -> None:
        self._trava = threading.Lock()
        self._ultimas: deque[Noticia] = deque(maxlen=_GUARDADAS)
        self._execucao: ExecucaoIniciada | None = None

    def __call__(self, evento: Evento) -> None:
        """Keep the event if it has words; a run that begins has news of its own alone."""
        texto = contar(evento)
        with self._trava:
            if isinstance(evento, ExecucaoIniciada):
                self._ultimas.clear()
                self._execucao = evento
            if texto:
                self._ultimas.append(Noticia(agora(), nivel_de(evento), texto))

    @property
    def execucao(self) -> ExecucaoIniciada | None:
        """The run that began last in this process."""
        with self._trava:
            return self._execucao

    def ultimas(self, quantas: int) -> list[Noticia]:
        """Return the last ones, oldest first."""
        with self._trava:
            return list(self._ultimas)[-quantas:]


def noticia_gravada(gravado: EventoGravado) -> Noticia | None:
    """Return what a line in the story of a run says, None for what nobody would miss."""
    try:
        evento = msgspec.convert({"evento": gravado.tipo, **gravado.dados}, _Contavel)
    except msgspec.ValidationError:  # of another version, or of no concern here
        return None
    texto = contar(evento)
    return Noticia(gravado.quando, nivel_de(evento), texto) if texto else None


def nivel_de(evento: Evento) -> str:
    """Return how bad an event is."""
    if getattr(evento, "erro", "") and not isinstance(evento, AgenteReiniciado):
        return ERRO
    return ALERTA if isinstance(evento, _PROBLEMAS) else INFO


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
def _(evento: AgenteTerminado) -> str:
    return f"agente {evento.agente} falhou: {evento.erro}" if evento.erro else ""


@contar.register
def _(evento: AgenteReiniciado) -> str:
    return f"agente {evento.agente} recomeça em {evento.espera:.0f} s: {evento.erro}"


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
