"""Commands that nobody typed: each in a team of its own, under the settings of the day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe


class Ocasiao:
    """One command at a time for who stays for long; the events of each are heard on its bus too."""

    def __init__(self, anfitria: Equipe) -> None:
        self.ambiente: Ambiente = anfitria.ambiente
        """What the next command works with; a command at hand keeps what it began with."""
        self._anfitria = anfitria
        self._trava = threading.Lock()
        self._equipe: Equipe | None = None

    def cumprir(
        self,
        funcao: Callable[[Equipe, Mapping[str, Any]], dict[str, Any]],
        parametros: Mapping[str, Any],
        parada: threading.Event | None = None,
    ) -> dict[str, Any]:
        """Do one command to its end, stopping soon once `parada` is set; raises what it raises."""
        equipe = Equipe(self.ambiente)
        equipe.alertador = self._anfitria.alertador  # it hears the events on the bus of the host
        equipe.barramento.assinar(self._anfitria.barramento.publicar)
        with self._trava:
            self._equipe = equipe
        if parada is not None and parada.is_set():  # asked before there was anybody to tell
            equipe.pedir_parada()
        try:
            return funcao(equipe, parametros)
        finally:
            with self._trava:
                self._equipe = None

    def parar(self) -> None:
        """Ask the command at hand to stop after the files at hand."""
        with self._trava:
            if self._equipe is not None:
                self._equipe.pedir_parada()
