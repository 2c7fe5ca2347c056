"""The section `backup` of the configuration: how backups are made, kept, proven and doubled."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

_SEM_SENHA = r"^(?![^?]*://[^@]*:[^@]*@)(?!.*://.*[?]).+$"
"""Neither `user:password@` nor keys after `?`: both hold passwords."""


class DestinoDeBackup(Struct, frozen=True, forbid_unknown_fields=True):
    """A second place for backups."""

    nome: Annotated[
        str,
        Meta(min_length=1, max_length=60, description="um nome seu para este destino, de 1 a 60"),
    ]
    endereco: Annotated[
        str,
        Meta(
            pattern=_SEM_SENHA,
            description="uma pasta ou unidade (D:/copias), ou um endereço como s3://balde/pasta "
            "ou sftp://maquina/pasta; senhas nunca aqui: env:NOME diz a variável com o endereço, "
            "ou use segredos.json",
        ),
    ]


class AjustesDoBackup(Struct, frozen=True, forbid_unknown_fields=True):
    """How hard contents are compressed, which backups are kept, when one counts as old."""

    nivel_compressao: Annotated[
        int, Meta(ge=0, le=9, description="de 0 (só guardar) a 9 (menor e mais lento)")
    ] = 6
    manter_ultimos: Annotated[
        int, Meta(ge=1, le=10_000, description="de 1 a 10000: os últimos backups que 'podar' deixa")
    ] = 10
    manter_diarios: Annotated[
        int, Meta(ge=0, le=3650, description="de 0 a 3650: de quantos dias fica o último de cada")
    ] = 14
    manter_semanais: Annotated[
        int, Meta(ge=0, le=520, description="de 0 a 520: de quantas semanas fica o último de cada")
    ] = 8
    manter_mensais: Annotated[
        int, Meta(ge=0, le=240, description="de 0 a 240: de quantos meses fica o último de cada")
    ] = 24
    ensaio: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="de 0 a 1000 arquivos ao acaso que se restauram de verdade, em uma pasta "
            "provisória, depois de cada backup; 0: nenhum",
        ),
    ] = 20
    idade_maxima: Annotated[
        int,
        Meta(
            ge=0,
            le=87_600,
            description="horas, de 0 a 87600, depois das quais o último backup bom é velho demais "
            "e há um alerta; 0: nunca",
        ),
    ] = 168
    destinos: Annotated[
        tuple[DestinoDeBackup, ...],
        Meta(description='lista de segundos lugares, cada um {"nome": …, "endereco": …}'),
    ] = ()
