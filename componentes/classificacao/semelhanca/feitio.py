"""What is a program's own where a generator or a template wrote the rest of its code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from componentes.classificacao.semelhanca.modelo import Programa

_NUMERACAO = re.compile(r"^(?:inp)?\d+_|\d+", re.IGNORECASE)
"""fxDreema numbers inputs anew at each export: `inp12_Lots`."""
_PARCELA_DE_ENTRADAS = 0.7
_PARCELA_DE_INDICADORES = 0.8


@dataclass(frozen=True, slots=True)
class Feitio:
    """Who wrote a program, and what even a generator leaves to its user to choose."""

    origem: frozenset[str] = frozenset()
    nomes: frozenset[str] = frozenset()
    """What its files are called."""
    entradas: frozenset[str] = frozenset()
    indicadores: frozenset[str] = frozenset()

    @classmethod
    def de(cls, programa: Programa, nomes: Iterable[str]) -> Feitio:
        """Return the make of a program whose files have some names."""
        return cls(
            frozenset(programa.origem),
            frozenset(nomes),
            frozenset(_NUMERACAO.sub("", entrada.nome) for entrada in programa.entradas),
            frozenset(programa.indicadores),
        )

    def mesma_ideia(self, outro: Feitio) -> bool:
        """Tell whether two programs may be one idea, whatever the code their maker brings along.

        Of programs by different hands nothing is asked: there the likeness of the code says it.
        """
        if not self.origem & outro.origem or self.nomes & outro.nomes:
            return True
        return (
            _parcela(self.entradas, outro.entradas) >= _PARCELA_DE_ENTRADAS
            and _parcela(self.indicadores, outro.indicadores) >= _PARCELA_DE_INDICADORES
        )


def _parcela(umas: Set[str], outras: Set[str]) -> float:
    """Return how much of what either has both have; all where there is nothing."""
    todas = umas | outras
    return len(umas & outras) / len(todas) if todas else 1.0
