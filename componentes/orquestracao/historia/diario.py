"""The story of a run, in the catalogue and in its log: what was found, what failed, what ended."""

from __future__ import annotations

import logging
from typing import Any

import msgspec

from componentes.base.eventos import (
    AgenteCalado,
    AgenteIniciado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    BackupEnviado,
    BackupTerminado,
    ClassificacaoTerminada,
    DisjuntorMudou,
    EnsaioTerminado,
    Evento,
    ExecucaoIniciada,
    ExecucaoTerminada,
    InventarioPronto,
    ProgressoLote,
    RelatorioGravado,
)
from componentes.base.registro import anotar
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.orquestracao.historia.contos import contar, nivel_de

registro = logging.getLogger("orquestrador.execucao")
_GRAUS = logging.getLevelNamesMapping()
_FALHAS_GUARDADAS = 1000
_DIGNOS_DE_NOTA = (
    AgenteCalado,
    AgenteIniciado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    AlertaEmitido,
    Aviso,
    BackupEnviado,
    BackupTerminado,
    ClassificacaoTerminada,
    DisjuntorMudou,
    EnsaioTerminado,
    ExecucaoIniciada,
    ExecucaoTerminada,
    InventarioPronto,
    RelatorioGravado,
)
_NO_LOG = {"caminho": "arquivo", "atual": "arquivo"}
"""Fields that the log calls by one name of its own."""


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
        if isinstance(evento, ProgressoLote):
            _anotar(logging.DEBUG, evento)
        elif isinstance(evento, ArquivoFalhou):
            self._falhas += 1
            if self._falhas <= _FALHAS_GUARDADAS:
                self._gravar(evento)
        elif isinstance(evento, _DIGNOS_DE_NOTA):
            self._gravar(evento)

    def _gravar(self, evento: Evento) -> None:
        nivel = nivel_de(evento)
        _anotar(_GRAUS[nivel], evento)
        tipo, dados = type(evento).__name__, msgspec.structs.asdict(evento)
        self._escritor.enviar(
            lambda conn: operacoes.registrar_evento(conn, self._execucao_id, nivel, tipo, dados)
        )


def _anotar(grau: int, evento: Evento) -> None:
    campos: dict[str, Any] = {
        _NO_LOG.get(nome, nome): valor for nome, valor in msgspec.structs.asdict(evento).items()
    }
    texto = contar(evento)
    if texto:
        campos["texto"] = texto
    anotar(registro, grau, type(evento).__name__, campos)
