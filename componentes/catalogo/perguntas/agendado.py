"""An entry of the agenda as the catalogue remembers it; times are RFC 3339 in UTC, "" for none."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct


class EstadoAgendado(StrEnum):
    """How an entry of the agenda fared the last time."""

    NUNCA = "nunca"
    EXECUTANDO = "executando"
    CONCLUIDO = "concluido"
    COM_FALHAS = "com_falhas"
    CANCELADO = "cancelado"
    FALHOU = "falhou"
    INTERROMPIDO = "interrompido"
    PERDIDO = "perdido"


class ResultadoAgendado(Struct, frozen=True, kw_only=True):
    """What became of an entry's last time."""

    estado: EstadoAgendado = EstadoAgendado.NUNCA
    codigo: int = 0
    """Exit code of the command."""
    resumo: str = ""
    prevista_em: str = ""
    """When it was due; "" for one asked for by hand."""
    terminado_em: str = ""


class Agendado(Struct, frozen=True, kw_only=True):
    """What the catalogue knows of an entry; `definicao` is the one `proxima_em` was made of."""

    nome: str
    definicao: dict[str, Any]
    proxima_em: str
    ultima_em: str
    ultimo_resultado: ResultadoAgendado
