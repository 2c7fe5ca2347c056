"""One content for all the files that share it: read from the packs once, proven, handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from componentes.copia_seguranca.acervo import SEM_LUGAR, Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.compressao import EM_MEMORIA
from componentes.copia_seguranca.modelo import Guardado, Local

Receber = Callable[[Iterable[bytes]], None]


class ConteudoProvado:
    """The content of an entry, kept in memory after the first reading when it is small."""

    def __init__(self, acervo: Acervo, andamento: Andamento, entrada: Guardado) -> None:
        self._acervo = acervo
        self._andamento = andamento
        self._sha256 = entrada.sha256
        self._local = Local(entrada.pacote, entrada.membro, entrada.tamanho)
        self._lido: bytes | None = None

    def entregar(self, receber: Receber) -> None:
        """Give the pieces to `receber`, which is called anew for each place that proves damaged.

        Raises `ConteudoDanificado` when no place is left, and what `receber` raises.
        """
        if self._lido is None and self._local.tamanho <= EM_MEMORIA:
            self._tentar(self._lembrar)
        if self._lido is None:
            self._tentar(receber)
        else:
            receber((self._lido,))

    def _lembrar(self, pedacos: Iterable[bytes]) -> None:
        self._lido = b"".join(pedacos)

    def _tentar(self, receber: Receber) -> None:
        falha = ConteudoDanificado(SEM_LUGAR)
        for local in self._acervo.lugares(self._sha256, self._local):
            pedacos = self._acervo.ler_de(local, self._sha256, local.tamanho)
            try:
                receber(self._andamento.vigiar(pedacos))
            except ConteudoDanificado as erro:
                falha = erro
            else:
                return
        raise falha
