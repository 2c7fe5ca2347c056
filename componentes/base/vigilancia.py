"""What the watcher is told and what it says of itself, wherever that is shown or kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct


class AjustesDaVigilancia(Struct, frozen=True, forbid_unknown_fields=True):
    """The section `vigilancia` of the configuration."""

    quietude: Annotated[
        float,
        Meta(ge=0.1, le=600, description="segundos, de 0.1 a 600, de sossego antes de classificar"),
    ] = 2.0
    espera_maxima: Annotated[
        int,
        Meta(ge=1, le=3600, description="segundos, de 1 a 3600, que uma rajada pode ser esperada"),
    ] = 60
    varredura: Annotated[
        int, Meta(ge=1, le=1440, description="minutos, de 1 a 1440, entre varreduras completas")
    ] = 15
    modo: Annotated[
        Literal["eventos", "sondagem"],
        Meta(description='"eventos" do sistema, ou "sondagem" das pastas de tempos em tempos'),
    ] = "eventos"
    intervalo_sondagem: Annotated[
        int, Meta(ge=1, le=3600, description="segundos, de 1 a 3600, entre sondagens")
    ] = 30


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
