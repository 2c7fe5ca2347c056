"""The least a command needs: surroundings, somebody to tell, and the wish to stop."""

from __future__ import annotations

import threading

from componentes.base.barramento import Barramento
from componentes.orquestracao.ambiente import Ambiente


class Oficina:
    """What commands without agents work in; light, so that they answer as soon as asked."""

    def __init__(self, ambiente: Ambiente) -> None:
        self.ambiente = ambiente
        self.barramento = Barramento()
        self.parada_pedida = threading.Event()

    def pedir_parada(self) -> None:
        """Ask the command at hand to end; returns at once."""
        self.parada_pedida.set()
