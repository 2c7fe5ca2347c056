"""What carrying out a plan and taking it back share: batches, names on the way, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from componentes.organizacao.diario import Diario
from componentes.organizacao.modelo import Organizacao, PassoGravado

_LOTE = 64
"""Steps between two syncs of the journal."""
_BYTES_DO_LOTE = 32 << 20


class Trabalho:
    """Work on the steps of one application; `ao_progredir` is called with bytes and files done."""

    def __init__(
        self,
        diario: Diario,
        organizacao: Organizacao,
        cancelado: Callable[[], bool],
        ao_progredir: Callable[[int, int], None],
    ) -> None:
        self._diario = diario
        self._org = organizacao
        self._cancelado = cancelado
        self._ao_progredir = ao_progredir
        self._arquivos = self._bytes = 0

    def _avancar(self, passo: PassoGravado) -> None:
        self._arquivos += 1
        self._bytes += passo.tamanho
        self._ao_progredir(self._bytes, self._arquivos)


def provisorio_de(organizacao: Organizacao, passo: PassoGravado, perto_de: Path) -> Path:
    """Return the name that a file has while it is on its way: the next process finds it by it."""
    return _perto(organizacao, passo, perto_de, "tmp")


def posto_de_lado(organizacao: Organizacao, passo: PassoGravado, perto_de: Path) -> Path:
    """Return the name that a file has while it is looked at before it is taken away."""
    return _perto(organizacao, passo, perto_de, "fora")


def _perto(organizacao: Organizacao, passo: PassoGravado, perto_de: Path, fim: str) -> Path:
    return perto_de.with_name(
        f".organizar.{organizacao.digest[:12]}.{organizacao.id}.{passo.numero}.{fim}"
    )


def lotes(passos: Iterator[PassoGravado]) -> Iterator[list[PassoGravado]]:
    """Yield steps in batches, bounded in number and roughly in bytes."""
    while primeiro := next(passos, None):
        lote, tamanho = [primeiro], primeiro.tamanho
        while tamanho < _BYTES_DO_LOTE and len(lote) < _LOTE:
            seguinte = list(islice(passos, 1))
            if not seguinte:
                break
            lote += seguinte
            tamanho += seguinte[0].tamanho
        yield lote
