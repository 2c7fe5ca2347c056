"""Stores for tests, in memory: one that works, and one that breaks where it is told to."""

from __future__ import annotations

from typing import Any, ClassVar

import fsspec
from fsspec.implementations.memory import MemoryFile, MemoryFileSystem

ESQUEMA = "tropeco"


class _Arquivo(MemoryFile):  # type: ignore[misc]  # fsspec has no types
    def write(self, dados: bytes) -> int:
        if "/.destino.json" not in self.path:
            Tropeco.gravados += len(dados)
            if 0 <= Tropeco.quebra_em <= Tropeco.gravados:
                raise OSError(f"connection reset: {ESQUEMA}://ana:S3nhaSecreta@nuvem/copias")
        return int(super().write(dados))


class Tropeco(MemoryFileSystem):  # type: ignore[misc]
    """Fails at every write once `quebra_em` bytes were written; -1 never does."""

    protocol = ESQUEMA
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    gravados = 0
    quebra_em = -1

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.partition("://")[2].rpartition("@")[2] if "://" in path else path

    def _open(self, path: str, mode: str = "rb", **opcoes: Any) -> Any:
        if mode != "wb":
            return super()._open(path, mode, **opcoes)
        arquivo = _Arquivo(self, path)
        self.store[path] = arquivo
        return arquivo

    @classmethod
    def zerar(cls) -> None:
        """Begin anew, empty and in order."""
        cls.store.clear()
        cls.pseudo_dirs[:] = [""]
        cls.gravados, cls.quebra_em = 0, -1


def registrar() -> None:
    """Teach fsspec the scheme, and begin anew."""
    fsspec.register_implementation(ESQUEMA, Tropeco, clobber=True)
    Tropeco.zerar()
