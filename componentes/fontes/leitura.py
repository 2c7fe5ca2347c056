"""Reads a file once: its bytes, and their SHA-256 as they pass."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

LIMITE_DE_ANALISE = 10 * 1024 * 1024
CABECA = 64 * 1024
"""How much of a file says what kind of file it is."""
_PEDACO = 1024 * 1024
# Not waiting for a writer keeps a FIFO that took a file's place from hanging the run.
_MODO = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Lido:
    """What a file held when it was read; `dados` is only its head when `inteiro` is false."""

    dados: bytes
    sha256: str
    tamanho: int
    inteiro: bool


class LeituraCancelada(Exception):
    """A long file is no longer wanted."""


def ler(caminho: Path, cancelado: Callable[[], bool] = lambda: False) -> Lido:
    """Read a regular file; beyond 10 MiB only its hash and head are kept.

    Raises `OSError`, and `LeituraCancelada` between two pieces of a long file once `cancelado`.
    """
    descritor = os.open(caminho, _MODO)
    with os.fdopen(descritor, "rb", buffering=0) as arquivo:
        estado = os.fstat(descritor)
        if not stat.S_ISREG(estado.st_mode):
            raise OSError(None, "deixou de ser um arquivo comum")
        dados = _ler_ate(arquivo, min(estado.st_size, LIMITE_DE_ANALISE) + 1)
        soma = hashlib.sha256(dados)
        if len(dados) <= LIMITE_DE_ANALISE:
            return Lido(dados, soma.hexdigest(), len(dados), inteiro=True)
        tamanho = len(dados)
        while pedaco := arquivo.read(_PEDACO):
            if cancelado():
                raise LeituraCancelada
            soma.update(pedaco)
            tamanho += len(pedaco)
        return Lido(dados[:CABECA], soma.hexdigest(), tamanho, inteiro=False)


def _ler_ate(arquivo: RawIOBase, primeiro: int) -> bytes:
    """Read up to one byte past the limit, asking first for what the file had when opened.

    Asking for the limit outright would allocate 10 MiB for every small file.
    """
    dados = arquivo.read(primeiro) or b""
    while len(dados) <= LIMITE_DE_ANALISE:
        pedaco = arquivo.read(min(_PEDACO, LIMITE_DE_ANALISE + 1 - len(dados)))
        if not pedaco:
            break
        dados += pedaco
    return dados
