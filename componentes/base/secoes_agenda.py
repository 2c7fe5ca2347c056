"""The section `agenda` of the configuration: what runs by itself, and when."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Hora = Annotated[str, Meta(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$")]
Dia = Literal["seg", "ter", "qua", "qui", "sex", "sab", "dom"]
DIAS: tuple[Dia, ...] = ("seg", "ter", "qua", "qui", "sex", "sab", "dom")


class Agendamento(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry: exactly one of `diariamente`, `a_cada_minutos` and `cron` says when."""

    nome: Annotated[
        str, Meta(min_length=1, max_length=60, description="um nome só seu, de 1 a 60 letras")
    ]
    comando: Annotated[
        str, Meta(min_length=1, description='um comando do programa, como "classificar_tudo"')
    ]
    parametros: Annotated[
        dict[str, Any], Meta(description='os parâmetros do comando, como {"nivel": "rapido"}')
    ] = {}
    diariamente: Annotated[
        Hora | Annotated[tuple[Hora, ...], Meta(min_length=1)] | None,
        Meta(description='uma hora de "00:00" a "23:59", ou uma lista de horas'),
    ] = None
    dias: Annotated[
        tuple[Dia, ...],
        Meta(description='com diariamente: uma lista de "seg" a "dom" (sem ela, todos os dias)'),
    ] = ()
    a_cada_minutos: Annotated[
        Annotated[int, Meta(ge=1, le=10_080)] | None,
        Meta(description="minutos, de 1 a 10080, entre duas vezes"),
    ] = None
    cron: Annotated[
        Annotated[str, Meta(min_length=1)] | None,
        Meta(description='cinco campos do cron, como "0 9 * * 1-5"'),
    ] = None
    ligada: Annotated[bool, Meta(description="true ou false: false guarda sem executar")] = True
    fuso: Annotated[
        str, Meta(description='um fuso horário, como "America/Sao_Paulo"; vazio: o do sistema')
    ] = ""
    tolerancia_minutos: Annotated[
        int,
        Meta(
            ge=1,
            le=10_080,
            description="minutos, de 1 a 10080, em que uma vez atrasada ainda vale",
        ),
    ] = 60
