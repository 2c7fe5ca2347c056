"""Files that failed, said one by one until there are too many to read."""

from __future__ import annotations

from componentes.base.eventos import ArquivoFalhou
from componentes.portas.saida import Saida

_DITAS = 5


class FalhasDitas:
    """Says the first failures, then once that there are more."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._falhas = 0

    def zerar(self) -> None:
        """Begin to count anew."""
        self._falhas = 0

    def dizer(self, evento: ArquivoFalhou) -> None:
        """Say this one, if it is among the first."""
        self._falhas += 1
        if self._falhas <= _DITAS:
            self._saida.avisar(f"{evento.caminho}: {evento.motivo}")
        elif self._falhas == _DITAS + 1:
            self._saida.avisar("há mais arquivos com falha; todos estarão no relatório")
