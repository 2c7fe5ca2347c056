"""A watcher in a process of its own, as a user starts it, and what it left in the catalogue."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from componentes.base.caminhos import de_texto
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir_leitura
from tests.apoio.centrais import configurar
from tests.apoio.programa import iniciar, matar_familia


class VigiaEmProcesso:
    """`vigiar --json` on one library, read line by line."""

    def __init__(self, base: Path, *pastas: Path, **ajustes: Any) -> None:
        self.base, self.pastas = base, pastas
        configurar(base, *pastas, vigilancia=ajustes)
        self.processo: subprocess.Popen[bytes] = iniciar(
            "vigiar", "--nivel", "rapido", "--json", "--base", base
        )
        self.mensagens: list[dict[str, Any]] = []
        self._leitor = threading.Thread(target=self._ler, daemon=True)
        self._leitor.start()

    def _ler(self) -> None:
        assert self.processo.stdout is not None
        for linha in self.processo.stdout:
            self.mensagens.append(json.loads(linha))

    @property
    def rodadas(self) -> list[dict[str, Any]]:
        """The looks that came to an end."""
        return [m["rodada"] for m in list(self.mensagens) if "rodada" in m]

    @property
    def execucoes(self) -> list[dict[str, Any]]:
        """The looks that led to a run."""
        return [rodada for rodada in self.rodadas if rodada["execucao"]]

    def esperar(self, condicao: Callable[[], object], que: str, prazo: float = 60.0) -> None:
        """Wait until `condicao` holds while the watcher lives."""
        limite = time.monotonic() + prazo
        while not condicao():
            assert self.processo.poll() is None, self.mensagens[-3:]
            assert time.monotonic() < limite, f"não aconteceu: {que}; {self.mensagens[-3:]}"
            time.sleep(0.2)

    def esperar_execucoes(self, quantas: int, prazo: float = 60.0) -> None:
        """Wait for the nth run."""
        self.esperar(lambda: len(self.execucoes) >= quantas, f"{quantas} execuções", prazo)

    def esperar_igual_ao_disco(self, prazo: float = 60.0) -> None:
        """Wait until the catalogue holds every file once, with the hash it has on disk."""
        self.esperar(
            lambda: catalogado(self.base) == no_disco(*self.pastas), "catálogo igual", prazo
        )

    def parar(self) -> None:
        """Freeze the process."""
        os.kill(self.processo.pid, signal.SIGSTOP)

    def continuar(self) -> None:
        """Thaw the process."""
        os.kill(self.processo.pid, signal.SIGCONT)

    def encerrar(self) -> int:
        """End it as Ctrl-C does and return its exit code."""
        self.processo.send_signal(signal.SIGINT)
        codigo = self.processo.wait(30)
        self._leitor.join(10)
        return codigo

    def matar(self) -> None:
        """Kill what is left of it."""
        if self.processo.poll() is None:
            matar_familia(self.processo)


def catalogado(base: Path) -> dict[str, str]:
    """Return the hash of every present path in the catalogue; empty while there is none."""
    pasta = base / "Development" / "catalogo"
    motor = abrir_leitura(pasta)
    try:
        estados = Consulta(motor).estado_dos_arquivos(("/",), com_membros=False)
        return {de_texto(caminho): estado.sha256 for caminho, estado in estados.items()}
    finally:
        motor.dispose()


def no_disco(*pastas: Path) -> dict[str, str]:
    """Return the hash of every file below the folders that are there."""
    return {
        caminho.as_posix(): hashlib.sha256(caminho.read_bytes()).hexdigest()
        for pasta in pastas
        for caminho in sorted(pasta.rglob("*"))
        if caminho.is_file()
    }
