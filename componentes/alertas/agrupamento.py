"""Gathers what may come by the thousands, so that it becomes one alert with count and examples."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from componentes.alertas.modelo import ArquivosPerigosos
from componentes.base.eventos import ArquivoPerigoso

_EXEMPLOS = 3


class Agrupamento:
    """Counts dangerous files by risk, from any thread; constant work and memory for each."""

    def __init__(self, riscos: Collection[str], janela: timedelta) -> None:
        self._riscos = frozenset(riscos)
        self._janela = janela
        self._trava = threading.Lock()
        self._desde: datetime | None = None
        self._arquivos: dict[str, int] = {}
        self._exemplos: dict[str, list[str]] = {}

    def juntar(self, evento: ArquivoPerigoso, agora: datetime) -> None:
        """Count a file under each of its risks that matters."""
        achados = self._riscos.intersection(evento.riscos)
        with self._trava:
            if achados and self._desde is None:
                self._desde = agora
            for risco in achados:
                self._arquivos[risco] = self._arquivos.get(risco, 0) + 1
                exemplos = self._exemplos.setdefault(risco, [])
                if len(exemplos) < _EXEMPLOS:
                    exemplos.append(evento.caminho)

    def vencido(self, agora: datetime) -> bool:
        """Tell whether the first file came longer ago than others are waited for."""
        with self._trava:
            return self._desde is not None and agora - self._desde >= self._janela

    def tirar(self) -> list[ArquivosPerigosos]:
        """Return what has gathered, by risk, and begin anew."""
        with self._trava:
            arquivos, exemplos = self._arquivos, self._exemplos
            self._arquivos, self._exemplos, self._desde = {}, {}, None
        return [
            ArquivosPerigosos(risco, arquivos[risco], tuple(exemplos[risco]))
            for risco in sorted(arquivos)
        ]
