"""Reads the files of a batch in a thread; what cannot be read is a result."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from componentes.base.tipos import Falha
from componentes.classificacao.inventario import Item
from componentes.fontes.leitura import Lido, ler

_ARQUIVOS_POR_LOTE = 64
_BYTES_POR_LOTE = 4 * 1024 * 1024
_WINDOWS = os.name == "nt"
# learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
_CAMINHO_LONGO = 260


@dataclass(frozen=True, slots=True)
class ItemLido:
    """A file with its bytes, or with the reason why there are none."""

    item: Item
    lido: Lido | None
    falha: Falha | None = None


def repartir(itens: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield batches bounded in files and bytes, so that memory is; a large file is one alone."""
    lote: list[Item] = []
    soma = 0
    for item in itens:
        if lote and (len(lote) >= _ARQUIVOS_POR_LOTE or soma + item.tamanho > _BYTES_POR_LOTE):
            yield tuple(lote)
            lote, soma = [], 0
        lote.append(item)
        soma += item.tamanho
    if lote:
        yield tuple(lote)


def ler_lote(itens: Sequence[Item], cancelado: Callable[[], bool]) -> list[ItemLido]:
    """Read the files of one batch in order; stops between files when cancelled."""
    lidos = []
    for item in itens:
        if cancelado():
            break
        lidos.append(_ler_um(item))
    return lidos


def _ler_um(item: Item) -> ItemLido:
    try:
        return ItemLido(item, ler(item.caminho))
    except OSError as erro:
        return ItemLido(item, None, Falha("leitura", _motivo(erro, item.caminho)))


def _motivo(erro: OSError, caminho: Path) -> str:
    if isinstance(erro, FileNotFoundError):
        # Windows lists such a file and then denies that it exists.
        if _WINDOWS and len(str(caminho)) >= _CAMINHO_LONGO:
            return (
                f"caminho com mais de {_CAMINHO_LONGO} caracteres: ative caminhos longos no Windows"
            )
        return "o arquivo sumiu entre o inventário e a leitura"
    if isinstance(erro, PermissionError):
        return "sem permissão de leitura"
    return f"não pôde ser lido: {erro.strerror or erro}"
