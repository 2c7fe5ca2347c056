"""Which members of which packs the remaining backups need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from componentes.copia_seguranca.acervo import Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.modelo import Local

Usos = Mapping[str, Set[str]]
"""Names of the needed members, by pack."""


def usos(
    necessarios: Mapping[str, int], conhecidos: Set[str], acervo: Acervo, andamento: Andamento
) -> Usos:
    """Return what must stay so that each content, by hash and size in bytes, still is somewhere.

    Of a content that lies in several packs, as after a crash between a rewritten pack and the
    removal of the old one, one place is enough once it is proven. Where a content is missing,
    members under a hash that no backup knows (`conhecidos`) stay: one of them may be it.
    """
    usados: dict[str, set[str]] = defaultdict(set)
    for sha256, tamanho in necessarios.items():
        andamento.parar_se_pedido()
        for local in _lares(sha256, tamanho, acervo, andamento):
            usados[local.pacote].add(local.membro)
    if necessarios.keys() - acervo.locais.keys():
        for sha256 in acervo.locais.keys() - conhecidos:
            for local in acervo.locais[sha256]:
                usados[local.pacote].add(local.membro)
    return usados


def _lares(sha256: str, tamanho: int, acervo: Acervo, andamento: Andamento) -> Sequence[Local]:
    locais = acervo.locais.get(sha256, [])
    if len(locais) > 1:
        for local in reversed(locais):
            if _inteiro(local, sha256, tamanho, acervo, andamento):
                return [local]
    return locais


def _inteiro(local: Local, sha256: str, tamanho: int, acervo: Acervo, andamento: Andamento) -> bool:
    try:
        for _ in andamento.vigiar(acervo.ler_de(local, sha256, tamanho)):
            pass  # the end of the reading is the proof
    except ConteudoDanificado:
        return False
    return True
