"""The logs: rotated, one line per message whatever the message holds, secrets masked.

The program's own is text; each run has one of JSON lines beside it, for people and programs.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.erros import erro_de_disco
from componentes.base.gravacao import garantir_pasta
from componentes.base.sigilo import mascarar

RAIZ = "orquestrador"
_BYTES_POR_ARQUIVO = 10 * 1024 * 1024
_ARQUIVOS = 5
_CAMPOS = "campos"
_AGENTE = "agente-"
_CONTROLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Formato(logging.Formatter):
    """Escapes control characters: a file name must not write lines of its own into the log."""

    def format(self, record: logging.LogRecord) -> str:
        linhas = super().format(record).split("\n")
        return "\n".join(_CONTROLE.sub(_escapar, mascarar(linha)) for linha in linhas)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the library's name
        campos = getattr(record, _CAMPOS, None)
        if campos:
            record.message += f" {msgspec.json.encode(_sem_segredos(campos)).decode()}"
        record.message = record.message.replace("\n", "\\n")
        return super().formatMessage(record)


class _FormatoJson(logging.Formatter):
    """One JSON object per record: ts, level, event, run_id, agent, batch, file, then the rest."""

    def __init__(self, execucao: str) -> None:
        super().__init__()
        self._execucao = execucao

    def format(self, record: logging.LogRecord) -> str:
        campos = dict(getattr(record, _CAMPOS, {}))
        linha = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": mascarar(record.getMessage()),
            "run_id": self._execucao,
            "agent": campos.pop("agente", None) or _agente(record.threadName or ""),
            "batch": campos.pop("lote", None) or None,
            "file": campos.pop("arquivo", None),
            **campos,
        }
        if record.exc_info:
            linha["erro"] = mascarar(self.formatException(record.exc_info))
        # JSON leaves signs as they are that a terminal would obey; escaped they mean the same.
        return _CONTROLE.sub(_em_json, msgspec.json.encode(_sem_segredos(linha)).decode())


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


@contextlib.contextmanager
def log_da_execucao(pasta: Path, nome: str, nivel: str) -> Iterator[Path]:
    """Write what is logged inside the block also to `pasta`/NOME.ndjson; raises `ErroDisco`."""
    garantir_pasta(pasta)
    destino = arquivo_da_execucao(pasta, nome)
    try:
        gravador = _Arquivo(
            destino, maxBytes=_BYTES_POR_ARQUIVO, backupCount=_ARQUIVOS - 1, encoding="utf-8"
        )
    except OSError as erro:
        raise erro_de_disco(erro, "gravar o log da execução", destino) from erro
    gravador.setFormatter(_FormatoJson(nome))
    gravador.setLevel(nivel)
    logging.getLogger(RAIZ).addHandler(gravador)
    try:
        yield destino
    finally:
        fechar_log(gravador)


def arquivo_da_execucao(pasta: Path, nome: str) -> Path:
    """Return where the log of a run is; the older parts are beside it, `.1` the newest of them."""
    return pasta / f"{nome}.ndjson"


def partes_do_log(arquivo: Path) -> list[Path]:
    """Return the parts of a rotated log that exist, oldest first, the one that grows last."""
    velhas = [arquivo.with_name(f"{arquivo.name}.{n}") for n in range(_ARQUIVOS - 1, 0, -1)]
    return [parte for parte in (*velhas, arquivo) if parte.exists()]


def podar_logs(pasta: Path, manter: frozenset[str]) -> None:
    """Remove the logs of all runs but those named."""
    for arquivo in pasta.glob("*.ndjson*"):
        if arquivo.name.partition(".ndjson")[0] not in manter:
            with contextlib.suppress(OSError):  # on Windows, while somebody reads it
                arquivo.unlink(missing_ok=True)


def anotar(registro: logging.Logger, nivel: int, evento: str, campos: Mapping[str, Any]) -> None:
    """Log `evento` with its fields apart, which the log of a run keeps as JSON."""
    registro.log(nivel, "%s", evento, extra={_CAMPOS: campos})


def fechar_log(destino: logging.Handler) -> None:
    """Detach and close what `abrir_log` returned."""
    logging.getLogger(RAIZ).removeHandler(destino)
    with contextlib.suppress(OSError):  # the last line may not have found room
        destino.close()


def _agente(thread: str) -> str | None:
    return thread.removeprefix(_AGENTE) if thread.startswith(_AGENTE) else None


def _sem_segredos(valor: Any) -> Any:
    """Return plain values with what looks like a secret masked in every text."""
    if isinstance(valor, str):
        return mascarar(valor).encode("utf-8", "backslashreplace").decode()
    if isinstance(valor, Mapping):
        return {str(chave): _sem_segredos(v) for chave, v in valor.items()}
    if isinstance(valor, (list, tuple)):
        return [_sem_segredos(v) for v in valor]
    return valor


def _em_json(achado: re.Match[str]) -> str:
    return f"\\u{ord(achado[0]):04x}"


def _escapar(achado: re.Match[str]) -> str:
    return f"\\x{ord(achado[0]):02x}" if ord(achado[0]) < 256 else f"\\u{ord(achado[0]):04x}"
