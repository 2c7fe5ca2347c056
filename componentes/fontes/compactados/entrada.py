"""One entry as a reader of a format hands it on, and the ways reading it can end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from componentes.base.tipos import Situacao


class CompactadoIlegivel(Exception):
    """An archive or entry is damaged; the message says where, in words."""


class CompactadoFechado(Exception):
    """Nothing at hand opens an archive: a password, or a way of compressing unknown here."""


class FaltaFerramenta(Exception):
    """The program that would open an archive is not on this machine."""


@dataclass(frozen=True, slots=True)
class Entrada:
    """One entry, not read yet; to be read before the next one is asked for."""

    nome: str
    ler: Callable[[], Iterator[bytes]]
    """Yields the content; raises `CompactadoIlegivel`, `CompactadoFechado` or `OSError`."""
    comprimidos: Callable[[], int]
    """How many compressed bytes what was read so far came from."""
    recusa: tuple[Situacao, str] | None = None
    """Why it is not read, where that is known beforehand."""


def fechada(nome: str, situacao: Situacao, motivo: str) -> Entrada:
    """Return an entry that is listed and not read."""
    return Entrada(nome, lambda: iter(()), lambda: 0, (situacao, motivo))
