"""Orquestrador Central: classifies a trader's library of MQL4, MQL5 and Pine source code.

Run `python orquestrador_central.py classificar_tudo`; `--help` lists the other commands.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 whoever runs an older one deserves to be told
    sys.exit("erro: é preciso o Python 3.11 ou mais novo; instale-o em https://www.python.org")

# Spawned workers import this file again, under this name, and need nothing of it.
if __name__ != "__mp_main__":
    try:
        from componentes.orquestracao.central import OrquestradorCentral
        from componentes.portas.cli import principal
    except ModuleNotFoundError as falta:
        if (falta.name or "").split(".")[0] == "componentes":
            raise
        sys.exit(
            f"erro: falta a dependência '{falta.name}'\n"
            "  O que fazer: python -m pip install -r requirements.txt"
        )
    except KeyboardInterrupt:  # Ctrl-C before there is anything to stop
        sys.exit(130)

__all__ = ["OrquestradorCentral", "principal"]

if __name__ == "__main__":
    sys.exit(principal())
