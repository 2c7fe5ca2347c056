"""Paths below one folder that stay apart, fit, and are good on every system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import basename

from componentes.base.nomes import MAXIMO_BYTES, NomesUnicos, encurtar, portatil

_NOME_MINIMO = 40
"""Bytes that must be left for a name: less would not tell files apart for people."""
_SUFIXO = 8
"""Bytes kept free for `_2` and its followers."""


class CaminhoLongo(Exception):
    """No name fits below any of the folders."""


class Alocador:
    """Hands out paths; `limite` bounds them in bytes of UTF-8, `usados` are taken already."""

    def __init__(self, limite: int, usados: Iterable[str]) -> None:
        self._limite = limite
        self._unicos = NomesUnicos("_", usados)

    def alocar(self, pastas: Sequence[str], nome: str) -> tuple[str, str]:
        """Return a path in the first folder that leaves room, and what had to be changed.

        `nome` is in the form of `para_texto`. Raises `CaminhoLongo`.
        """
        seguro = portatil(nome)
        for pasta in pastas:
            sobra = self._limite - len(pasta.encode()) - 1 - _SUFIXO
            if sobra < min(_NOME_MINIMO, len(seguro.encode())):
                continue
            curto = encurtar(seguro, min(MAXIMO_BYTES - _SUFIXO, sobra))
            pedido = f"{pasta}/{curto}" if pasta else curto
            dado = self._unicos.reservar(pedido)
            mudancas = (
                "a pasta ficaria longa demais" if pasta != pastas[0] else "",
                "o nome tinha sinais que nem todo sistema aceita" if seguro != nome else "",
                "o nome era longo demais" if curto != seguro else "",
                f"{basename(pedido)} já é o nome de outro" if dado != pedido else "",
            )
            return dado, "; ".join(filter(None, mudancas))
        raise CaminhoLongo
