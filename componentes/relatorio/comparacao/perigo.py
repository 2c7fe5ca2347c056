"""Which risk to be told of first."""

from __future__ import annotations

from componentes.base.tipos import Risco

_DO_PIOR = (
    Risco.CREDENCIAL,
    Risco.DLL,
    Risco.REDE,
    Risco.SEM_STOP_LOSS,
    Risco.MARTINGALE,
    Risco.GRADE,
    Risco.REPINTURA,
    Risco.TRAVA,
    Risco.DESCOMPILADO,
)


def perigo(risco: str) -> int:
    """Return the place of a risk, the worst first: what reaches out of the terminal, then lots."""
    return _DO_PIOR.index(Risco(risco))
