"""What a tree already holds, so that nothing is put twice or over anything."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from componentes.base.caminhos import relativo_em_texto
from componentes.organizacao.atos import Recusado, comum, sha256_de


def arquivos_em(raiz: Path, tamanhos: Collection[int]) -> dict[str, str]:
    """Return the entries below `raiz` by relative path, hashed where their size is of interest.

    What is no ordinary file, or cannot be read, has "": its name is taken all the same.
    """
    return {
        relativo_em_texto(caminho, raiz): _sha256(caminho, tamanhos) for caminho in _entradas(raiz)
    }


def _entradas(raiz: Path) -> Iterator[Path]:
    for onde, pastas, arquivos in os.walk(raiz):
        ligadas = [pasta for pasta in pastas if Path(onde, pasta).is_symlink()]
        yield from (Path(onde, nome) for nome in (*arquivos, *ligadas))


def _sha256(caminho: Path, tamanhos: Collection[int]) -> str:
    estado = comum(caminho)
    if estado is None or estado.st_size not in tamanhos:
        return ""
    try:
        return sha256_de(caminho)
    except (OSError, Recusado):
        return ""
