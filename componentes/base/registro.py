"""The program's log: rotated, one line per message whatever the message holds, secrets masked."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import re
from pathlib import Path

from componentes.base.erros import erro_de_disco
from componentes.base.gravacao import garantir_pasta
from componentes.base.sigilo import mascarar

RAIZ = "orquestrador"
_BYTES_POR_ARQUIVO = 10 * 1024 * 1024
_ARQUIVOS = 5
_CONTROLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Formato(logging.Formatter):
    """Escapes control characters: a file name must not write lines of its own into the log."""

    def format(self, record: logging.LogRecord) -> str:
        linhas = super().format(record).split("\n")
        return "\n".join(_CONTROLE.sub(_escapar, mascarar(linha)) for linha in linhas)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the library's name
        record.message = record.message.replace("\n", "\\n")
        return super().formatMessage(record)


class _Arquivo(logging.handlers.RotatingFileHandler):
    """A log that falls silent on a full disk; whoever writes the data reports that error."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's
        """Lose the line, not the terminal to a traceback for each of them."""


def abrir_log(pasta: Path, nivel: str, nome: str = "orquestrador.log") -> logging.Handler:
    """Write the program's log to `pasta`/`nome`; close the handler with `fechar_log`.

    Raises `ErroDisco`.
    """
    garantir_pasta(pasta)
    try:
        destino = _Arquivo(
            pasta / nome,
            maxBytes=_BYTES_POR_ARQUIVO,
            backupCount=_ARQUIVOS - 1,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as erro:
        raise erro_de_disco(erro, "gravar o log", pasta) from erro
    destino.setFormatter(_Formato("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    raiz = logging.getLogger(RAIZ)
    raiz.setLevel(nivel)
    raiz.propagate = False
    raiz.addHandler(destino)
    return destino


def fechar_log(destino: logging.Handler) -> None:
    """Detach and close what `abrir_log` returned."""
    logging.getLogger(RAIZ).removeHandler(destino)
    with contextlib.suppress(OSError):  # the last line may not have found room
        destino.close()


def _escapar(achado: re.Match[str]) -> str:
    return f"\\x{ord(achado[0]):02x}" if ord(achado[0]) < 256 else f"\\u{ord(achado[0]):04x}"
