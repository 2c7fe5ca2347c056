"""The orchestrator as its callers know it: a team of agents, and the commands that set it to work.

It coordinates and never does the agents' work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.base.erros import ErroOrquestrador
from componentes.orquestracao import despacho
from componentes.orquestracao.ambiente import Ambiente, base_padrao, preparar_ambiente
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.situacao import situacao_viva


class OrquestradorCentral(Equipe):
    """The team of agents with the commands; one instance serves one command after another."""

    def __init__(self, ambiente: Ambiente | None = None) -> None:
        super().__init__(ambiente or preparar_ambiente(base_padrao()))

    def executar_comando_completo(
        self, comando: str, parametros: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Do one command to its end and return its answer, `sucesso` always among the keys.

        An error the user can act on is an answer too: `erro`, `codigo` (the exit code).
        """
        try:
            return despacho.despachar(self, comando, dict(parametros or {}))
        except ErroOrquestrador as erro:
            return {"comando": comando, **erro.como_resposta()}

    def _obter_status_sistema(self) -> dict[str, Any]:
        """Return what this process is doing now."""
        return situacao_viva(self)
