"""The service in the foreground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.servico import Servico


def servico(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the agenda until stopped by a signal or by `parar_sistema`; to be stopped is its end."""
    conferir_nomes(parametros, frozenset())
    return {"sucesso": True, **Servico(equipe).manter()}
