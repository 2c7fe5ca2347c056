"""Much small work dealt out to a few threads, answered in its own order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from componentes.copia_seguranca.compressao import OPERARIOS

_POR_LOTE = 64
_Coisa = TypeVar("_Coisa")
_Resposta = TypeVar("_Resposta")


def em_lotes(
    fazer: Callable[[Sequence[_Coisa]], _Resposta], coisas: Sequence[_Coisa], *, paralelo: bool
) -> Iterator[_Resposta]:
    """Yield what `fazer` answers for each batch of `coisas`, in their order.

    A single batch needs no thread. The first error ends it all: what has not begun does not begin.
    """
    lotes = [coisas[inicio : inicio + _POR_LOTE] for inicio in range(0, len(coisas), _POR_LOTE)]
    if not paralelo or len(lotes) < OPERARIOS:
        yield from map(fazer, lotes)
        return
    with ThreadPoolExecutor(OPERARIOS, thread_name_prefix="lotes") as operarios:
        futuros = [operarios.submit(fazer, lote) for lote in lotes]
        try:
            for futuro in futuros:
                yield futuro.result()
        finally:
            for futuro in futuros:
                futuro.cancel()
