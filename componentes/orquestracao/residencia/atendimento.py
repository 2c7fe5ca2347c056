"""Residents as other terminals see and steer them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from componentes.agentes.agente import Agente
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.orquestracao.execucoes.atendente import REDEFINIDO, REDEFINIR, REINICIAR, Resposta

RESIDENTES = "residentes"
"""Under this name the state of a service holds that of its agents."""


def retratos(agentes: Iterable[Agente]) -> dict[str, Any]:
    """Return the state of each agent by name, as the row of a service keeps it."""
    return {agente.nome: msgspec.to_builtins(agente.estado()) for agente in agentes}


def responder(pedido: Pedido, agentes: Iterable[Agente]) -> str:
    """Do to one of these agents what is asked, and return the answer, a `Resposta` in JSON."""
    agente = next((a for a in agentes if a.nome == pedido.dados.get("agente")), None)
    return msgspec.json.encode(_cumprir(pedido.acao, agente)).decode()


def _cumprir(acao: str, agente: Agente | None) -> Resposta:
    if acao not in (REINICIAR, REDEFINIR):
        return Resposta(False, f"este programa não conhece a ação '{acao}'")
    if agente is None:
        return Resposta(False, "não vive aqui")
    if acao == REDEFINIR:
        agente.redefinir()
        return REDEFINIDO
    if agente.reiniciar():
        return Resposta(True, "termina o que tem em mãos e recomeça")
    return Resposta(False, "não está em execução agora")
