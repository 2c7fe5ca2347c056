"""Copies that changed alike, said once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from componentes.relatorio.comparacao.valores import Mudanca


class Juntas(Struct, frozen=True):
    """A change, and the other files that hold the same content and changed alike."""

    mudanca: Mudanca
    outras: tuple[Mudanca, ...]


def juntas(mudancas: Iterable[Mudanca]) -> list[Juntas]:
    """Group changes by content, in order of their first; what could not be read stays alone."""
    grupos: dict[tuple[object, ...], list[Mudanca]] = {}
    for mudanca in mudancas:
        par = mudanca.conteudo
        semelhantes = (par, mudanca.rotulos, mudanca.riscos_novos, mudanca.riscos_sumidos)
        chave = semelhantes if any(par) else (mudanca.caminho,)
        grupos.setdefault(chave, []).append(mudanca)
    return [Juntas(primeira, tuple(outras)) for primeira, *outras in grupos.values()]
