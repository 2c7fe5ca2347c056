"""The section `vigilancia` of the configuration: how folders are watched."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct


class AjustesDaVigilancia(Struct, frozen=True, forbid_unknown_fields=True):
    """When a change counts, and how it is noticed."""

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
