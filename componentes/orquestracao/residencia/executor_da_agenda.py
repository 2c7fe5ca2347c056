"""Runs what is due in the agenda."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from componentes.agenda.compromisso import Compromisso
from componentes.orquestracao.residencia.agendaveis import AGENDAVEIS
from componentes.orquestracao.residencia.ocasiao import Ocasiao


class ExecutorDaAgenda:
    """Turns an entry into its command."""

    def __init__(self, ocasiao: Ocasiao) -> None:
        self._ocasiao = ocasiao

    def __call__(self, compromisso: Compromisso, parada: threading.Event) -> Mapping[str, Any]:
        """Run the command of an entry to its end; raises what the command raises."""
        definicao = compromisso.definicao
        funcao = AGENDAVEIS[definicao.comando].funcao
        return self._ocasiao.cumprir(funcao, definicao.parametros, parada)

    def parar(self) -> None:
        """Ask the command at hand to stop."""
        self._ocasiao.parar()
