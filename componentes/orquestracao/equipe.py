"""The four agents of one process, and the registry of their live threads.

Agents talk through events and each keeps its own state; the registry is the only thing they share.
"""

from __future__ import annotations

import threading

from componentes.agentes.agente import Agente
from componentes.agentes.alertador import Alertador
from componentes.agentes.auto_backup_integration import AutoBackupIntegration
from componentes.agentes.classificador_lote_avancado import ClassificadorLoteAvancado
from componentes.agentes.gerador_relatorios_avancados import GeradorRelatoriosAvancados
from componentes.agentes.monitor_tempo_real import MonitorTempoReal
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.historia.noticias import Noticias
from componentes.orquestracao.oficina import Oficina


class Equipe(Oficina):
    """Owns the agents, starts them, asks them to stop, and knows which are alive."""

    def __init__(self, ambiente: Ambiente) -> None:
        super().__init__(ambiente)
        self.noticias = Noticias()
        self.barramento.assinar(self.noticias)
        self.threads_ativas: dict[str, threading.Thread] = {}
        self._trava = threading.Lock()
        self.encerramento = threading.Event()
        self.classificador = ClassificadorLoteAvancado(self.barramento)
        self.monitor = MonitorTempoReal(self.barramento, self.contar_threads, ambiente.pastas.base)
        self.relatorios = GeradorRelatoriosAvancados(self.barramento)
        self.backup = AutoBackupIntegration(self.barramento)
        self.alertador = Alertador(self.barramento)
        """Beside the four: it outlives them in each run, to tell how the run ended."""
        self.componentes: dict[str, Agente] = {
            "classificador": self.classificador,
            "monitor": self.monitor,
            "relatorios": self.relatorios,
            "backup": self.backup,
        }

    def pedir_parada(self) -> None:
        """Ask the run to end after the batches at hand; returns at once."""
        super().pedir_parada()
        for agente in self.componentes.values():
            if agente is not self.monitor:
                agente.parar()

    def pedir_encerramento(self) -> None:
        """Ask what goes on by itself, such as watching, to end, with the run at hand if any."""
        self.encerramento.set()
        self.pedir_parada()

    def iniciar_agente(self, agente: Agente) -> None:
        """Start an agent and enter its thread into the registry until it ends."""
        with self._trava:
            self.threads_ativas[agente.nome] = agente.iniciar(self._ao_terminar)

    def nomes_das_threads(self) -> list[str]:
        """Return the names of the live agents, sorted."""
        with self._trava:
            return sorted(self.threads_ativas)

    def contar_threads(self) -> int:
        """Return how many agents are alive."""
        with self._trava:
            return len(self.threads_ativas)

    def _ao_terminar(self, agente: Agente) -> None:
        with self._trava:
            self.threads_ativas.pop(agente.nome, None)
