"""The numbers of a report for other programs."""

from __future__ import annotations

import msgspec

from componentes.relatorio.dados import DadosRelatorio

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes; new keys alone do not raise it."""


def formatar_json(dados: DadosRelatorio) -> bytes:
    """Return the summary as indented UTF-8 JSON with sorted keys; names stay as they are on disk.

    The files themselves are not in it: `exportar` writes them, one record per line.
    """
    documento = {"schema_version": SCHEMA_VERSION, **msgspec.structs.asdict(dados.resumo)}
    compacto = msgspec.json.encode(documento, order="sorted")
    return msgspec.json.format(compacto, indent=2) + b"\n"
