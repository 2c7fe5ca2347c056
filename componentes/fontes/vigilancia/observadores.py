"""Who tells that something happened below a folder: the system's events, or looking now and then.

What they tell are hints. Events can be lost, late or double; that is why nothing but a look at the
files decides anything.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from componentes.base.rede import em_rede

# Reading is not among them: a classification opens every new file.
_QUE_MUDAM: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_CAUSAS = {
    errno.ENOSPC: "o limite fs.inotify.max_user_watches foi atingido",
    errno.EMFILE: "o limite fs.inotify.max_user_instances foi atingido",
}
_EM_REDE = "unidade de rede, que não avisa de tudo"
_PRAZO_S = 5.0


class Ouvinte(Protocol):
    """Whom an observer tells, from a thread of its own."""

    def evento(self, caminho: str) -> None:
        """Something happened to `caminho`."""

    def problema(self, motivo: str) -> None:
        """Hints may have been lost."""


class Observador(Protocol):
    """Something that watches one folder until told to stop."""

    modo: str
    """`eventos` or `sondagem`."""
    motivo: str
    """Why not by events, where they were wanted."""

    def vivo(self) -> bool:
        """Tell whether it still watches."""

    def cego(self) -> bool:
        """Tell whether there is a part of the folder it cannot see."""

    def parar(self) -> None:
        """End it and wait for its threads."""


Observar = Callable[[Path, Ouvinte], Observador]
"""Begins to watch a folder; raises OSError when that cannot be done at all."""


@dataclass(frozen=True, slots=True)
class Observacao:
    """How folders are to be watched: `modo` and, for polling, the seconds between two looks."""

    modo: str
    intervalo: float

    def __call__(self, pasta: Path, ouvinte: Ouvinte) -> Observador:
        """Watch by events where they work, by polling where not; says which, and why."""
        if self.modo == "sondagem":
            return _ligar(PollingObserver(timeout=self.intervalo), "sondagem", pasta, ouvinte)
        motivo = _EM_REDE if em_rede(pasta) else ""
        if not motivo:
            try:
                return _por_eventos(pasta, ouvinte)
            except OSError as erro:
                causa = _CAUSAS.get(erro.errno or 0) or erro.strerror or str(erro)
                motivo = f"sem eventos do sistema: {causa}"
        sondador = PollingObserver(timeout=self.intervalo)
        return _ligar(sondador, "sondagem", pasta, ouvinte, motivo)


def _por_eventos(pasta: Path, ouvinte: Ouvinte) -> Observador:
    observador = _ligar(Observer(), "eventos", pasta, ouvinte)
    try:
        conferir_limite(pasta)
    except OSError:
        observador.parar()
        raise
    return observador


def conferir_limite(pasta: Path) -> None:
    """Raise OSError when Linux grants no further watch.

    Watchdog says so of the folder itself only; subfolders beyond the limit stay unwatched without
    a word. A watch more, taken and given back, tells whether the limit was reached.
    """
    if sys.platform != "linux":  # elsewhere one watch covers all folders below
        return
    sonda = Observer()
    try:
        sonda.schedule(FileSystemEventHandler(), os.fspath(pasta), recursive=False)
        sonda.start()
    finally:
        sonda.stop()
        if sonda.is_alive():
            sonda.join(_PRAZO_S)


class _Ligado:
    """An observer of watchdog at work, with an ear on what it complains of in its log."""

    def __init__(
        self, observador: BaseObserver, modo: str, motivo: str, pasta: Path, queixas: _Queixas
    ) -> None:
        self.modo = modo
        self.motivo = motivo
        self._pasta = pasta
        self._observador = observador
        self._queixas = queixas

    def vivo(self) -> bool:
        emissores = self._observador.emitters
        return self._observador.is_alive() and all(e.is_alive() for e in set(emissores))

    def cego(self) -> bool:
        if self.modo == "sondagem":
            return False
        try:
            conferir_limite(self._pasta)
        except OSError:
            return True
        return False

    def parar(self) -> None:
        logging.getLogger("watchdog").removeHandler(self._queixas)
        self._observador.stop()
        self._observador.join(_PRAZO_S)


def _ligar(
    observador: BaseObserver, modo: str, pasta: Path, ouvinte: Ouvinte, motivo: str = ""
) -> _Ligado:
    """Start `observador` on a folder and all below; raises OSError when it cannot be watched."""
    # Of a folder made and filled at once it says "already exists", by Python's warnings, on stderr.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
    queixas = _Queixas(ouvinte)
    log = logging.getLogger("watchdog")
    log.propagate = False
    log.addHandler(queixas)
    try:
        observador.schedule(
            _Tradutor(ouvinte), os.fspath(pasta), recursive=True, event_filter=_QUE_MUDAM
        )
        observador.start()
    except BaseException:
        log.removeHandler(queixas)
        with contextlib.suppress(RuntimeError):
            observador.stop()
        raise
    return _Ligado(observador, modo, motivo, pasta, queixas)


class _Tradutor(FileSystemEventHandler):
    """Hands the paths of watchdog's events on."""

    def __init__(self, ouvinte: Ouvinte) -> None:
        self._ouvinte = ouvinte

    def on_any_event(self, event: FileSystemEvent) -> None:
        for caminho in _caminhos(event):
            self._ouvinte.evento(caminho)


def _caminhos(evento: FileSystemEvent) -> Iterator[str]:
    for caminho in (evento.src_path, evento.dest_path):
        if caminho:
            yield os.fsdecode(caminho)


class _Queixas(logging.Handler):
    """Takes what watchdog logs, such as a queue that overflowed, for a sign of lost events."""

    def __init__(self, ouvinte: Ouvinte) -> None:
        super().__init__(logging.WARNING)
        self._ouvinte = ouvinte

    def emit(self, record: logging.LogRecord) -> None:
        self._ouvinte.problema(record.getMessage())
