"""The directory at the end of a ZIP, read entry by entry and no further than allowed.

`zipfile` builds an object for every entry before anyone can look, refuses the whole archive for
one badly flagged name, and in Python 3.11.7 does not see entries that overlap.
Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from os import SEEK_END
from typing import BinaryIO

from componentes.fontes.compactados.entrada import CompactadoIlegivel
from componentes.fontes.compactados.limites import LimiteExcedido
from componentes.fontes.compactados.nomes import decodificar_nome

CABECA_LOCAL = struct.Struct("<4s5H3L2H")
_FIM = struct.Struct("<4s4H2LH")
_FIM_64 = struct.Struct("<4sQ2H2L4Q")
_LOCALIZADOR_64 = struct.Struct("<4sLQL")
_DO_DIRETORIO = struct.Struct("<4s4B4H3L5H2L")
_EXTRA = struct.Struct("<2H")
_DIRETORIO_MAXIMO = 16 * 1024 * 1024
_COMENTARIO_MAXIMO = 65_535
_CHEIO = 0xFFFFFFFF
_UNIX = 3
_EXTRA_64, _EXTRA_NOME = 0x0001, 0x7075


@dataclass(frozen=True, slots=True)
class EntradaZip:
    """What the directory says of one entry; only where it lies is believed, and checked."""

    nome: str
    opcoes: int
    metodo: int
    crc: int
    comprimidos: int
    inicio: int
    """Where its local header begins, in bytes from the start of the file."""
    fim: int = 0
    """Where the next entry, or the directory, begins: its data must end before."""
    link: bool = False

    @property
    def pasta(self) -> bool:
        """Whether it is a folder, which has no content."""
        return self.nome.endswith(("/", "\\"))


def ler_diretorio(arquivo: BinaryIO, maximo: int) -> list[EntradaZip]:
    """Return the entries in the order of the directory.

    Raises `CompactadoIlegivel`, and `LimiteExcedido` beyond `maximo` entries: before more than
    that were built.
    """
    dados, desvio, onde = _achar(arquivo)
    entradas = []
    for entrada in _entradas(dados, desvio):
        entradas.append(entrada)
        if len(entradas) > maximo:
            raise LimiteExcedido(f"mais de {maximo} entradas")
    return _com_fim(entradas, onde)


def _achar(arquivo: BinaryIO) -> tuple[bytes, int, int]:
    """Return the directory, what its offsets are off by, and where it begins."""
    tamanho = arquivo.seek(0, SEEK_END)
    base = max(0, tamanho - _FIM.size - _COMENTARIO_MAXIMO)
    arquivo.seek(base)
    cauda = arquivo.read(tamanho - base)
    posicao = cauda.rfind(b"PK\x05\x06")
    if posicao < 0 or len(cauda) - posicao < _FIM.size:
        raise CompactadoIlegivel("ZIP sem o diretório do fim: está cortado ou danificado")
    *_, medida, inicio, _ = _FIM.unpack_from(cauda, posicao)
    fim = base + posicao
    if _CHEIO in (medida, inicio) or _tem_64(arquivo, fim):
        medida, inicio, fim = _fim_64(arquivo, fim)
    onde = fim - medida
    if medida > _DIRETORIO_MAXIMO:
        raise LimiteExcedido(f"diretório do ZIP de mais de {_DIRETORIO_MAXIMO // 2**20} MB")
    if onde < inicio:
        raise CompactadoIlegivel("o diretório do ZIP não está onde diz estar")
    arquivo.seek(onde)
    return arquivo.read(medida), onde - inicio, onde


def _tem_64(arquivo: BinaryIO, fim: int) -> bool:
    if fim < _LOCALIZADOR_64.size + _FIM_64.size:
        return False
    arquivo.seek(fim - _LOCALIZADOR_64.size)
    return arquivo.read(4) == b"PK\x06\x07"


def _fim_64(arquivo: BinaryIO, fim: int) -> tuple[int, int, int]:
    onde = fim - _LOCALIZADOR_64.size - _FIM_64.size
    if onde < 0:
        raise CompactadoIlegivel("o diretório do ZIP está danificado")
    arquivo.seek(onde)
    lido = arquivo.read(_FIM_64.size)
    if len(lido) < _FIM_64.size or not lido.startswith(b"PK\x06\x06"):
        raise CompactadoIlegivel("o diretório do ZIP está danificado")
    *_, medida, inicio = _FIM_64.unpack(lido)
    return medida, inicio, onde


def _entradas(dados: bytes, desvio: int) -> Iterator[EntradaZip]:
    posicao = 0
    while posicao < len(dados):
        if len(dados) - posicao < _DO_DIRETORIO.size or dados[posicao : posicao + 2] != b"PK":
            raise CompactadoIlegivel("o diretório do ZIP está danificado")
        campos = _DO_DIRETORIO.unpack_from(dados, posicao)
        nome, extra, comentario = campos[12:15]
        do_nome = posicao + _DO_DIRETORIO.size
        bruto = dados[do_nome : do_nome + nome]
        extras = dict(_extras(dados[do_nome + nome : do_nome + nome + extra]))
        yield _entrada(campos, bruto, extras, desvio)
        posicao = do_nome + nome + extra + comentario


def _entrada(
    campos: tuple[int, ...], bruto: bytes, extras: dict[int, bytes], desvio: int
) -> EntradaZip:
    sistema, opcoes, metodo, crc = campos[2], campos[5], campos[6], campos[9]
    real, comprimidos, inicio = campos[11], campos[10], campos[18]
    grandes = _inteiros(extras.get(_EXTRA_64, b""))
    if real == _CHEIO:
        next(grandes, 0)
    if comprimidos == _CHEIO:
        comprimidos = next(grandes, comprimidos)
    if inicio == _CHEIO:
        inicio = next(grandes, inicio)
    return EntradaZip(
        nome=_nome(bruto, extras.get(_EXTRA_NOME, b"")),
        opcoes=opcoes,
        metodo=metodo,
        crc=crc,
        comprimidos=comprimidos,
        inicio=inicio + desvio,
        link=sistema == _UNIX and stat.S_ISLNK(campos[17] >> 16),
    )


def _inteiros(dados: bytes) -> Iterator[int]:
    return iter(struct.unpack_from(f"<{len(dados) // 8}Q", dados))


def _extras(dados: bytes) -> Iterator[tuple[int, bytes]]:
    posicao = 0
    while posicao + _EXTRA.size <= len(dados):
        tipo, medida = _EXTRA.unpack_from(dados, posicao)
        posicao += _EXTRA.size
        yield tipo, dados[posicao : posicao + medida]
        posicao += medida


def _nome(bruto: bytes, unicode: bytes) -> str:
    """Return the name; Info-ZIP keeps it in UTF-8 apart, with the sum of the one it belongs to."""
    confere = unicode[:1] == b"\x01" and unicode[1:5] == zlib.crc32(bruto).to_bytes(4, "little")
    return decodificar_nome(unicode[5:] if confere else bruto)


def _com_fim(entradas: list[EntradaZip], onde: int) -> list[EntradaZip]:
    """Say of each entry where the next one begins: several names for one place make a bomb."""
    ordem = sorted(range(len(entradas)), key=lambda numero: entradas[numero].inicio)
    completas = list(entradas)
    for numero, seguinte in pairwise(ordem):
        fim = min(entradas[seguinte].inicio, onde)
        completas[numero] = replace(entradas[numero], fim=fim)
    if ordem:
        completas[ordem[-1]] = replace(entradas[ordem[-1]], fim=onde)
    return completas
