"""Before a backup writes: the lock, the leftovers of a killed one, and the way back by hand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import filelock

from componentes.base.erros import ErroBackup, erro_de_disco
from componentes.base.gravacao import garantir_pasta, gravar_inteiro
from componentes.copia_seguranca import restaurar_sem_programa
from componentes.copia_seguranca.leia_me import LEIA_ME

PACOTES = "pacotes"
INSTANTANEOS = "instantaneos"


@contextlib.contextmanager
def escrevendo(pasta: Path) -> Iterator[None]:
    """Make `pasta` ours and ready for a backup; raises `ErroBackup` when another one runs."""
    garantir_pasta(pasta)
    with _travada(pasta):
        for parte in (pasta, pasta / PACOTES, pasta / INSTANTANEOS):
            _limpar_restos(garantir_pasta(parte))
        restaurador = Path(restaurar_sem_programa.__file__)
        _manter(pasta / restaurador.name, restaurador.read_bytes())
        _manter(pasta / "LEIA-ME.txt", LEIA_ME.encode())
        yield


@contextlib.contextmanager
def _travada(pasta: Path) -> Iterator[None]:
    """Hold the lock of the operating system, which dies with its process."""
    trava = filelock.FileLock(pasta / ".trava", timeout=0)
    try:
        trava.acquire()
    except filelock.Timeout as erro:
        raise ErroBackup(
            "Outro backup está em andamento",
            onde=pasta,
            o_que_fazer="espere o outro terminar e repita o comando",
        ) from erro
    except OSError as erro:
        raise erro_de_disco(erro, "travar a pasta de backups", pasta) from erro
    try:
        yield
    finally:
        trava.release()


def _limpar_restos(pasta: Path) -> None:
    """Remove temporary files: whoever holds the lock knows that nobody is writing them."""
    for resto in pasta.glob(".*.tmp*"):
        with contextlib.suppress(OSError):  # held open by an antivirus, say: harmless, next time
            resto.unlink()


def _manter(caminho: Path, dados: bytes) -> None:
    """Write `dados` only when they are not there yet."""
    try:
        atual = caminho.read_bytes()
    except OSError:  # missing, or not to be read: a new one takes its place
        atual = b""
    if atual != dados:
        gravar_inteiro(caminho, dados)
