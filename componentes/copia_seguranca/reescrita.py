"""A pack without what nobody needs any more: members are copied as compressed, and proven."""

from __future__ import annotations

import struct
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from componentes.base.gravacao import gravando
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conferencia import conferir_pacote
from componentes.copia_seguranca.conteudo import PEDACO

_CABECALHO = struct.Struct("<4s22xHH")
"""The fixed part of a local header: signature, lengths of name and extra field."""

_POR_MEMBRO = 30 + 46
_FIM = 22
"""Bytes of the headers of one member and of the end of a ZIP, names and comments apart."""

_ASSINATURA = b"PK\x03\x04"


def reescrever(origem: Path, destino: Path, usados: Container[str], andamento: Andamento) -> None:
    """Write the members `usados` of pack `origem` as the new pack `destino`, durably.

    `origem` stays. Raises `ConteudoDanificado` when it cannot be read, `ErroBackup` when the new
    pack does not prove itself by its hashes, `ErroDisco`; then there is no new pack.
    """
    with gravando(destino) as arquivo:
        with ZipFile(arquivo, "w") as novo, _aberto(origem) as velho:
            for membro in velho.infolist():
                if membro.filename in usados:
                    _acrescentar(novo, membro, andamento.vigiar(_comprimidos(velho, membro)))
        arquivo.flush()
        conferir_pacote(Path(arquivo.name), andamento)


def tamanho_reescrito(membros: Iterable[ZipInfo]) -> int:
    """Return the bytes that a new pack with these members takes."""
    return _FIM + sum(
        _POR_MEMBRO + 2 * len(m.filename.encode()) + len(m.comment) + m.compress_size
        for m in membros
    )


def _aberto(origem: Path) -> ZipFile:
    try:
        return ZipFile(origem)
    except ERROS_DE_ZIP as erro:
        raise _ilegivel(origem, erro) from erro


def _acrescentar(novo: ZipFile, membro: ZipInfo, comprimidos: Iterator[bytes]) -> None:
    """Append a member whose compressed bytes exist already; `zipfile` has no call for that."""
    destino = novo.fp
    if destino is None:
        raise RuntimeError("o pacote novo já está fechado")
    copia = _cabecalho(membro, destino.tell())
    destino.write(copia.FileHeader())
    for pedaco in comprimidos:
        destino.write(pedaco)
    novo.filelist.append(copia)
    novo.NameToInfo[copia.filename] = copia
    novo.start_dir = destino.tell()


def _cabecalho(membro: ZipInfo, onde: int) -> ZipInfo:
    """Return the header for the new place; flags and extra fields belong to the old one."""
    copia = ZipInfo(membro.filename, membro.date_time)
    copia.create_system, copia.external_attr = membro.create_system, membro.external_attr
    copia.compress_type, copia.comment = membro.compress_type, membro.comment
    copia.CRC, copia.file_size = membro.CRC, membro.file_size
    copia.compress_size = membro.compress_size
    copia.header_offset = onde
    return copia


def _comprimidos(pacote: ZipFile, membro: ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member as they lie in its pack; raises `ConteudoDanificado`."""
    try:
        fonte = _posicionada(pacote, membro)
        resto = membro.compress_size
        while resto:
            pedaco = fonte.read(min(PEDACO, resto))
            if not pedaco:
                raise EOFError("o arquivo está cortado")
            resto -= len(pedaco)
            yield pedaco
    except ERROS_DE_ZIP as erro:
        raise _ilegivel(Path(str(pacote.filename)), erro) from erro


def _posicionada(pacote: ZipFile, membro: ZipInfo) -> IO[bytes]:
    """Return the file of the pack, standing where the compressed bytes of `membro` begin."""
    if pacote.fp is None:
        raise ValueError("o pacote já está fechado")
    pacote.fp.seek(membro.header_offset)
    assinatura, nome, extra = _CABECALHO.unpack(pacote.fp.read(_CABECALHO.size))
    if assinatura != _ASSINATURA:
        raise BadZipFile("um cabeçalho está danificado")
    pacote.fp.seek(nome + extra, 1)
    return pacote.fp


def _ilegivel(origem: Path, erro: Exception) -> ConteudoDanificado:
    return ConteudoDanificado(f"{origem.name} está danificado ({erro})")
