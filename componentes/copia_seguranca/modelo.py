"""The values of a backup: what goes in, what a snapshot says, what a restore answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

VERSAO_FORMATO = 1
NOME_CATALOGO = "catalogo/catalogo.sqlite"
ULTIMO = "ultimo"
NIVEL_PADRAO = 6
"""zlib level where the configuration says nothing, as `nivel_compressao` does."""


class ItemBackup(Struct, frozen=True):
    """One file to keep.

    `nome` is its path inside the snapshot: `/` between folders, valid Unicode (`para_texto`).
    `sha256` may come from the catalogue; it is believed while size and mtime are still the same.
    """

    origem: Path
    nome: str
    tamanho: int
    mtime_ns: int
    sha256: str = ""


class Ocorrencia(Struct, frozen=True):
    """Something the user should know about one path."""

    nome: str
    motivo: str


class Local(Struct, frozen=True):
    """Where a content lies: member `membro` of `pacotes/<pacote>.zip`; `tamanho` in bytes."""

    pacote: str
    membro: str
    tamanho: int


class Guardado(Struct, frozen=True, omit_defaults=True):
    """One file of a snapshot and where its content lies."""

    nome: str
    tamanho: int
    mtime_ns: int
    sha256: str
    pacote: str
    membro: str
    portatil: str = ""
    """The name with percent escapes, only when some system would refuse `nome` as it is."""


class PastaGuardada(Struct, frozen=True, omit_defaults=True):
    """One folder of the library, empty or not; `portatil` as for files."""

    nome: str
    mtime_ns: int
    portatil: str = ""


class Instantaneo(Struct, frozen=True):
    """A backup as lists show it; `dano` says why it cannot be used, empty when it can."""

    id: str
    criado_em: str = ""
    arquivos: int = 0
    bytes_total: int = 0
    bytes_proprios: int = 0
    """Size on disk of the pack written by this backup, 0 when every content was known."""
    avisos: tuple[Ocorrencia, ...] = ()
    """The files that could not be read, and why."""
    dano: str = ""


class Cabecalho(Struct, frozen=True):
    """The manifest without its entries: all that a list needs."""

    schema_version: int
    instantaneo: Instantaneo


class Manifesto(Cabecalho, frozen=True):
    """All of `manifesto.json`."""

    entradas: tuple[Guardado, ...]
    pastas: tuple[PastaGuardada, ...] = ()
    """Backups of earlier versions of the program name none."""


class ResultadoRestauracao(Struct, frozen=True):
    """How a restore ended: every path of the snapshot that matched is in exactly one count."""

    id: str
    restaurados: int = 0
    iguais: int = 0
    """Files that were there already with exactly this content."""
    ignorados: tuple[Ocorrencia, ...] = ()
    """Left out on purpose: another file has the name, or the name leads out of the folder."""
    danificados: tuple[Ocorrencia, ...] = ()
    """The backup itself no longer holds these contents."""
    cancelada: bool = False


class ResultadoPoda(Struct, frozen=True):
    """What a pruning removed, or would remove; after a cancellation what was done until then."""

    simulada: bool
    mantidos: Mapping[str, tuple[str, ...]]
    """The reasons why each backup stays, by its id, newest first."""
    removidos: tuple[str, ...] = ()
    pacotes_removidos: tuple[str, ...] = ()
    pacotes_reescritos: tuple[str, ...] = ()
    """Ids of the old packs whose needed contents lie in a new one now."""
    bytes_liberados: int = 0
    danificados: tuple[Ocorrencia, ...] = ()
    """Backups with damage, which never count among those to keep; also the removed ones."""
    avisos: tuple[Ocorrencia, ...] = ()
    """What could not be done or was left alone, and why."""
    cancelada: bool = False
