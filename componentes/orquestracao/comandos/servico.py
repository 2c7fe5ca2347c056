"""The service in the foreground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.residencia.servico import Servico


def servico(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Keep agenda and watch until stopped by a signal or by `parar_sistema`: that is its end."""
    conferir_nomes(parametros, frozenset({"vigiar"}))
    vigiar = booleano(parametros, "vigiar", True)
    return {"sucesso": True, **Servico(equipe).manter(vigiar=vigiar)}
