"""The folder a restore writes to: files appear whole, proven, over nothing, and inside it."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from componentes.base.disco import (
    PARA_TUDO,
    abrir_sem_nome,
    nomear_aberto,
    nomear_sem_sobrescrever,
)
from componentes.base.gravacao import garantir_pasta, sincronizar_pasta
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import LeituraFalhou, ler_pedacos, sha256_de
from componentes.copia_seguranca.modelo import Guardado
from componentes.copia_seguranca.nomes import NomeRecusado, partes_no_disco


class Destino:
    """A folder that nothing written through it can leave, be the names as they may."""

    def __init__(self, raiz: Path) -> None:
        self._raiz = garantir_pasta(raiz).resolve()
        self._seguras: dict[tuple[str, ...], Path] = {(): self._raiz}

    def caminho(self, nome: str) -> Path:
        """Return where `nome` goes, its folders made; raises `NomeRecusado` or `OSError`."""
        *pastas, arquivo = partes_no_disco(nome)
        return self._dentro(tuple(pastas)) / arquivo

    def pasta(self, nome: str) -> Path:
        """Make the folder `nome` where it is missing; raises like `caminho`."""
        return self._dentro(partes_no_disco(nome))

    def _dentro(self, partes: tuple[str, ...]) -> Path:
        """Make one folder; a link that already stands there must not lead out of the root."""
        pronta = self._seguras.get(partes)
        if pronta is None:
            pronta = self._dentro(partes[:-1]) / partes[-1]
            pronta.mkdir(exist_ok=True)
            if not pronta.resolve().is_relative_to(self._raiz):
                raise NomeRecusado(f"a pasta {pronta.name} é um atalho para fora do destino")
            self._seguras[partes] = pronta
        return pronta


def ja_esta(final: Path, entrada: Guardado, andamento: Andamento) -> bool:
    """Whether an ordinary file with exactly this content already has the name."""
    try:
        dados = final.lstat()
        if not stat.S_ISREG(dados.st_mode) or dados.st_size != entrada.tamanho:
            return False
        pedacos = ler_pedacos(final, entrada.tamanho)
        return sha256_de(andamento.vigiar(pedacos)) == entrada.sha256
    except (OSError, LeituraFalhou):
        return False


def publicar(final: Path, pedacos: Iterable[bytes], *, mtime_ns: int, sobrescrever: bool) -> None:
    """Write all of `pedacos`, then give the name `final`; on any error nothing appears.

    What takes the place of an existing file is on disk first: a power cut must not cost both.
    Raises `FileExistsError` when the name is taken, whatever `pedacos` raises, and `OSError`.
    """
    if (
        isinstance(pedacos, tuple)
        and not sobrescrever
        and _sem_provisorio(final, pedacos, mtime_ns)
    ):
        return
    provisorio = final.with_name(f".restaurando.{secrets.token_hex(6)}.tmp")
    try:
        with provisorio.open("xb") as arquivo:
            for pedaco in pedacos:
                arquivo.write(pedaco)
            substitui = sobrescrever and os.path.lexists(final)
            if substitui:
                arquivo.flush()
                os.fsync(arquivo.fileno())
        with contextlib.suppress(OSError, OverflowError):  # a time no file system can hold
            os.utime(provisorio, ns=(mtime_ns, mtime_ns))
        if sobrescrever:
            provisorio.replace(final)
        else:
            nomear_sem_sobrescrever(provisorio, final)
        if substitui:
            sincronizar_pasta(final.parent)
    finally:
        provisorio.unlink(missing_ok=True)


def _sem_provisorio(final: Path, pedacos: tuple[bytes, ...], mtime_ns: int) -> bool:
    """Write what is in memory to a file without a name, then name it; False where that fails."""
    descritor = abrir_sem_nome(final.parent)
    if descritor is None:
        return False
    with open(descritor, "wb") as arquivo:  # noqa: PTH123 a descriptor, not a path
        arquivo.writelines(pedacos)
        arquivo.flush()
        with contextlib.suppress(OSError, OverflowError):  # a time no file system can hold
            os.utime(descritor, ns=(mtime_ns, mtime_ns))
        try:
            nomear_aberto(descritor, final)
        except FileExistsError:
            raise
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise
            return False
    return True
