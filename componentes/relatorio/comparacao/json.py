"""A comparison for other programs."""

from __future__ import annotations

import msgspec

from componentes.relatorio.comparacao.valores import Comparacao

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes; new keys alone do not raise it."""


def formatar_json(comparacao: Comparacao) -> bytes:
    """Return all of it as indented UTF-8 JSON with sorted keys; names stay as they are on disk."""
    documento = {
        "schema_version": SCHEMA_VERSION,
        "contagens": comparacao.contagens(),
        **msgspec.structs.asdict(comparacao),
    }
    compacto = msgspec.json.encode(documento, order="sorted")
    return msgspec.json.format(compacto, indent=2) + b"\n"
