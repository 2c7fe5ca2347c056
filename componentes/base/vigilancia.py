"""What the watcher is told and what it says of itself, wherever that is shown or kept."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class SituacaoDaPasta(StrEnum):
    """How a watched folder is."""

    VIGIANDO = "VIGIANDO"
    DEGRADADO = "DEGRADADO"


class EstadoPasta(Struct, frozen=True):
    """One watched folder; its path as text of `base/caminhos.py`, times as RFC 3339."""

    caminho: str
    situacao: SituacaoDaPasta
    desde: str = ""
    motivo: str = ""
    """Why it is not watched, or why not by events."""
    modo: str = ""
    """`eventos` or `sondagem`; "" while it is not watched."""


class Rodada(Struct, frozen=True):
    """One look at all folders, and the run it led to, if any; `segundos` is how long both took."""

    motivo: str
    quando: str = ""
    codigo: int = 0
    """Exit code of the run, 0 where none was needed."""
    mudancas: int = 0
    """Entries of the folders that differ from the look before."""
    execucao: str = ""
    """Name of the run; "" when nothing had changed, or it did not come to one."""
    arquivos: int = 0
    falhas: int = 0
    segundos: float = 0.0
    relatorio: str = ""
    erro: str = ""


class EstadoVigia(Struct, frozen=True):
    """The watcher at one moment."""

    pastas: tuple[EstadoPasta, ...] = ()
    atividade: str = ""
    """What it is doing or waiting for besides watching; "" when nothing."""
    ultimo_evento: str = ""
    ultimo_caminho: str = ""
    ultima_varredura: str = ""
    fila: int = 0
    """Changes noticed that no run has taken up."""
    ultima: Rodada | None = None
    """The newest look that came to an end, well or not."""
