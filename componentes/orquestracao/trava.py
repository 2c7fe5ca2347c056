"""One run for each base folder: a lock the kernel frees with the process, and the holder's name."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from filelock import FileLock, Timeout

from componentes.base.erros import ErroTrava, erro_de_disco
from componentes.base.gravacao import garantir_pasta, gravar_inteiro
from componentes.base.quem import este_processo
from componentes.base.tempo import agora

# `ocupada` of another process holds the lock for a blink, which must not end a run.
_PACIENCIA = 0.5


class Trava:
    """The lock of a base folder; holding it means being the only writer of its catalogue."""

    def __init__(self, pasta: Path) -> None:
        self._pasta = pasta
        self._trava = FileLock(pasta / "orquestrador.lock", timeout=0)
        self._detentor = pasta / "detentor.json"

    def tomar(self, comando: str) -> None:
        """Take the lock; raises `ErroTrava` naming the holder, `ErroDisco` for a bad folder."""
        garantir_pasta(self._pasta)
        try:
            self._trava.acquire(timeout=_PACIENCIA, poll_interval=0.02)
        except Timeout as erro:
            raise self._erro() from erro
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
            with FileLock(self._pasta / "orquestrador.lock", timeout=0):
                return False
        except Timeout:
            return True
        except OSError:
            return False

    def _erro(self) -> ErroTrava:
        quem = self._ler_detentor()
        nome = "outro processo"
        if quem:
            onde = f"processo {quem['pid']} em {quem['maquina']}, desde {quem['desde']}"
            nome = f"{quem['comando']} ({onde})"
        return ErroTrava(
            f"Outra execução está em andamento: {nome}",
            onde=self._pasta,
            o_que_fazer="acompanhe com 'status_sistema', ou peça que pare com 'parar_sistema'",
        )

    def _ler_detentor(self) -> dict[str, object]:
        try:
            quem = json.loads(self._detentor.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # between taking the lock and naming oneself
            return {}
        chaves = {"pid", "maquina", "comando", "desde"}
        return quem if isinstance(quem, dict) and chaves <= quem.keys() else {}
