"""Where a name of a backup goes on the system at hand, and the names that are refused."""

from __future__ import annotations

import os
import sys

from componentes.base.caminhos import de_texto, para_texto
from componentes.base.nomes import portatil


class NomeRecusado(Exception):
    """A name that would leave the destination, or that no file system can hold."""


def partes_no_disco(nome: str) -> tuple[str, ...]:
    """Return the folders and the file name that `nome` has on this system, real where possible.

    Raises `NomeRecusado` for names that lead anywhere but down.
    """
    real = de_texto(nome)
    partes = tuple(real.split("/"))
    if "\0" in real or any(parte in {"", ".", ".."} for parte in partes):
        raise NomeRecusado("o nome no backup leva para fora do destino")
    return partes if _cabe_neste_sistema(real) else tuple(portatil(nome).split("/"))


def _cabe_neste_sistema(real: str) -> bool:
    if sys.platform == "win32":
        return portatil(para_texto(real)) == real
    try:
        dados = os.fsencode(real)
        if sys.platform == "darwin":  # refuses names that are not UTF-8
            dados.decode()
    except UnicodeError:
        return False
    return True
