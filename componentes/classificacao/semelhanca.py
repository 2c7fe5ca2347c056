"""Which of several identical files is the one the others are copies of."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARCA_DE_COPIA = re.compile(r"(?:\s*\(\d+\))+$|\s*-\s*(?:Copy|Copia|Cópia)$", re.IGNORECASE)
_PASTA_DE_COPIAS = re.compile(r"duplica|backup|copia|copies|_old", re.IGNORECASE)


def original(caminhos: Iterable[str]) -> str:
    """Return the path that looks least like a copy; among equals the first in sorted order.

    A name as "EA (2).mq4" speaks louder than a folder called Duplicates or Backup.
    """
    return min(caminhos, key=_aparencia_de_copia)


def _aparencia_de_copia(caminho: str) -> tuple[bool, bool, str]:
    pasta, _, nome = caminho.rpartition("/")
    radical = nome.rpartition(".")[0] or nome
    return (
        bool(MARCA_DE_COPIA.search(radical)),
        bool(_PASTA_DE_COPIAS.search(pasta)),
        caminho,
    )
