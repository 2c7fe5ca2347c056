"""The program as a user runs it: in processes of its own, watched, signalled and killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
PROGRAMA = RAIZ / "orquestrador_central.py"
_ALHEIAS = frozenset(
    {"NO_COLOR", "FORCE_COLOR", "CI", "TERM", "COLUMNS", "LINES", "LC_ALL", "LANG"}
    | {"TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONIOENCODING", "PYTHONUTF8"}
)
Resultado = subprocess.CompletedProcess[bytes]


def ambiente(**mudancas: str) -> dict[str, str]:
    """Return the environment without what would change how the program writes."""
    limpo = {nome: valor for nome, valor in os.environ.items() if nome not in _ALHEIAS}
    return {**limpo, **mudancas}


def rodar(*argumentos: str | Path, env: Mapping[str, str] | None = None) -> Resultado:
    """Run the program to its end and return what it wrote, as bytes."""
    return rodar_python(PROGRAMA, *argumentos, env=env)


def rodar_python(*argumentos: str | Path, env: Mapping[str, str] | None = None) -> Resultado:
    """Run Python on these arguments, from the root of the project."""
    comando = [sys.executable, *argumentos]
    return subprocess.run(
        comando, capture_output=True, cwd=RAIZ, env=env or ambiente(), timeout=180, check=False
    )


def iniciar(
    *argumentos: str | Path,
    lento: float = 0.0,
    processos: bool = False,
    modulo: str = "tests.apoio.lento",
) -> subprocess.Popen[bytes]:
    """Start the program as the leader of its own process group.

    `lento` is how many seconds the reading of each file takes; `processos` forces analysis in
    worker processes; `modulo` is what runs it so.
    """
    comando = [sys.executable, "-m", modulo, str(lento), str(int(processos))]
    return subprocess.Popen(
        [*comando, *(str(argumento) for argumento in argumentos)],
        cwd=RAIZ,
        env=ambiente(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def matar_familia(processo: subprocess.Popen[bytes]) -> None:
    """Kill a process started by `iniciar` with all it started, and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(processo.pid, signal.SIGKILL)
    processo.communicate()


def esperar(condicao: Callable[[], object], que: str, prazo: float = 60.0) -> None:
    """Wait until `condicao` holds; fail naming what was waited for."""
    limite = time.monotonic() + prazo
    while not condicao():
        assert time.monotonic() < limite, f"não aconteceu em {prazo:.0f} s: {que}"
        time.sleep(0.02)
