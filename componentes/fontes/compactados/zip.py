"""Reads a ZIP: entries as its directory lists them, each inflated in small pieces."""

from __future__ import annotations

import bz2
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from componentes.base.tipos import Situacao
from componentes.fontes.compactados.diretorio_zip import CABECA_LOCAL, EntradaZip, ler_diretorio
from componentes.fontes.compactados.entrada import CompactadoIlegivel, Entrada, fechada

_PEDACO = 256 * 1024
_CIFRADA = 0x2041
"""Bits 0, 6 and 13: encrypted, strongly so, or with its very name hidden."""
_GUARDADO, _DEFLATE, _BZIP2 = 0, 8, 12


def entradas_do_zip(arquivo: BinaryIO, maximo: int) -> Iterator[Entrada]:
    """Yield the files of a ZIP; raises `CompactadoIlegivel`, `LimiteExcedido`, `OSError`."""
    for entrada in ler_diretorio(arquivo, maximo):
        if not entrada.pasta:
            yield _preparar(arquivo, entrada)


def _preparar(arquivo: BinaryIO, entrada: EntradaZip) -> Entrada:
    if entrada.link:
        return fechada(entrada.nome, Situacao.INSEGURO, "é um link simbólico, que não se segue")
    if entrada.opcoes & _CIFRADA:
        return fechada(entrada.nome, Situacao.NAO_VERIFICAVEL, "protegido por senha")
    if entrada.metodo not in _METODOS:
        motivo = f"compactado por um método que não se lê aqui ({entrada.metodo})"
        return fechada(entrada.nome, Situacao.NAO_VERIFICAVEL, motivo)
    if _invade(entrada, CABECA_LOCAL.size):
        return fechada(entrada.nome, Situacao.INSEGURO, _SOBREPOSTA)
    bruto = _Bruto(arquivo, entrada)
    return Entrada(entrada.nome, partial(_ler, bruto, entrada), lambda: bruto.lidos)


_SOBREPOSTA = "ocupa o lugar de outro membro do pacote (bomba de descompressão)"


def _invade(entrada: EntradaZip, cabeca: int) -> bool:
    """Tell whether an entry reaches into the next one."""
    return entrada.inicio + cabeca + entrada.comprimidos > entrada.fim


class _Bruto:
    """The compressed bytes of one entry, and how many of them were asked for."""

    def __init__(self, arquivo: BinaryIO, entrada: EntradaZip) -> None:
        self._arquivo = arquivo
        self._entrada = entrada
        self._posicao = 0
        self.lidos = 0

    def abrir(self) -> None:
        """Go to the first byte; raises `CompactadoIlegivel` where no entry begins."""
        inicio = self._entrada.inicio
        if inicio < 0:
            raise CompactadoIlegivel("o diretório do ZIP aponta para fora dele")
        self._arquivo.seek(inicio)
        cabeca = self._arquivo.read(CABECA_LOCAL.size)
        if len(cabeca) < CABECA_LOCAL.size or not cabeca.startswith(b"PK\x03\x04"):
            raise CompactadoIlegivel("o membro não está onde o diretório do ZIP diz")
        *_, nome, extra = CABECA_LOCAL.unpack(cabeca)
        if _invade(self._entrada, CABECA_LOCAL.size + nome + extra):
            raise CompactadoIlegivel(_SOBREPOSTA)
        self._posicao = inicio + CABECA_LOCAL.size + nome + extra

    def ler(self) -> bytes:
        """Return the next bytes, none at the end."""
        self._arquivo.seek(self._posicao)
        pedaco = self._arquivo.read(min(_PEDACO, self._entrada.comprimidos - self.lidos))
        self._posicao += len(pedaco)
        self.lidos += len(pedaco)
        return pedaco


def _ler(bruto: _Bruto, entrada: EntradaZip) -> Iterator[bytes]:
    """Yield the content in pieces; raises `CompactadoIlegivel` where it is not what was packed."""
    bruto.abrir()
    soma = 0
    try:
        for pedaco in _METODOS[entrada.metodo](bruto):
            soma = zlib.crc32(pedaco, soma)
            yield pedaco
    except (zlib.error, ValueError) as erro:
        raise CompactadoIlegivel("os dados compactados estão danificados") from erro
    if soma != entrada.crc:
        raise CompactadoIlegivel("o conteúdo não confere com a sua soma (CRC)")


def _guardado(bruto: _Bruto) -> Iterator[bytes]:
    while pedaco := bruto.ler():
        yield pedaco


def _deflate(bruto: _Bruto) -> Iterator[bytes]:
    inflador = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflador.eof:
        comprimido = inflador.unconsumed_tail or _mais(bruto)
        yield inflador.decompress(comprimido, _PEDACO)


def _bzip2(bruto: _Bruto) -> Iterator[bytes]:
    inflador = bz2.BZ2Decompressor()
    while not inflador.eof:
        comprimido = _mais(bruto) if inflador.needs_input else b""
        try:
            yield inflador.decompress(comprimido, _PEDACO)
        except OSError as erro:  # what bz2 raises for bad data; a disk's own errors come from `ler`
            raise ValueError("bzip2") from erro


def _mais(bruto: _Bruto) -> bytes:
    pedaco = bruto.ler()
    if not pedaco:
        raise CompactadoIlegivel("os dados compactados acabam antes do fim")
    return pedaco


_METODOS: dict[int, Callable[[_Bruto], Iterator[bytes]]] = {
    _GUARDADO: _guardado,
    _DEFLATE: _deflate,
    _BZIP2: _bzip2,
}
