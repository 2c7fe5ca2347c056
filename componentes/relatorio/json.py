"""The numbers of a report for other programs."""

from __future__ import annotations

import msgspec

from componentes.relatorio.dados import DadosRelatorio
from componentes.relatorio.resumo import Resumo

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes; new keys alone do not raise it."""


class DocumentoRelatorio(Resumo, frozen=True, kw_only=True):
    """The summary of one run; lists go from most to least, and new keys may come at any time."""

    schema_version: int = SCHEMA_VERSION


def formatar_json(dados: DadosRelatorio) -> bytes:
    """Return the summary as indented UTF-8 JSON with sorted keys; names stay as they are on disk.

    The files themselves are not in it: `exportar` writes them, one record per line.
    """
    documento = DocumentoRelatorio(**msgspec.structs.asdict(dados.resumo))
    compacto = msgspec.json.encode(documento, order="sorted")
    return msgspec.json.format(compacto, indent=2) + b"\n"


def esquema_do_relatorio() -> bytes:
    """Return the JSON Schema of a report, which `Development/docs/relatorio.schema.json` holds."""
    corpo = msgspec.json.schema(DocumentoRelatorio)
    documento = corpo["$defs"].pop(DocumentoRelatorio.__name__)
    dialeto = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    esquema = {**dialeto, **documento, "title": "Relatório da biblioteca", "$defs": corpo["$defs"]}
    return msgspec.json.format(msgspec.json.encode(esquema), indent=2) + b"\n"
