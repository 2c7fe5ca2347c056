"""Contents on their way into a pack, compressed beside one another: zlib leaves the GIL."""

from __future__ import annotations

import hashlib
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec import Struct
from zlib_ng import zlib_ng

from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import PEDACO, Estado, ler_pedacos
from componentes.copia_seguranca.membro import comprime

OPERARIOS = 2
"""Threads beside the writing one: a backup runs beside other work and must leave it room."""
EM_MEMORIA = 8 * PEDACO
"""Largest file that is compressed in memory; larger ones go through it block by block."""
_BLOCOS_ADIANTADOS = 2 * OPERARIOS
_JANELA = 32 << 10
"""How far back deflate looks; each block begins with the end of the one before as dictionary."""


class Preparado(Struct, frozen=True):
    """A whole content as its pack will hold it; `corpo` is empty when some pack has it already."""

    sha256: str
    tamanho: int
    crc: int
    comprimido: bool = False
    corpo: bytes = b""


def preparar(
    origem: Path, estado: Estado, nivel: int, andamento: Andamento, existe: Callable[[str], bool]
) -> Preparado | None:
    """Read and compress a file; None when it is, or grows, too large for memory.

    Raises `LeituraFalhou`, `BackupCancelado`.
    """
    if estado.tamanho > EM_MEMORIA:
        return None
    partes, lido = [], 0
    for pedaco in andamento.vigiar(ler_pedacos(origem, estado.tamanho)):
        partes.append(pedaco)
        lido += len(pedaco)
        if lido > EM_MEMORIA:
            return None
    dados = b"".join(partes)
    sha256 = hashlib.sha256(dados).hexdigest()
    if existe(sha256):
        return Preparado(sha256, lido, 0)
    vale = comprime(dados[:PEDACO], nivel)
    corpo = b"".join(_deflate(dados, b"", nivel, fim=True)) if vale else dados
    return Preparado(sha256, lido, zlib.crc32(dados), vale, corpo)


def em_blocos(pedacos: Iterable[bytes], nivel: int, operarios: Executor) -> Iterator[bytes]:
    """Yield one deflate stream of all `pedacos`, a few of them compressed at a time.

    Same pieces, same bytes, whoever comes first.
    """
    prontos: deque[Future[list[bytes]]] = deque()
    antes = b""
    for pedaco in pedacos:
        prontos.append(operarios.submit(_deflate, pedaco, antes, nivel, fim=False))
        antes = pedaco[-_JANELA:]
        if len(prontos) > _BLOCOS_ADIANTADOS:
            yield from prontos.popleft().result()
    for futuro in prontos:
        yield from futuro.result()
    yield from _deflate(b"", b"", nivel, fim=True)


def _deflate(dados: bytes, antes: bytes, nivel: int, *, fim: bool) -> list[bytes]:
    """Compress one block, alone but for the dictionary, up to a byte boundary.

    By zlib-ng: the same format in half the time. Reading back is left to Python's own zlib, so what
    is proven is what others can read.
    """
    opcoes = (nivel, zlib.DEFLATED, -zlib.MAX_WBITS)
    novo = zlib_ng.compressobj
    fluxo = novo(*opcoes, zdict=antes) if antes else novo(*opcoes)
    return [fluxo.compress(dados), fluxo.flush(zlib.Z_FINISH if fim else zlib.Z_SYNC_FLUSH)]
