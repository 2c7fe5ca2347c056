"""What the code of a program shows of each rule of a table; pure, and never one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from componentes.base.tipos import Evidencia
from componentes.regras.mesas import Achado, Mesa, RegraDeMesa
from componentes.regras.motor import Local, achar

PREFIXO = "conformidade:"
"""What the evidence of a finding is called by: it proves no label."""


class Constatacao(Struct, frozen=True):
    """One rule (`mesa.regra`) and what was found; `local` where a fact decided it."""

    chave: str
    achado: Achado
    texto: str
    local: Local | None = None

    def evidencia(self) -> Evidencia | None:
        """Return the line that decided, without weight: it gives no label."""
        if self.local is None:
            return None
        linha, trecho, entradas = self.local
        return Evidencia(
            rotulo=f"{PREFIXO}{self.chave}",
            regra=self.chave,
            linha=linha,
            trecho=trecho,
            peso=0,
            porque=self.texto,
            entradas=entradas,
        )


def constatar(
    mesas: Iterable[Mesa], fatos: Mapping[str, Local], linguagem: str, *, inteiro: bool
) -> Iterator[Constatacao]:
    """Yield what the facts show of each rule asked for the language, in the order of the tables.

    `inteiro` says that all of the program's code was seen; if not, absence proves nothing.
    """
    for mesa in mesas:
        for regra in mesa.regras:
            if not regra.linguagens or linguagem in regra.linguagens:
                achado, local = _achado(regra, fatos, inteiro=inteiro)
                yield Constatacao(f"{mesa.mesa}.{regra.id}", achado, regra.texto, local)


def _achado(
    regra: RegraDeMesa, fatos: Mapping[str, Local], *, inteiro: bool
) -> tuple[Achado, Local | None]:
    if regra.sem_prova:
        return Achado.NAO_VERIFICAVEL, None
    if local := achar(regra.fatos, fatos, todos=regra.todos):
        return Achado.ENCONTRADO, local
    if local := achar(regra.depende, fatos, todos=False):
        return Achado.NAO_VERIFICAVEL, local
    if local := achar(regra.ausente, fatos, todos=False):
        return Achado.NAO_ENCONTRADO, local
    return (Achado.NAO_ENCONTRADO if inteiro else Achado.NAO_VERIFICAVEL), None
