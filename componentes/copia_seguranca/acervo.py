"""All contents that the packs hold, found by hash, and read back only under proof.

The packs themselves say what they hold: each member carries its SHA-256 as its comment. So no
index can disagree with them, and a pack that outlived a crash without its snapshot is still used.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import BadZipFile, LargeZipFile, ZipFile

from componentes.copia_seguranca.conteudo import PEDACO
from componentes.copia_seguranca.modelo import Local

_SHA256 = re.compile(rb"[0-9a-f]{64}")

ERROS_DE_ZIP = (
    BadZipFile,
    LargeZipFile,
    OSError,
    EOFError,
    ValueError,  # also names that are not UTF-8
    LookupError,
    OverflowError,
    RuntimeError,  # encrypted members, unknown compression
    struct.error,
    zlib.error,
)
"""What `zipfile` raises, depending on its version, when the bytes of an archive have changed."""


class ConteudoDanificado(Exception):
    """No pack holds this content unharmed; the text is the reason."""


class Acervo:
    """The packs of one folder as they are now; a context manager, because it keeps one open."""

    def __init__(self, pasta: Path) -> None:
        self.pasta = pasta
        self._locais: dict[str, list[Local]] = {}
        self._aberto: tuple[str, ZipFile] | None = None
        self.danificados: dict[str, str] = {}
        for caminho in sorted(pasta.glob("*.zip")):
            self._inventariar(caminho)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _tipo: type[BaseException] | None,
        _erro: BaseException | None,
        _rastro: TracebackType | None,
    ) -> None:
        self._fechar()

    @property
    def locais(self) -> Mapping[str, list[Local]]:
        """Every place of every content, by its hash."""
        return self._locais

    def ler(self, sha256: str, tamanho: int) -> Iterator[bytes]:
        """Yield the content in pieces; it is proven only once the iteration has ended.

        Raises `ConteudoDanificado`. Never yields more than `tamanho` bytes.
        """
        local = self._local_inteiro(sha256, tamanho)
        yield from self.ler_de(local, sha256, tamanho)

    def ler_de(self, local: Local, sha256: str, tamanho: int) -> Iterator[bytes]:
        """Like `ler`, from one place and no other."""
        resumo = hashlib.sha256()
        resto = tamanho
        for pedaco in self._pedacos(local):
            resto -= len(pedaco)
            if resto < 0:
                break
            resumo.update(pedaco)
            yield pedaco
        if resto or resumo.hexdigest() != sha256:
            raise ConteudoDanificado(f"o conteúdo em {local.pacote}.zip não confere com o SHA-256")

    def _local_inteiro(self, sha256: str, tamanho: int) -> Local:
        locais = self._locais.get(sha256, [])
        if not locais:
            raise ConteudoDanificado("nenhum pacote legível tem este conteúdo")
        for local in locais[:-1]:  # with a single place the reading itself is the proof
            try:
                for _ in self.ler_de(local, sha256, tamanho):
                    pass
            except ConteudoDanificado:
                continue
            return local
        return locais[-1]

    def _pedacos(self, local: Local) -> Iterator[bytes]:
        try:
            with self._pacote(local.pacote).open(local.membro) as membro:
                while pedaco := membro.read(PEDACO):
                    yield pedaco
        except ERROS_DE_ZIP as erro:
            raise ConteudoDanificado(f"{local.pacote}.zip está danificado ({erro})") from erro

    def _pacote(self, nome: str) -> ZipFile:
        """Keep only the last pack open: there may be more packs than file descriptors."""
        if self._aberto is None or self._aberto[0] != nome:
            self._fechar()
            self._aberto = nome, ZipFile(self.pasta / f"{nome}.zip")
        return self._aberto[1]

    def _fechar(self) -> None:
        if self._aberto is not None:
            self._aberto[1].close()
            self._aberto = None

    def _inventariar(self, caminho: Path) -> None:
        try:
            with ZipFile(caminho) as pacote:
                membros = pacote.infolist()
        except ERROS_DE_ZIP as erro:
            self.danificados[caminho.stem] = str(erro)
            return
        for membro in membros:
            if _SHA256.fullmatch(membro.comment):
                local = Local(caminho.stem, membro.filename, membro.file_size)
                self._locais.setdefault(membro.comment.decode(), []).append(local)
