"""One run, one service, one watcher for each base folder: locks that die with their process.

Beside each lies the name of its holder.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from componentes.base.erros import ErroTrava, erro_de_disco
from componentes.base.gravacao import garantir_pasta, gravar_inteiro
from componentes.base.quem import este_processo
from componentes.base.tempo import agora

# `ocupada` of another process holds the lock for a blink, which must not end a run.
_PACIENCIA = 0.5


class Papel(NamedTuple):
    """What a lock is for, as its files and its error say."""

    arquivo: str
    detentor: str
    recusa: str
    o_que_fazer: str


EXECUCAO = Papel(
    "orquestrador.lock",
    "detentor.json",
    "Outra execução está em andamento",
    "acompanhe com 'status_sistema', ou peça que pare com 'parar_sistema'",
)
"""Holding it means being the only writer of the catalogue's files and results."""

SERVICO = Papel(
    "servico.lock",
    "detentor-servico.json",
    "Outro serviço já está em execução",
    "veja 'agenda listar', ou peça que pare com 'parar_sistema'",
)
"""Holding it means being the one that keeps the agenda."""

VIGIA = Papel(
    "vigia.lock",
    "detentor-vigia.json",
    "As pastas já são vigiadas a partir desta base",
    "acompanhe com 'status_sistema', ou peça que pare com 'parar_sistema'",
)
"""Holding it means being the one that watches the library."""


class Trava:
    """A lock of a base folder, in the folder of its catalogue."""

    def __init__(self, pasta: Path, papel: Papel = EXECUCAO) -> None:
        self._pasta = pasta
        self._papel = papel
        self._arquivo = pasta / papel.arquivo
        self._trava = FileLock(self._arquivo, timeout=0)
        self._detentor = pasta / papel.detentor

    def tomar(self, comando: str) -> None:
        """Take the lock; raises `ErroTrava` naming the holder, `ErroDisco` for a bad folder."""
        garantir_pasta(self._pasta)
        try:
            self._trava.acquire(timeout=_PACIENCIA, poll_interval=0.02)
        except Timeout as erro:
            raise self.erro() from erro
        except OSError as erro:
            raise erro_de_disco(erro, "criar a trava", self._pasta) from erro
        quem = {**este_processo()._asdict(), "comando": comando, "desde": agora()}
        try:
            gravar_inteiro(self._detentor, json.dumps(quem, ensure_ascii=False).encode())
        except BaseException:
            self._trava.release()
            raise

    def soltar(self) -> None:
        """Free the lock; harmless when it is not held."""
        if self._trava.is_locked:
            with contextlib.suppress(OSError):  # on Windows, while somebody reads it
                self._detentor.unlink(missing_ok=True)
            self._trava.release()

    def ocupada(self) -> bool:
        """Tell whether some process holds the lock, without keeping it."""
        if not self._pasta.is_dir():
            return False
        try:
            with FileLock(self._arquivo, timeout=0):
                return False
        except Timeout:
            return True
        except OSError:
            return False

    def erro(self) -> ErroTrava:
        """Return the error that names the holder."""
        quem = self._ler_detentor()
        nome = "outro processo"
        if quem:
            onde = f"processo {quem['pid']} em {quem['maquina']}, desde {quem['desde']}"
            nome = f"{quem['comando']} ({onde})"
        return ErroTrava(
            f"{self._papel.recusa}: {nome}",
            onde=self._pasta,
            o_que_fazer=self._papel.o_que_fazer,
        )

    def _ler_detentor(self) -> dict[str, object]:
        try:
            quem = json.loads(self._detentor.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # between taking the lock and naming oneself
            return {}
        chaves = {"pid", "maquina", "comando", "desde"}
        return quem if isinstance(quem, dict) and chaves <= quem.keys() else {}
