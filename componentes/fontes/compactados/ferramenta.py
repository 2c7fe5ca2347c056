"""Opens RAR and 7z by libarchive's bsdtar, which turns them into a tar stream on its output.

It comes with Windows 10 and later (tar.exe) and with macOS. No name from an archive ever stands on
a command line, nothing is written to disk, and what is hostile runs in a process of its own, which
is killed past its deadline.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

from componentes.base.tipos import Situacao
from componentes.fontes.compactados.entrada import (
    CompactadoFechado,
    CompactadoIlegivel,
    Entrada,
    FaltaFerramenta,
    fechada,
)
from componentes.fontes.compactados.limites import LimiteExcedido, Limites

if TYPE_CHECKING:
    import tarfile

PRAZO = 60.0
"""Seconds that one archive may take."""
_MEMORIA_MAXIMA = 512 * 1024 * 1024
_PEDACO = 256 * 1024
_DANIFICADO = "está danificado: só se leu o que vem antes do dano"
_NAO_ABRIU = "o bsdtar não o abre: danificado, com senha ou de um formato estranho"


@lru_cache(maxsize=1)
def bsdtar() -> str:
    """Return the path of the program, "" where there is none."""
    if sys.platform == "win32":
        do_sistema = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "tar.exe")
        return str(do_sistema) if do_sistema.is_file() else ""
    return shutil.which("bsdtar") or ""


def entradas_pela_ferramenta(caminho: Path | None, limites: Limites) -> Iterator[Entrada]:
    """Yield the files of an archive, `caminho` being None for one inside another.

    Folders and what is skipped have to be read as well, and count against `limites`.

    Raises `FaltaFerramenta`, `CompactadoFechado`, `CompactadoIlegivel`, `LimiteExcedido` or
    `OSError`.
    """
    import tarfile  # noqa: PLC0415 every start would pay for what few libraries need

    if caminho is None:
        raise CompactadoFechado("dentro de outro compactado só se abre um ZIP")
    programa = bsdtar()
    if not programa:
        raise FaltaFerramenta("não há neste computador programa que o abra: instale o bsdtar")
    comprimidos, entregou = caminho.stat().st_size, False
    with _Execucao(programa, caminho) as execucao:
        try:
            saida = _Contada(execucao.saida, limites.ao_todo)
            with tarfile.open(fileobj=cast("IO[bytes]", saida), mode="r|") as fita:
                for numero, membro in enumerate(fita, 1):
                    if numero > limites.entradas:
                        raise LimiteExcedido(f"mais de {limites.entradas} entradas")
                    if not membro.isdir():
                        entregou = True
                        yield _entrada(fita, membro, comprimidos)
            inteiro = execucao.terminou_bem()
        except (tarfile.TarError, EOFError, ValueError):
            inteiro = False
    if execucao.esgotou:
        raise LimiteExcedido(f"a abertura passou de {PRAZO:.0f} s")
    if not inteiro:
        # Of what gave nothing at all nobody can tell damage from a password.
        raise CompactadoIlegivel(_DANIFICADO) if entregou else CompactadoFechado(_NAO_ABRIU)


def _entrada(fita: tarfile.TarFile, membro: tarfile.TarInfo, comprimidos: int) -> Entrada:
    if not membro.isreg():
        return fechada(membro.name, Situacao.INSEGURO, "é um link ou dispositivo, que não se segue")
    return Entrada(membro.name, partial(_ler, fita, membro), lambda: comprimidos)


def _ler(fita: tarfile.TarFile, membro: tarfile.TarInfo) -> Iterator[bytes]:
    conteudo = fita.extractfile(membro)
    while conteudo and (pedaco := conteudo.read(_PEDACO)):
        yield pedaco


class _Contada:
    """A stream that ends in `LimiteExcedido` once more than `maximo` bytes were read of it."""

    def __init__(self, saida: IO[bytes], maximo: int) -> None:
        self._saida = saida
        self._restam = maximo

    def read(self, quantos: int) -> bytes:
        """Return the next bytes."""
        lidos = self._saida.read(quantos)
        self._restam -= len(lidos)
        if self._restam < 0:
            raise LimiteExcedido("descompacta-se em mais do que se permite ao todo")
        return lidos


class _Execucao:
    """The program at work on one archive; leaving the block ends it, whatever it is doing."""

    def __init__(self, programa: str, caminho: Path) -> None:
        self._processo = subprocess.Popen(  # noqa: S603 the archive's path is all it is given
            [programa, "-cf", "-", "--format=pax", f"@{caminho.absolute()}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ambiente(),
        )
        _limitar_memoria(self._processo.pid)
        self.esgotou = False
        self._relogio = threading.Timer(PRAZO, self._esgotar)
        self._relogio.daemon = True

    def __enter__(self) -> Self:
        self._relogio.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._relogio.cancel()
        self._processo.kill()
        self._processo.__exit__(None, None, None)

    @property
    def saida(self) -> IO[bytes]:
        """What the program writes."""
        return cast("IO[bytes]", self._processo.stdout)

    def terminou_bem(self) -> bool:
        """Wait for the program to end; tell whether it found nothing wrong."""
        return self._processo.wait() == 0

    def _esgotar(self) -> None:
        self.esgotou = True
        self._processo.kill()


def _ambiente() -> dict[str, str]:
    """Return an environment in which names of any alphabet are written as UTF-8."""
    return {**os.environ, "LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"}


def _limitar_memoria(processo: int) -> None:
    """Bound what the program may take, where the system lets another process do it."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 Windows has none

        with contextlib.suppress(OSError):
            resource.prlimit(processo, resource.RLIMIT_AS, (_MEMORIA_MAXIMA, _MEMORIA_MAXIMA))
