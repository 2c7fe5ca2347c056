"""Hears who has fallen silent: asked by whoever conducts, for who hangs cannot say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from componentes.agentes.supervisao.estado import EstadoAgente
from componentes.base.eventos import AgenteCalado, AgenteRespondeu, Evento


class Escuta:
    """Tells once that an agent gives no sign, and once that it does again, or has ended."""

    def __init__(self) -> None:
        self._calados: set[str] = set()

    def ouvir(self, estados: Iterable[EstadoAgente]) -> Iterator[Evento]:
        """Yield what has changed since the last time, of the agents whose states these are."""
        for estado in estados:
            calado = estado.situacao == "sem_resposta"
            if calado and estado.nome not in self._calados:
                self._calados.add(estado.nome)
                yield AgenteCalado(estado.nome, _idade(estado))
            elif not calado and estado.nome in self._calados:
                self._calados.remove(estado.nome)
                yield AgenteRespondeu(estado.nome)


def _idade(estado: EstadoAgente) -> float:
    entradas = {entrada.nome: entrada.valor for entrada in estado.saude_entradas}
    idade = entradas["idade_da_batida"]
    return idade if isinstance(idade, float) else 0.0
