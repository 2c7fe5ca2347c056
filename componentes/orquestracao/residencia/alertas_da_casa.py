"""The alerts of a service: begun again under other settings, or when the agent fell."""

from __future__ import annotations

from contextlib import ExitStack

from componentes.base.secoes_alertas import Alertas
from componentes.catalogo.escrita import Escritor
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.avisos import alertando


class AlertasDaCasa:
    """Warns, inside the block, as the settings of the team say at each `ligar`."""

    def __init__(self, equipe: Equipe, escritor: Escritor) -> None:
        self._equipe = equipe
        self._escritor = escritor
        self._pilha = ExitStack()
        self._vigentes: Alertas | None = None

    @property
    def em_falta(self) -> bool:
        """Whether there should be an agent that warns, and there is none."""
        return self._pedidos.ligado and not self._equipe.alertador.vivo

    def ligar(self) -> None:
        """Begin, or begin again; raises what the destinations raise."""
        self.desligar()
        self._vigentes = self._pedidos
        self._pilha.enter_context(alertando(self._equipe, self._escritor))

    def desligar(self) -> None:
        """Send what waits, and end."""
        self._pilha.close()

    def reconfigurar(self) -> None:
        """Begin again if the settings of the team are others."""
        if self._vigentes != self._pedidos:
            self.ligar()

    @property
    def _pedidos(self) -> Alertas:
        return self._equipe.ambiente.configuracao.alertas
