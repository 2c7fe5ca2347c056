"""The folders of a tree: none is entered that leads out of it, each is noted before it is made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from componentes.base.gravacao import sincronizar_pasta
from componentes.organizacao.atos import Recusado


class Arvore:
    """One root and what is below it; nothing outside is ever written through it."""

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz
        self._real: Path | None = None
        self._seguras: set[Path] = set()

    def faltam(self, pasta: Path) -> list[Path]:
        """Return what is not there of a folder and those above it, the outer ones first."""
        if pasta in self._seguras:
            return []
        return [acima for acima in reversed((pasta, *pasta.parents)) if not acima.is_dir()]

    def garantir(self, pasta: Path) -> None:
        """Make a folder with those above it; raises `Recusado` for a link out, and `OSError`."""
        if pasta in self._seguras:
            return
        pasta.mkdir(parents=True, exist_ok=True)
        if self._real is None:
            self._real = self._raiz.resolve()
        if not pasta.resolve().is_relative_to(self._real):
            raise Recusado(f"a pasta {pasta.name} é um atalho para fora da árvore")
        self._seguras.add(pasta)


def remover_vazias(criadas: Iterable[Path]) -> None:
    """Remove folders that are empty, the inner ones first; those with anything in them stay."""
    for pasta in sorted(criadas, key=lambda p: len(p.parts), reverse=True):
        with contextlib.suppress(OSError):
            pasta.rmdir()


def sincronizar(pastas: Iterable[Path]) -> None:
    """Make new names in these folders, and the folders' own, survive a power cut."""
    for pasta in sorted({uma for dada in pastas for uma in (dada, dada.parent)}):
        sincronizar_pasta(pasta)
