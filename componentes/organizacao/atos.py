"""One file to another place: over nothing, proven by its hash, links not followed.

Whatever moment a process is killed at, the content is at one of the two places or at both, and
a name that appears holds the whole of it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

from componentes.base.disco import SEM_LIGACOES, mesmo_arquivo, nomear_sem_sobrescrever

_PEDACO = 1 << 20
# Not waiting for a writer keeps a FIFO that took a file's place from hanging the command.
_MODO = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
_OUTRO_DISCO = SEM_LIGACOES | {errno.EXDEV}
MUDOU = "mudou depois da classificação"


class Recusado(Exception):
    """The step is not done, for the reason in its text; nothing was lost."""


def comum(caminho: Path) -> os.stat_result | None:
    """Return the state of an ordinary file, None for anything else and for nothing."""
    try:
        estado = caminho.lstat()
    except (OSError, ValueError):
        return None
    return estado if stat.S_ISREG(estado.st_mode) else None


def sha256_de(caminho: Path) -> str:
    """Return the digest of an ordinary file in hexadecimal; raises `OSError`."""
    with _abrir(caminho) as arquivo:
        return hashlib.file_digest(arquivo, "sha256").hexdigest()


def contem(caminho: Path, tamanho: int, sha256: str) -> bool:
    """Whether an ordinary file has exactly this content."""
    estado = comum(caminho)
    if estado is None or estado.st_size != tamanho:
        return False
    try:
        return sha256_de(caminho) == sha256
    except OSError:
        return False


def copiar(origem: Path, destino: Path, provisorio: Path, sha256: str) -> None:
    """Copy a file with its times: synced and read back before it gets its name, over nothing.

    Raises `Recusado` when the source holds something else or the name is taken, and `OSError`.
    `provisorio` may stay as a second name: whoever has noted the success removes it.
    """
    provisorio.unlink(missing_ok=True)
    try:
        _conferir(_escrever(origem, provisorio), provisorio, sha256)
        _nomear(provisorio, destino)
    except BaseException:
        with contextlib.suppress(OSError):
            provisorio.unlink(missing_ok=True)
        raise


def ligar(origem: Path, destino: Path) -> bool:
    """Give a file a second name, over nothing; False where that takes a copy.

    Raises `Recusado` when the name is taken, and `OSError`.
    """
    try:
        os.link(origem, destino)
    except FileExistsError as erro:
        raise Recusado("apareceu outro arquivo no destino") from erro
    except OSError as erro:
        if erro.errno in _OUTRO_DISCO:
            return False
        raise
    return True


def retirar(caminho: Path, provisorio: Path, serve: Callable[[Path], bool]) -> bool:
    """Take a file away if `serve` says so of it, and leave it as it is otherwise.

    It is set aside first: nobody can put another one under the name between look and act. A
    process that was killed in between left it aside, and this call ends that. Raises `OSError`.
    """
    if comum(provisorio) is None:
        if comum(caminho) is None:
            return True
        caminho.rename(provisorio)
    if serve(provisorio):
        provisorio.unlink()
        return True
    nomear_sem_sobrescrever(provisorio, caminho)
    provisorio.unlink(missing_ok=True)
    return False


def soltar_reserva(nome: Path, provisorio: Path) -> None:
    """Free a name that a killed process had claimed, where there are no links, and not filled."""
    estado = comum(nome)
    if estado is not None and estado.st_size == 0 and comum(provisorio) is not None:
        nome.unlink()


def soltar(nome: Path, outro: Path) -> None:
    """Remove one of two names of the same file; of different files none."""
    if mesmo_arquivo(nome, outro):
        nome.unlink()


def _conferir(lido: str, provisorio: Path, sha256: str) -> None:
    if lido != sha256:
        raise Recusado(MUDOU)
    if sha256_de(provisorio) != sha256:
        raise OSError(errno.EIO, "o disco não devolveu o que foi gravado", str(provisorio))


def _nomear(provisorio: Path, destino: Path) -> None:
    try:
        nomear_sem_sobrescrever(provisorio, destino)
    except FileExistsError as erro:
        raise Recusado("apareceu outro arquivo no destino") from erro


def _escrever(origem: Path, provisorio: Path) -> str:
    resumo = hashlib.sha256()
    with provisorio.open("xb") as para:
        for pedaco in _pedacos(origem):
            resumo.update(pedaco)
            para.write(pedaco)
        para.flush()
        shutil.copystat(origem, provisorio, follow_symlinks=False)
        os.fsync(para.fileno())
    return resumo.hexdigest()


def _pedacos(origem: Path) -> Iterator[bytes]:
    """Yield a source in pieces; what fails in reading it concerns this file alone."""
    try:
        with _abrir(origem) as arquivo:
            while pedaco := arquivo.read(_PEDACO):
                yield pedaco
    except OSError as erro:
        raise Recusado(f"não pôde ser lido: {erro.strerror or erro}") from erro


def _abrir(caminho: Path) -> FileIO:
    descritor = os.open(caminho, _MODO)
    if not stat.S_ISREG(os.fstat(descritor).st_mode):
        os.close(descritor)
        raise Recusado("deixou de ser um arquivo comum")
    return FileIO(descritor)
