"""Residents that fell are started again: at once, and with more patience each time."""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from componentes.agentes.agente import Agente

_PRIMEIRA_ESPERA_S = 5.0
_MAIOR_ESPERA_S = 300.0


class _Queda(Struct, frozen=True):
    """How an agent fares that falls: for what, how often in a row, and when it may try again."""

    causa: str = ""
    vezes: int = 0
    nao_antes: float = 0.0
    de_pe: bool = True


class Reanimacao:
    """Starts agents that ended without being asked to; `avisar` is told each cause once.

    One that stayed up for longer than the longest wait has recovered.
    """

    def __init__(
        self, avisar: Callable[[str], None], relogio: Callable[[], float] = time.monotonic
    ) -> None:
        self._avisar = avisar
        self._relogio = relogio
        self._quedas: dict[str, _Queda] = {}

    def cuidar(self, agente: Agente, iniciar: Callable[[], object]) -> None:
        """Look at one agent, and start it if it fell and its time has come."""
        agora = self._relogio()
        queda = self._quedas.get(agente.nome, _Queda())
        if agente.vivo:
            if queda.vezes and agora > queda.nao_antes + _MAIOR_ESPERA_S:
                self.esquecer(agente.nome)
            return
        if queda.de_pe:
            queda = self._cair(agente, queda, agora)
        if agora >= queda.nao_antes:
            self._quedas[agente.nome] = replace(queda, de_pe=True, nao_antes=agora)
            iniciar()

    def esquecer(self, nome: str) -> None:
        """Let an agent be started at the next look."""
        self._quedas.pop(nome, None)

    def _cair(self, agente: Agente, antes: _Queda, agora: float) -> _Queda:
        causa = agente.estado().erro
        espera = _espera(antes.vezes)
        if antes.vezes == 0 or causa != antes.causa:
            depois = f"recomeça em {espera:.0f} s" if espera else "foi reiniciado"
            self._avisar(f"{agente.nome} parou ({causa}) e {depois}")
        queda = _Queda(causa, antes.vezes + 1, agora + espera, de_pe=False)
        self._quedas[agente.nome] = queda
        return queda


def _espera(vezes: int) -> float:
    """Return how long to wait after so many falls before this one."""
    return 0.0 if vezes == 0 else min(_MAIOR_ESPERA_S, _PRIMEIRA_ESPERA_S * 2.0 ** min(vezes, 16))
