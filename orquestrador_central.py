"""Orquestrador Central: classifies a trader's library of MQL4, MQL5 and Pine source code.

Run `python orquestrador_central.py classificar_tudo`; `--help` lists the other commands.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if sys.version_info < (3, 11):  # noqa: UP036 whoever runs an older one deserves to be told
    sys.exit("erro: é preciso o Python 3.11 ou mais novo; instale-o em https://www.python.org")

if TYPE_CHECKING:
    from componentes.orquestracao.central import OrquestradorCentral


def __getattr__(nome: str) -> Any:
    """Import the class for who wants it; the command line first sees whether it is needed."""
    if nome != "OrquestradorCentral":
        raise AttributeError(f"module {__name__!r} has no attribute {nome!r}")
    from componentes.orquestracao import central  # noqa: PLC0415

    return central.OrquestradorCentral


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; says which package is missing, if one is."""
    try:
        from componentes.portas import cli  # noqa: PLC0415

        return cli.principal(argumentos)
    except ModuleNotFoundError as falta:
        if (falta.name or "").split(".")[0] == "componentes":
            raise
        sys.exit(
            f"erro: falta a dependência '{falta.name}'\n"
            "  O que fazer: python -m pip install -r requirements.txt"
        )
    except KeyboardInterrupt:  # Ctrl-C before there is anything to stop
        return 130


__all__ = ["OrquestradorCentral", "principal"]

if __name__ == "__main__":
    sys.exit(principal())
