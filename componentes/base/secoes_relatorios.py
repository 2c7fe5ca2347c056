"""The section `relatorios` of the configuration: the files of a report, and how long it stays."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

FormaDeRelatorio = Literal["csv", "markdown", "xlsx"]
"""What a report may have beside the page and its JSON, which it always has."""


class AjustesDosRelatorios(Struct, frozen=True, forbid_unknown_fields=True):
    """How many reports are kept and for how long, and how they are written."""

    manter: Annotated[
        int, Meta(ge=1, le=1000, description="de 1 a 1000 execuções cujos relatórios ficam")
    ] = 20
    dias: Annotated[
        int,
        Meta(ge=0, le=3650, description="de 0 a 3650 dias que um relatório fica; 0: sem prazo"),
    ] = 90
    formatos: Annotated[
        tuple[FormaDeRelatorio, ...],
        Meta(
            description='lista de nenhum, um ou mais de "csv", "markdown", "xlsx", além da página '
            "e do JSON",
        ),
    ] = ("csv", "markdown", "xlsx")
    separador_csv: Annotated[
        Literal[",", ";"],
        Meta(description='"," ou ";" entre as colunas do CSV; ";" onde o Excel lê vírgula decimal'),
    ] = ","
