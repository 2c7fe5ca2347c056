"""The story of a run in the catalogue: what was found, what failed, what was written."""

from __future__ import annotations

import msgspec

from componentes.base.eventos import (
    AgenteIniciado,
    AgenteTerminado,
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    BackupTerminado,
    ClassificacaoTerminada,
    Evento,
    InventarioPronto,
    RelatorioGravado,
)
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor

_FALHAS_GUARDADAS = 1000
_DIGNOS_DE_NOTA = (
    AgenteIniciado,
    AgenteTerminado,
    AlertaEmitido,
    Aviso,
    BackupTerminado,
    ClassificacaoTerminada,
    InventarioPronto,
    RelatorioGravado,
)


class Diario:
    """Subscribes to a run's events and keeps those worth reading later.

    Progress and load are in the run's totals; of failing files the first thousand are kept here,
    all of them in the records.
    """

    def __init__(self, escritor: Escritor, execucao_id: int) -> None:
        self._escritor = escritor
        self._execucao_id = execucao_id
        self._falhas = 0

    def __call__(self, evento: Evento) -> None:
        """Hand the event to the writer if it is worth it; the publisher does not wait."""
        if isinstance(evento, ArquivoFalhou):
            self._falhas += 1
            if self._falhas <= _FALHAS_GUARDADAS:
                self._gravar("WARNING", evento)
        elif isinstance(evento, _DIGNOS_DE_NOTA):
            self._gravar("WARNING" if _e_problema(evento) else "INFO", evento)

    def _gravar(self, nivel: str, evento: Evento) -> None:
        tipo, dados = type(evento).__name__, msgspec.structs.asdict(evento)
        self._escritor.enviar(
            lambda conn: operacoes.registrar_evento(conn, self._execucao_id, nivel, tipo, dados)
        )


def _e_problema(evento: Evento) -> bool:
    return isinstance(evento, Aviso) or bool(getattr(evento, "erro", ""))
