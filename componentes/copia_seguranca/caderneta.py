"""What this side knows of a second place: what was proven there, when, and since when it fails."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import filelock
import msgspec
from msgspec import Struct

from componentes.base.erros import erro_de_disco
from componentes.base.gravacao import garantir_pasta, gravar_inteiro
from componentes.base.tempo import agora
from componentes.copia_seguranca.enderecos import Lugar

_PASTA = ".destinos"


class Ocupado(Exception):
    """Somebody is sending to this place at the moment."""


class Provado(Struct, frozen=True):
    """A file as it was here when it was read back there and found equal."""

    tamanho: int
    mtime_ns: int
    sha256: str


class Caderneta(Struct, frozen=True):
    """The record of one second place; times are RFC 3339, "" for never."""

    nome: str = ""
    lugar: str = ""
    """Digest of the address without its secrets: another address is another place."""
    marca: str = ""
    """What was written there at first, by which the place is known again."""
    provados: dict[str, Provado] = {}
    completo_em: str = ""
    """When everything was there last."""
    falha_desde: str = ""
    """Since when it has not been complete, "" while it is."""
    motivo: str = ""


def ler_caderneta(backups: Path, lugar: Lugar) -> Caderneta:
    """Return the record; an empty one for a new or moved place, and where it cannot be read.

    Losing it costs reading everything there once more, nothing else.
    """
    nova = Caderneta(lugar.nome, _identidade(lugar))
    try:
        lida = msgspec.json.decode(_arquivo(backups, lugar).read_bytes(), type=Caderneta)
    except (OSError, msgspec.MsgspecError):
        return nova
    return lida if lida.lugar == nova.lugar else nova


def gravar_caderneta(backups: Path, lugar: Lugar, caderneta: Caderneta) -> None:
    """Replace the record; raises `ErroDisco`."""
    gravar_inteiro(_arquivo(backups, lugar), msgspec.json.encode(caderneta))


@contextlib.contextmanager
def reservada(backups: Path, lugar: Lugar) -> Iterator[None]:
    """Be the only one who sends there; raises `Ocupado`, `ErroDisco`."""
    arquivo = _arquivo(backups, lugar).with_suffix(".trava")
    trava = filelock.FileLock(garantir_pasta(arquivo.parent) / arquivo.name, timeout=0)
    try:
        trava.acquire()
    except filelock.Timeout as erro:
        raise Ocupado from erro
    except OSError as erro:
        raise erro_de_disco(erro, "anotar o que foi enviado", arquivo.parent) from erro
    try:
        yield
    finally:
        trava.release()


def horas_em_falta(caderneta: Caderneta) -> float:
    """Return for how many hours a place has not been complete, 0 while it is."""
    if not caderneta.falha_desde:
        return 0.0
    desde = datetime.fromisoformat(caderneta.falha_desde)
    return max(0.0, (datetime.fromisoformat(agora()) - desde).total_seconds() / 3600)


def _arquivo(backups: Path, lugar: Lugar) -> Path:
    digest = hashlib.sha256(lugar.nome.encode("utf-8", "surrogatepass")).hexdigest()
    return backups / _PASTA / f"{digest[:16]}.json"


def _identidade(lugar: Lugar) -> str:
    """Return a digest that tells places apart and no password: what is before `@` is not in it."""
    publico = lugar.endereco.partition("?")[0].rpartition("@")[2]
    onde = f"{lugar.esquema}\0{publico.rpartition('://')[2]}"
    return hashlib.sha256(onde.encode("utf-8", "surrogatepass")).hexdigest()[:16]
