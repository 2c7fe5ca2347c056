"""The orchestrator: starts the agents of a run, watches them, brings them to an end.

It coordinates and never does their work: agents talk through events, each keeps its own state, and
the registry of live threads is the only thing they share with it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from componentes.agentes.agente import Agente
from componentes.agentes.auto_backup_integration import AutoBackupIntegration
from componentes.agentes.classificador_lote_avancado import ClassificadorLoteAvancado
from componentes.agentes.gerador_relatorios_avancados import GeradorRelatoriosAvancados
from componentes.agentes.monitor_tempo_real import MonitorTempoReal
from componentes.base.erros import ErroOrquestrador
from componentes.base.eventos import Barramento
from componentes.orquestracao import despacho
from componentes.orquestracao.ambiente import Ambiente, preparar_ambiente
from componentes.orquestracao.situacao import situacao_viva

PASTA_DO_PROGRAMA = Path(__file__).resolve().parents[2]


def base_padrao() -> Path:
    """Return where everything lives unless told otherwise: the folder of the program.

    Installed among other packages it has no folder of its own; then it is the current one.
    """
    do_programa = (PASTA_DO_PROGRAMA / "CODIGO_FONTE_LIBRARY").is_dir()
    return PASTA_DO_PROGRAMA if do_programa else Path.cwd()


class OrquestradorCentral:
    """Owns the four agents, the registry of live threads, and the commands."""

    def __init__(self, ambiente: Ambiente | None = None) -> None:
        self.ambiente = ambiente or preparar_ambiente(base_padrao())
        self.barramento = Barramento()
        self.threads_ativas: dict[str, threading.Thread] = {}
        self._trava = threading.Lock()
        self.parada_pedida = threading.Event()
        self.classificador = ClassificadorLoteAvancado(self.barramento)
        self.monitor = MonitorTempoReal(self.barramento, self.contar_threads)
        self.relatorios = GeradorRelatoriosAvancados(self.barramento)
        self.backup = AutoBackupIntegration(self.barramento)
        self.componentes: dict[str, Agente] = {
            "classificador": self.classificador,
            "monitor": self.monitor,
            "relatorios": self.relatorios,
            "backup": self.backup,
        }

    def executar_comando_completo(
        self, comando: str, parametros: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Do one command to its end and return its answer, `sucesso` always among the keys.

        An error the user can act on is an answer too: `erro`, `codigo` (the exit code).
        """
        try:
            return despacho.despachar(self, comando, dict(parametros or {}))
        except ErroOrquestrador as erro:
            return {
                "sucesso": False,
                "comando": comando,
                "codigo": erro.codigo,
                "erro": erro.o_que,
                "onde": erro.onde,
                "o_que_fazer": erro.o_que_fazer,
            }

    def _obter_status_sistema(self) -> dict[str, Any]:
        """Return what this process is doing now."""
        return situacao_viva(self)

    def pedir_parada(self) -> None:
        """Ask the run to end after the batches at hand; returns at once."""
        self.parada_pedida.set()
        for agente in self.componentes.values():
            if agente is not self.monitor:
                agente.parar()

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
