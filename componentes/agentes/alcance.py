"""Which files of two runs are compared, and under which paths they meet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from msgspec import Struct

from componentes.base.caminhos import relativo
from componentes.catalogo.modelo import Execucao


class Alcance(Struct, frozen=True):
    """Of one run: the root its paths are shown from, and the folders the other run saw too.

    `pastas` is None where nothing is to be left out.
    """

    raiz: str
    pastas: tuple[str, ...] | None = None

    def ve(self, caminho: str) -> bool:
        """Tell whether an absolute path takes part."""
        return self.pastas is None or any(_dentro(caminho, pasta) for pasta in self.pastas)

    def caminho(self, absoluto: str) -> str:
        """Return the path under which a file meets the same one of the other run."""
        return relativo(absoluto, self.raiz)


def alcances(antes: Execucao, depois: Execucao) -> tuple[Alcance, Alcance]:
    """Return how to see the files of either run.

    Folders that lie in one another are compared where both runs looked. Those with nothing in
    common are a library that was moved, or two libraries: they meet by the path below their roots.
    """
    if sorted(antes.raizes) == sorted(depois.raizes):
        return Alcance(antes.raiz), Alcance(depois.raiz)
    if not _se_tocam(antes.raizes, depois.raizes):
        return Alcance(antes.raiz), Alcance(depois.raiz)
    raiz = _comum((antes.raiz, depois.raiz))
    return Alcance(raiz, depois.raizes), Alcance(raiz, antes.raizes)


def _se_tocam(umas: Iterable[str], outras: Iterable[str]) -> bool:
    return any(
        _dentro(uma, outra) or _dentro(outra, uma) for uma in umas for outra in tuple(outras)
    )


def _dentro(caminho: str, pasta: str) -> bool:
    return f"{caminho.rstrip('/')}/".startswith(f"{pasta.rstrip('/')}/")


def _comum(raizes: tuple[str, str]) -> str:
    """Return the folder above both; "" where there is none, as on two drives."""
    try:
        return posixpath.commonpath(raizes) if all(raizes) else ""
    except ValueError:
        return ""
