"""The bus that carries events."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from componentes.base.eventos import Evento

registro = logging.getLogger("orquestrador.eventos")

Assinante = Callable[[Evento], None]


class Barramento:
    """Delivers each event to every subscriber, in order, in the publisher's thread.

    A subscriber that raises is logged and never stops the publisher nor the other subscribers.
    """

    def __init__(self) -> None:
        self._assinantes: tuple[Assinante, ...] = ()
        self._trava = threading.Lock()

    def assinar(self, assinante: Assinante) -> Callable[[], None]:
        """Add `assinante` and return the call that removes it again."""
        with self._trava:
            self._assinantes = (*self._assinantes, assinante)
        return lambda: self._cancelar(assinante)

    def publicar(self, evento: Evento) -> None:
        """Hand `evento` to everyone who subscribed before this call."""
        for assinante in self._assinantes:
            try:
                assinante(evento)
            except Exception:
                registro.exception("assinante de eventos falhou em %s", type(evento).__name__)

    def _cancelar(self, assinante: Assinante) -> None:
        with self._trava:
            self._assinantes = tuple(a for a in self._assinantes if a is not assinante)
