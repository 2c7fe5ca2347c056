"""What this process and all it started use of the machine."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil
from msgspec import Struct

_MEGA = 1024 * 1024


class Carga(Struct, frozen=True):
    """One measurement of the whole family."""

    memoria: float
    """MB in use."""
    cpu: float
    """Percent of one processor since the measurement before."""
    lidos: int
    """Bytes read from disk since the first measurement; 0 where the system does not tell."""
    gravados: int


class Familia:
    """Measures the process family; each process is kept between measurements.

    The first `cpu_percent` of a process is always 0, and what it had read before it was first
    seen is nobody's news.
    """

    def __init__(self) -> None:
        self._processos: dict[int, psutil.Process] = {}
        self._discos: dict[int, tuple[int, int]] = {}
        self._lidos = self._gravados = 0

    def medir(self) -> Carga:
        """Return the use of memory and processor now, and of the disk so far."""
        atual = psutil.Process()
        vivos = {p.pid: p for p in (atual, *atual.children(recursive=True))}
        self._processos = {pid: self._processos.get(pid, p) for pid, p in vivos.items()}
        self._discos = {pid: antes for pid, antes in self._discos.items() if pid in vivos}
        memoria = cpu = 0.0
        for processo in self._processos.values():
            try:
                memoria += processo.memory_info().rss / _MEGA
                cpu += processo.cpu_percent()
                self._somar_disco(processo)
            except psutil.Error:  # it ended between the list and the question
                continue
        return Carga(round(memoria, 1), round(cpu, 1), self._lidos, self._gravados)

    def _somar_disco(self, processo: psutil.Process) -> None:
        if not hasattr(processo, "io_counters"):  # macOS keeps no such count
            return
        contas = processo.io_counters()
        lidos, gravados = self._discos.get(processo.pid, (contas.read_bytes, contas.write_bytes))
        self._lidos += contas.read_bytes - lidos
        self._gravados += contas.write_bytes - gravados
        self._discos[processo.pid] = (contas.read_bytes, contas.write_bytes)


def disco_livre(pasta: Path) -> int:
    """Return the bytes free where `pasta` lies, or will lie; -1 where nobody can tell."""
    for lugar in (pasta, *pasta.parents):
        with contextlib.suppress(OSError):
            return psutil.disk_usage(str(lugar)).free
    return -1
