"""The agents of the services that live, as any terminal sees them."""

from __future__ import annotations

from typing import Any, NamedTuple

from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.residencia.atendimento import RESIDENTES
from componentes.orquestracao.residencia.sinal_de_vida import servicos_do_sistema


class Morador(NamedTuple):
    """An agent of a live service: in which it lives, and its state as of the last sign of life."""

    servico: str
    estado: dict[str, Any]


def moradores_de(ambiente: Ambiente) -> dict[str, Morador]:
    """Return these agents by name; the watcher of a service counts as the service's."""
    moradores: dict[str, Morador] = {}
    for servico in servicos_do_sistema(ambiente.pastas.catalogo):
        if servico["situacao"] != "morto":
            for nome, estado in servico["estado"].get(RESIDENTES, {}).items():
                moradores.setdefault(nome, Morador(servico["nome"], estado))
    return moradores
