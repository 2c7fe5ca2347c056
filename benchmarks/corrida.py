"""How fast a run is against the floor: reading and hashing every file in one thread.

One command, `python benchmarks/corrida.py --biblioteca DIR`; how to read it: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

RAIZ = Path(__file__).resolve().parents[1]
PROGRAMA = RAIZ / "orquestrador_central.py"
_ENTRE_AMOSTRAS = 0.1
MEGA = 1024 * 1024
_CODIGOS_BONS = (0, 3)  # 3: finished, and some files of the library are bad


@dataclass(frozen=True, slots=True)
class Medida:
    """One thing measured: seconds of wall clock and processor, peak memory in MB (0: not taken)."""

    nome: str
    parede: float
    cpu: float
    memoria: float = 0.0


@dataclass(frozen=True, slots=True)
class Resultado:
    """A whole measurement; the first of `medidas` is the floor the others are compared with."""

    biblioteca: str
    arquivos: int
    bytes_total: int
    processadores: int
    repeticoes: int
    medidas: tuple[Medida, ...]


class Familia:
    """Samples a process and its descendants until they end: peak memory, processor time."""

    def __init__(self, pid: int) -> None:
        self.pico = 0.0
        self._cpu: dict[int, float] = {}
        self._raiz = psutil.Process(pid)
        self._fim = threading.Event()
        self._thread = threading.Thread(target=self._observar, name="amostras", daemon=True)

    @property
    def cpu(self) -> float:
        """Processor seconds as last seen of each process; misses the end of each."""
        return sum(self._cpu.values())

    def __enter__(self) -> Familia:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._fim.set()
        self._thread.join()

    def _observar(self) -> None:
        while not self._fim.wait(_ENTRE_AMOSTRAS):
            with contextlib.suppress(psutil.Error):
                self._amostrar([self._raiz, *self._raiz.children(recursive=True)])

    def _amostrar(self, processos: Sequence[psutil.Process]) -> None:
        memoria = 0.0
        for processo in processos:
            with contextlib.suppress(psutil.Error):
                memoria += _memoria(processo)
                tempos = processo.cpu_times()
                self._cpu[processo.pid] = tempos.user + tempos.system
        self.pico = max(self.pico, memoria / MEGA)


def medir(biblioteca: Path, repeticoes: int) -> Resultado:
    """Measure the floor, the cold runs and the unchanged run; the floor before and after them."""
    arquivos = listar(biblioteca)
    pisos = [piso(arquivos) for _ in range(repeticoes)]
    corridas = [_uma_repeticao(biblioteca) for _ in range(repeticoes)]
    pisos += [piso(arquivos) for _ in range(repeticoes)]
    return Resultado(
        biblioteca=biblioteca.name,
        arquivos=len(arquivos),
        bytes_total=sum(arquivo.stat().st_size for arquivo in arquivos),
        processadores=os.cpu_count() or 1,
        repeticoes=repeticoes,
        medidas=(mediana(pisos), *(mediana(mesmas) for mesmas in zip(*corridas, strict=True))),
    )


def listar(biblioteca: Path) -> list[Path]:
    """Return every regular file below a folder, sorted."""
    todos = (Path(pasta) / nome for pasta, _, nomes in os.walk(biblioteca) for nome in nomes)
    return sorted(arquivo for arquivo in todos if arquivo.is_file() and not arquivo.is_symlink())


def piso(arquivos: Sequence[Path]) -> Medida:
    """Read and hash all files in this thread: what no classifier that proves copies can beat."""
    parede, cpu = time.perf_counter(), time.process_time()
    for arquivo in arquivos:
        with arquivo.open("rb") as aberto:
            hashlib.file_digest(aberto, "sha256")
    return Medida("piso", time.perf_counter() - parede, time.process_time() - cpu)


def corrida(nome: str, argumentos: Sequence[str]) -> Medida:
    """Run the program once as a process of its own, from its start to its end."""
    antes, inicio = _cpu_dos_filhos(), time.perf_counter()
    processo = subprocess.Popen(
        [sys.executable, str(PROGRAMA), *argumentos],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with Familia(processo.pid) as familia:
        _, queixas = processo.communicate()
        parede = time.perf_counter() - inicio
    if processo.returncode not in _CODIGOS_BONS:
        sys.exit(f"{nome}: código {processo.returncode}\n{queixas.decode(errors='replace')}")
    return Medida(nome, parede, max(familia.cpu, _cpu_dos_filhos() - antes), familia.pico)


def mediana(mesmas: Sequence[Medida]) -> Medida:
    """Join repetitions: median times, and the highest peak, for a limit is about the worst case."""
    return Medida(
        mesmas[0].nome,
        statistics.median(medida.parede for medida in mesmas),
        statistics.median(medida.cpu for medida in mesmas),
        max(medida.memoria for medida in mesmas),
    )


def tabela(resultado: Resultado) -> str:
    """Return the measurement as plain text."""
    tamanho = f"{resultado.arquivos} arquivos, {resultado.bytes_total / MEGA:.1f} MB"
    linhas = [
        f"{tamanho}, {resultado.processadores} processadores, mediana de {resultado.repeticoes}",
        f"{'medida':<28}{'parede s':>10}{'x piso':>9}{'cpu s':>10}{'x piso':>9}{'pico MB':>10}",
    ]
    base = resultado.medidas[0]
    for medida in resultado.medidas:
        memoria = f"{medida.memoria:.0f}" if medida.memoria else "-"
        linhas.append(
            f"{medida.nome:<28}{medida.parede:>10.3f}{_razao(medida.parede, base.parede):>9}"
            f"{medida.cpu:>10.3f}{_razao(medida.cpu, base.cpu):>9}{memoria:>10}"
        )
    return "\n".join(linhas)


def em_json(resultado: Resultado) -> str:
    """Return the measurement, ratios included, as one JSON object."""
    base = resultado.medidas[0]
    medidas = [
        asdict(medida)
        | {
            "parede_x_piso": medida.parede / (base.parede or 1e-9),
            "cpu_x_piso": medida.cpu / (base.cpu or 1e-9),
        }
        for medida in resultado.medidas
    ]
    return json.dumps(asdict(resultado) | {"medidas": medidas}, ensure_ascii=False, indent=2)


def principal(argumentos: Sequence[str] | None = None) -> None:
    """Measure and print."""
    opcoes = _analisar(argumentos)
    if not opcoes.biblioteca.is_dir():
        sys.exit(f"a pasta não existe: {opcoes.biblioteca}")
    formatar: Callable[[Resultado], str] = em_json if opcoes.json else tabela
    print(formatar(medir(opcoes.biblioteca.resolve(), opcoes.repeticoes)))


def _uma_repeticao(biblioteca: Path) -> list[Medida]:
    with _base_nova() as base:
        comando = ["classificar_tudo", "--biblioteca", str(biblioteca), "--base", base, "--quieto"]
        completa = corrida("fria, completa", comando)
        repetida = corrida("repetida, nada mudou", comando)
    with _base_nova() as base:
        comando[4] = base
        rapida = corrida("fria, só classificação", [*comando, "--nivel", "rapido"])
    return [corrida("só abrir o programa", ["--version"]), completa, rapida, repetida]


@contextlib.contextmanager
def _base_nova() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="orquestrador-corrida-") as pasta:
        yield pasta


def _memoria(processo: psutil.Process) -> float:
    """Return bytes in use, shared pages counted once in all where the system can tell (PSS)."""
    pss = getattr(processo.memory_full_info(), "pss", 0) if psutil.LINUX else 0
    return float(pss or processo.memory_info().rss)


def _cpu_dos_filhos() -> float:
    """Return the processor seconds of all ended children; always 0 on Windows."""
    tempos = os.times()
    return tempos.children_user + tempos.children_system


def _razao(valor: float, base: float) -> str:
    return f"{valor / base:.1f}" if base else "-"


def _analisar(argumentos: Sequence[str] | None) -> argparse.Namespace:
    analisador = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    analisador.add_argument("--biblioteca", type=Path, default=RAIZ / "CODIGO_FONTE_LIBRARY")
    analisador.add_argument("--repeticoes", type=positivo, default=3)
    analisador.add_argument("--json", action="store_true")
    return analisador.parse_args(argumentos)


def positivo(texto: str) -> int:
    if not texto.isdecimal() or int(texto) < 1:
        raise argparse.ArgumentTypeError(f"um inteiro a partir de 1, não {texto!r}")
    return int(texto)


if __name__ == "__main__":
    principal()
