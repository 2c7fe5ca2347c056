"""The file of a pack in the making: members appended one by one, each with a whole header."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from componentes.copia_seguranca.conferencia import Conferencia
from componentes.copia_seguranca.conteudo import PEDACO


class Somado:
    """Pieces that are counted and hashed while they pass."""

    def __init__(self, pedacos: Iterable[bytes]) -> None:
        self._pedacos = pedacos
        self._resumo = hashlib.sha256()
        self.tamanho = 0
        self.crc = 0

    @property
    def sha256(self) -> str:
        """The digest of what passed so far."""
        return self._resumo.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for pedaco in self._pedacos:
            self._resumo.update(pedaco)
            self.crc = zlib.crc32(pedaco, self.crc)
            self.tamanho += len(pedaco)
            yield pedaco


class GravacaoDePacote:
    """The file of a pack: members appended one by one, the table of contents by `zipfile`."""

    def __init__(self, arquivo: BinaryIO, pacote: ZipFile, conferencia: Conferencia) -> None:
        self._arquivo = arquivo
        self._conferencia = conferencia
        self.zip = pacote

    def escrever(self, membro: ZipInfo, corpo: bytes) -> None:
        """Append a member of which all is known."""
        membro.header_offset = self.zip.start_dir
        cabecalho = membro.FileHeader()
        self._arquivo.write(cabecalho + corpo if len(corpo) < PEDACO else cabecalho)
        if len(corpo) >= PEDACO:
            self._arquivo.write(corpo)
        self._incluir(membro, len(cabecalho) + len(corpo))

    def escrever_aos_poucos(
        self, membro: ZipInfo, corpo: Iterable[bytes], somado: Somado, *, grande: bool
    ) -> None:
        """Append a member whose header is known last; what cannot be finished is taken back."""
        membro.header_offset = self.zip.start_dir
        inicio = len(membro.FileHeader(zip64=grande))
        try:
            self._arquivo.write(bytes(inicio))
            for pedaco in corpo:
                membro.compress_size += self._arquivo.write(pedaco)
        except BaseException:
            self._arquivo.seek(membro.header_offset)
            self._arquivo.truncate()
            raise
        membro.CRC, membro.file_size = somado.crc, somado.tamanho
        membro.comment = somado.sha256.encode()
        self._arquivo.seek(membro.header_offset)
        self._arquivo.write(membro.FileHeader(zip64=grande))
        self._arquivo.seek(0, 2)
        self._incluir(membro, inicio + membro.compress_size)

    def _incluir(self, membro: ZipInfo, tamanho: int) -> None:
        self.zip.filelist.append(membro)
        self.zip.start_dir += tamanho
        self._conferencia.incluir(membro)
