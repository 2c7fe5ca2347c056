"""Progress, and the wish to stop, on their way through every loop of the engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroBackup

Cancelado = Callable[[], bool]
AoProgredir = Callable[[int, int], None]


def nunca() -> bool:
    """Answer the question "cancelled?" of whoever does not offer to cancel."""
    return False


def em_silencio(_bytes: int, _arquivos: int) -> None:
    """Receive the progress of whoever does not show it."""


class BackupCancelado(ErroBackup):
    """The user asked to stop; what was being written is gone, what existed is untouched."""

    codigo = CODIGO_DE_INTERRUPCAO


class Andamento:
    """Counts bytes and files for the progress display and carries the wish to stop."""

    def __init__(self, cancelado: Cancelado, ao_progredir: AoProgredir) -> None:
        self._cancelado = cancelado
        self._ao_progredir = ao_progredir
        self._bytes = 0
        self._arquivos = 0
        self._trava = threading.Lock()

    def parar_se_pedido(self) -> None:
        """Raise `BackupCancelado` once the user asked to stop."""
        if self._cancelado():
            raise BackupCancelado("Operação cancelada", o_que_fazer="repita o comando para refazer")

    def vigiar(self, pedacos: Iterable[bytes]) -> Iterator[bytes]:
        """Pass `pedacos` on, so that even one huge file stops within a piece of 1 MiB."""
        for pedaco in pedacos:
            self.parar_se_pedido()
            yield pedaco

    def avancar(self, tamanho: int) -> None:
        """Count one more file of `tamanho` bytes as done."""
        with self._trava:  # counts that only grow, also for who shows them
            self._bytes += tamanho
            self._arquivos += 1
            self._ao_progredir(self._bytes, self._arquivos)
