"""The agent that watches: folders day and night, and a look at all when something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from componentes.agentes.agente import Agente
from componentes.agentes.ronda import Ordens, Ronda
from componentes.base.barramento import Barramento
from componentes.base.eventos import PastaVigiadaMudou, RodadaTerminada, VigiaMudou
from componentes.base.vigilancia import EstadoVigia, SituacaoDaPasta

_PULSO = 0.5
_ENTRE_BATIDAS = 3.0
_BATIDAS_SEGUIDAS = 1.0
_ENTRE_OLHADAS_FINAIS = 0.1


class Vigia(Agente):
    """Watches until asked to stop; publishes `VigiaMudou` and `RodadaTerminada`.

    `bater` is called with each state worth recording, every three seconds at least and at most once
    a second; `interromper` asks a classification under way to end, when the watcher has to: again
    and again until it has, for a look may yet be walking and its classification not have begun.
    """

    nome = "vigia"

    def __init__(
        self,
        barramento: Barramento,
        ordens: Ordens,
        bater: Callable[[EstadoVigia], None],
        interromper: Callable[[], None],
    ) -> None:
        super().__init__(barramento)
        self._ordens = ordens
        self._bater = bater
        self._interromper = interromper
        self._anterior = EstadoVigia()
        self._batida = EstadoVigia()
        self._quando = float("-inf")

    def recarregar(self, ordens: Ordens) -> None:
        """Watch by other orders, beginning anew."""
        self._ordens = ordens
        self.reiniciar()

    def trabalhar(self) -> None:
        """Watch until asked to stop, then let the classification at hand end."""
        self.fazer("vigiando")
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ronda") as executor:
            ronda = Ronda(self._ordens, executor)
            try:
                while not self.deve_parar():
                    ronda.pulsar()
                    self._contar(ronda.estado())
                    self.parada.wait(_PULSO)
                while ronda.ocupada:
                    self.pulsar()
                    if not self.recomecando:  # else it ends under the orders it began with
                        self._interromper()
                    self._contar(ronda.estado())
                    time.sleep(_ENTRE_OLHADAS_FINAIS)
                ronda.colher()
                self._contar(ronda.estado())
            finally:
                ronda.encerrar()
        self.fazer("vigilância encerrada")

    def _contar(self, estado: EstadoVigia) -> None:
        """Publish what changed, and record it without haste."""
        antes, self._anterior = self._anterior, estado
        if estado.ultima != antes.ultima and estado.ultima is not None:
            self.barramento.publicar(RodadaTerminada(estado.ultima))
        if estado != antes:
            self.barramento.publicar(VigiaMudou(estado))
            self._contar_das_pastas(antes, estado)
        espera = _BATIDAS_SEGUIDAS if estado != self._batida else _ENTRE_BATIDAS
        if time.monotonic() - self._quando >= espera:
            self._batida, self._quando = estado, time.monotonic()
            self._bater(estado)

    def _contar_das_pastas(self, antes: EstadoVigia, estado: EstadoVigia) -> None:
        """Publish which folders were lost or came back."""
        situacoes = {pasta.caminho: pasta.situacao for pasta in antes.pastas}
        for pasta in estado.pastas:
            if situacoes.get(pasta.caminho, SituacaoDaPasta.VIGIANDO) != pasta.situacao:
                evento = PastaVigiadaMudou(pasta.caminho, str(pasta.situacao), pasta.motivo)
                self.barramento.publicar(evento)
