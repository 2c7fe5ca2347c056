"""What happened last, in words: of the agents of this process, or as the catalogue keeps it."""

from __future__ import annotations

import threading
from collections import deque

import msgspec
from msgspec import Struct

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
from componentes.base.tempo import agora
from componentes.catalogo.modelo import EventoGravado
from componentes.orquestracao.historia.contos import contar, nivel_de

_GUARDADAS = 200

_Contavel = (
    AgenteCalado
    | AgenteRecuperado
    | AgenteReiniciado
    | AgenteRespondeu
    | AgenteTerminado
    | AlertaEmitido
    | ArquivoFalhou
    | Aviso
    | BackupEnviado
    | BackupTerminado
    | ClassificacaoTerminada
    | DisjuntorMudou
    | EnsaioTerminado
    | ExecucaoIniciada
    | ExecucaoInterrompida
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
