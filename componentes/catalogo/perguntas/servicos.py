"""Which services gave a sign of life, and whether it is recent enough to believe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, select

from componentes.catalogo.tabelas import servicos as tabela

SILENCIO = timedelta(seconds=60)
"""Whoever has given no sign for this long is taken for dead."""


class Servico(Struct, frozen=True, kw_only=True):
    """One service; `batida_em` is the last sign of life of the process `pid` on `maquina`."""

    nome: str
    pid: int
    maquina: str
    iniciado_em: str
    batida_em: str
    estado: dict[str, Any]

    def vivo(self, momento: datetime | None = None) -> bool:
        """Tell whether it gave a sign of life within `SILENCIO` before `momento`, or now."""
        return (momento or datetime.now(UTC)) - datetime.fromisoformat(self.batida_em) < SILENCIO


def servicos(motor: Engine) -> list[Servico]:
    """Return every service that has not signed off, by name; also those that died."""
    with motor.connect() as conn:
        linhas = conn.execute(select(tabela).order_by(tabela.c.nome)).mappings()
        return [Servico(**linha) for linha in linhas]
