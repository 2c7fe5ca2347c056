"""Runs what is due: each command in a team of agents of its own, under the settings of the day."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from componentes.agenda.compromisso import Compromisso
from componentes.base.eventos import Barramento
from componentes.orquestracao.agendaveis import AGENDAVEIS
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe


class ExecutorDaAgenda:
    """One command at a time; its events are heard on `barramento` too."""

    def __init__(self, ambiente: Ambiente, barramento: Barramento) -> None:
        self.ambiente = ambiente
        """What the next command works with; a command at hand keeps what it began with."""
        self._barramento = barramento
        self._trava = threading.Lock()
        self._equipe: Equipe | None = None

    def __call__(self, compromisso: Compromisso, parada: threading.Event) -> Mapping[str, Any]:
        """Run the command of an entry to its end; raises what the command raises."""
        equipe = Equipe(self.ambiente)
        equipe.barramento.assinar(self._barramento.publicar)
        with self._trava:
            self._equipe = equipe
        if parada.is_set():  # asked before there was anybody to tell
            equipe.pedir_parada()
        definicao = compromisso.definicao
        try:
            return AGENDAVEIS[definicao.comando].funcao(equipe, definicao.parametros)
        finally:
            with self._trava:
                self._equipe = None

    def parar(self) -> None:
        """Ask the command at hand to stop after the batches at hand."""
        with self._trava:
            if self._equipe is not None:
                self._equipe.pedir_parada()
