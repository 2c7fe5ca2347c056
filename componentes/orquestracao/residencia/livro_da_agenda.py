"""The memory of the agenda, in the catalogue of a base folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from componentes.catalogo.perguntas.agendado import Agendado
from componentes.catalogo.perguntas.agendamentos import agendados
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.anotacao import anotar, perguntar


class LivroDaAgenda:
    """Reads and writes what became of the entries; see `agentes.agendador.Livro`."""

    def __init__(self, ambiente: Ambiente) -> None:
        self._ambiente = ambiente

    def ler(self) -> Mapping[str, Agendado]:
        """Return what is known of each entry, by name."""
        return perguntar(self._ambiente, agendados, {})

    def gravar(self, operacao: Callable[[Connection], object]) -> None:
        """Do one write operation."""
        anotar(self._ambiente, operacao)
