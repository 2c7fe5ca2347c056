"""The writer of who stays for weeks: a bad day of the disk is not its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from componentes.base.erros import ErroCatalogo, ErroOrquestrador
from componentes.catalogo.dialeto import para_gravar
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, identidade

registro = logging.getLogger("orquestrador.catalogo")
_DESCANSO_S = 30.0


class EscritorDuradouro(Escritor):
    """An `Escritor` that opens the catalogue anew, a while after an error that would be final.

    So it does at once when the file is another: moved away, restored or made again under it. Until
    then operations fail with the error there was. For what stands alone; a run needs an `Escritor`.
    """

    def __init__(self, pasta: Path) -> None:
        """Open the catalogue of `pasta`; raises what `abrir` raises."""
        self._pasta = pasta
        self._nao_antes = 0.0
        motor = abrir(pasta)
        self._aberto = identidade(pasta)
        super().__init__(motor)

    def fechar(self, prazo: float = 30.0) -> bool:
        """Write what is queued, and close the catalogue too."""
        fechado = super().fechar(prazo)
        self._motor.dispose()
        return fechado

    def _atender(self, operacao: Callable[[Connection], Any], futuro: Future[Any]) -> None:
        self._renovar()
        antes = self._fatal
        super()._atender(operacao, futuro)
        if self._fatal is not antes:
            self._descansar()

    def _renovar(self) -> None:
        """Open the catalogue that is there now, if there is reason and it is time."""
        descansado = time.monotonic() >= self._nao_antes
        outro = identidade(self._pasta) != self._aberto
        if not descansado or not (outro or self._fatal):
            return
        self._motor.dispose()
        try:
            self._motor = para_gravar(abrir(self._pasta))
        except Exception as erro:  # the thread has to outlive it
            registro.warning("o catálogo não está acessível: %s", erro)
            novo = ErroCatalogo(f"O catálogo não abre: {erro}")
            self._fatal = erro if isinstance(erro, ErroOrquestrador) else novo
            self._descansar()
        else:
            self._fatal, self._aberto = None, identidade(self._pasta)

    def _descansar(self) -> None:
        self._nao_antes = time.monotonic() + _DESCANSO_S
