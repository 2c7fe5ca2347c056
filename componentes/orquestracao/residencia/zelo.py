"""A run that died beside a service gets its end state though nobody looks."""

from __future__ import annotations

import time

from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.execucoes.cura import curar
from componentes.orquestracao.sessao import leitura

_ENTRE_CURAS_S = 30.0


class Zelo:
    """Heals the catalogue of one base folder, twice a minute at most."""

    def __init__(self, ambiente: Ambiente) -> None:
        self._ambiente = ambiente
        self._proxima = 0.0

    def cuidar(self) -> None:
        """Heal it if it is time; raises what reading it raises."""
        if time.monotonic() < self._proxima:
            return
        self._proxima = time.monotonic() + _ENTRE_CURAS_S
        with leitura(self._ambiente) as consulta:
            curar(self._ambiente, consulta)
