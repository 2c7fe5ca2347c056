"""Between the history of an agent and the plain values that the catalogue keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from componentes.agentes.supervisao.historico import Historico
from componentes.catalogo.perguntas.agentes import AgenteLembrado


def guardar(historico: Historico) -> dict[str, Any]:
    """Return a history as plain values."""
    simples: dict[str, Any] = msgspec.to_builtins(historico)
    return simples


def recordar(lembrados: Iterable[AgenteLembrado]) -> dict[str, Historico]:
    """Return histories by the agent's name; one that another version wrote begins anew."""
    return {lembrado.nome: _ler(lembrado.estado) for lembrado in lembrados}


def _ler(estado: dict[str, Any]) -> Historico:
    try:
        return msgspec.convert(estado, Historico)
    except msgspec.ValidationError:
        return Historico()
