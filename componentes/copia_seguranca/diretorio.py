"""The table of contents of a ZIP, read at once, and the bytes of its members read back.

`zipfile` makes an object of each member with everything it could be asked for later: of 15 000
members it takes ten times as long. The format: pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

from msgspec import Struct

from componentes.copia_seguranca.conteudo import PEDACO

_FIM = struct.Struct("<4s4H2LH")
_FIM64 = struct.Struct("<4sQ2H2L4Q")
_LOCALIZADOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_EXTRA = struct.Struct("<2H")
_SEM_FIM = "o ZIP não tem fim: foi cortado"
_MAIOR_COMENTARIO = 0xFFFF
_CHEIO_32 = 0xFFFFFFFF
_ZIP64 = 1
_CIFRADO, _UTF8 = 0x1, 0x800


class Membro(Struct, frozen=True):
    """One member: where its header begins, and its size in bytes as kept and as it was."""

    nome: str
    comentario: bytes
    inicio: int
    comprimido: int
    tamanho: int
    metodo: int
    crc: int
    cifrado: bool = False


class _Indice(Struct, frozen=True):
    """Where the table lies; `desvio` is what somebody put before the archive."""

    inicio: int
    tamanho: int
    quantos: int
    desvio: int


def ler_diretorio(arquivo: BinaryIO) -> list[Membro]:
    """Return the members in the order of the table; raises `BadZipFile`, `OSError`, `ValueError`.

    A table that does not hold exactly what its end announces is damaged, not half used.
    """
    indice = _achar_indice(arquivo)
    arquivo.seek(indice.inicio)
    tabela = arquivo.read(indice.tamanho)
    membros, posicao = [], 0
    while posicao < indice.tamanho:
        membro, posicao = _um_membro(tabela, posicao, indice.desvio)
        membros.append(membro)
    if len(tabela) != indice.tamanho or len(membros) != indice.quantos:
        raise BadZipFile("a lista de membros está incompleta")
    return membros


def ler_membro(arquivo: BinaryIO, membro: Membro, *, estrito: bool = False) -> Iterator[bytes]:
    """Yield the content in pieces of about 1 MiB; raises `BadZipFile`, `zlib.error`, `OSError`.

    Whoever needs to know that it is the right content takes its hash. `estrito` also refuses what
    only other archive tools would stumble over: a header or a CRC-32 that says something else.
    """
    if membro.cifrado or membro.metodo not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BadZipFile(f"{membro.nome} foi guardado de um modo que esta versão não lê")
    arquivo.seek(membro.inicio)
    cabecalho = _LOCAL.unpack(arquivo.read(_LOCAL.size))
    nome = arquivo.read(cabecalho[9])
    arquivo.seek(cabecalho[10], 1)
    pedacos = _pedacos(arquivo, membro.comprimido)
    conteudo = pedacos if membro.metodo == ZIP_STORED else _inflar(pedacos)
    yield from _conferindo(conteudo, membro, cabecalho, nome) if estrito else conteudo


def _conferindo(
    conteudo: Iterator[bytes], membro: Membro, cabecalho: tuple[Any, ...], nome: bytes
) -> Iterator[bytes]:
    assinatura, _, sinais, metodo, _, _, crc, *_ = cabecalho
    iguais = (assinatura, metodo, crc) == (b"PK\3\4", membro.metodo, membro.crc)
    if not iguais or nome != membro.nome.encode(_codificacao(sinais)):
        raise BadZipFile(f"o cabeçalho de {membro.nome} não confere")
    soma = 0
    for pedaco in conteudo:
        soma = zlib.crc32(pedaco, soma)
        yield pedaco
    if soma != membro.crc:
        raise BadZipFile(f"o CRC-32 de {membro.nome} não confere")


def _pedacos(arquivo: BinaryIO, resto: int) -> Iterator[bytes]:
    while resto and (pedaco := arquivo.read(min(PEDACO, resto))):
        resto -= len(pedaco)
        yield pedaco
    if resto:
        raise BadZipFile("o ZIP acaba antes do conteúdo")


def _inflar(pedacos: Iterator[bytes]) -> Iterator[bytes]:
    """Inflate in bounded pieces: what claims to be small may have been made to be huge."""
    fluxo = zlib.decompressobj(-zlib.MAX_WBITS)
    for pedaco in pedacos:
        resto = pedaco
        while resto and not fluxo.eof:
            if inflado := fluxo.decompress(resto, PEDACO):
                yield inflado
            resto = fluxo.unconsumed_tail
    while not fluxo.eof and (inflado := fluxo.decompress(b"", PEDACO)):
        yield inflado
    if not fluxo.eof:
        raise BadZipFile("o conteúdo comprimido está incompleto")


def _um_membro(tabela: bytes, posicao: int, desvio: int) -> tuple[Membro, int]:
    campos = _CENTRAL.unpack_from(tabela, posicao)
    (assinatura, *_, comprimido, tamanho, n_nome, n_extra, n_comentario, _, _, _, inicio) = campos
    sinais, metodo = campos[5], campos[6]
    if assinatura != b"PK\1\2":
        raise BadZipFile("a lista de membros está danificada")
    nome = posicao + _CENTRAL.size
    extra = nome + n_nome
    comentario = extra + n_extra
    fim = comentario + n_comentario
    if _CHEIO_32 in (comprimido, tamanho, inicio):
        tamanho, comprimido, inicio = _grandes(
            tabela[extra:comentario], tamanho, comprimido, inicio
        )
    return (
        Membro(
            str(tabela[nome:extra], _codificacao(sinais)),
            tabela[comentario:fim],
            inicio + desvio,
            comprimido,
            tamanho,
            metodo,
            campos[9],
            bool(sinais & _CIFRADO),
        ),
        fim,
    )


def _grandes(extra: bytes, *campos: int) -> Iterator[int]:
    """Yield the fields, those that did not fit in 32 bits from the Zip64 extra, in its order."""
    valores = _extra_zip64(extra)
    for campo in campos:
        yield next(valores) if campo == _CHEIO_32 else campo


def _extra_zip64(extra: bytes) -> Iterator[int]:
    while len(extra) >= _EXTRA.size:
        tipo, tamanho = _EXTRA.unpack_from(extra)
        dados, extra = extra[4 : 4 + tamanho], extra[4 + tamanho :]
        if tipo == _ZIP64:
            yield from struct.unpack(f"<{len(dados) // 8}Q", dados[: len(dados) // 8 * 8])
    raise BadZipFile("falta o tamanho de um membro grande")


def _achar_indice(arquivo: BinaryIO) -> _Indice:
    total = arquivo.seek(0, 2)
    inicio = max(0, total - _FIM.size - _MAIOR_COMENTARIO)
    arquivo.seek(inicio)
    cauda = arquivo.read()
    onde = cauda.rfind(b"PK\5\6")
    if onde < 0 or onde + _FIM.size > len(cauda):
        raise BadZipFile(_SEM_FIM)
    *_, quantos, tamanho, comeco, _ = _FIM.unpack_from(cauda, onde)
    fim = inicio + onde
    return _indice64(arquivo, fim) or _indice(fim, quantos, tamanho, comeco)


def _indice64(arquivo: BinaryIO, fim: int) -> _Indice | None:
    """Return what the Zip64 end says, None where there is none."""
    antes = fim - _LOCALIZADOR64.size
    if antes < 0:
        return None
    arquivo.seek(antes)
    if arquivo.read(4) != b"PK\6\7":
        return None
    antes -= _FIM64.size
    arquivo.seek(max(0, antes))
    assinatura, *_, quantos, tamanho, comeco = _FIM64.unpack(arquivo.read(_FIM64.size))
    if assinatura != b"PK\6\6":
        raise BadZipFile(_SEM_FIM)
    return _indice(antes, quantos, tamanho, comeco)


def _indice(fim: int, quantos: int, tamanho: int, comeco: int) -> _Indice:
    inicio = fim - tamanho
    desvio = inicio - comeco
    if inicio < 0 or desvio < 0:
        raise BadZipFile("a lista de membros não está onde deveria")
    return _Indice(inicio, tamanho, quantos, desvio)


def _codificacao(sinais: int) -> str:
    return "utf-8" if sinais & _UTF8 else "cp437"
