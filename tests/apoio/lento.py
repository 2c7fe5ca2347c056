"""Runs the program with a slow reader, so that a test can watch, stop or kill it on the way.

`python -m tests.apoio.lento SEGUNDOS PROCESSOS ARGUMENTO…`, see `tests.apoio.programa.iniciar`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from componentes.classificacao import leitor, lote
from componentes.fontes.leitura import Lido
from componentes.portas.cli import principal


def executar(segundos: float, processos: bool, argumentos: list[str]) -> int:
    """Run a command line so and return its exit code."""
    original: Callable[[Path], Lido] = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Lido:
        time.sleep(segundos)
        return original(caminho)

    if segundos:
        vars(leitor)["ler"] = ler
    if processos:
        vars(lote).update(_ARQUIVOS_PARA_PROCESSOS=0, _BYTES_PARA_PROCESSOS=0)
    return principal(argumentos)


if __name__ == "__main__":  # a worker process imports this module again
    sys.exit(executar(float(sys.argv[1]), sys.argv[2] == "1", sys.argv[3:]))
