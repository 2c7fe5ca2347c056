"""Contents of packs whose directory or headers are damaged: looked for byte by byte, by hash.

One changed byte in the directory of a ZIP hides all of its members from `zipfile`, though each is
still there behind a header of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED

from componentes.copia_seguranca import estrutura
from componentes.copia_seguranca.acervo import ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import PEDACO


class _Lugar(NamedTuple):
    """Where a content begins in a pack, how many bytes it takes there, and how it is packed."""

    pacote: Path
    onde: int
    comprimido: int
    metodo: int


class Resgate:
    """What can be saved from the packs of a folder, searched only as far as is asked for."""

    def __init__(self, pacotes: Path, andamento: Andamento) -> None:
        self._pacotes = pacotes
        self._andamento = andamento
        self._achados: dict[str, _Lugar] = {}
        self._busca = self._procurar()

    def ler(self, sha256: str) -> Iterator[bytes]:
        """Yield a content in pieces of at most 1 MiB; raises `ConteudoDanificado`."""
        while sha256 not in self._achados and (achado := next(self._busca, None)):
            self._achados[achado[0]] = achado[1]
        lugar = self._achados.get(sha256)
        if lugar is None:
            raise ConteudoDanificado("nenhum pacote tem este conteúdo inteiro")
        resumo = hashlib.sha256()
        with _mapeado(lugar.pacote) as mapa:
            for pedaco in _conteudo(mapa, lugar):
                resumo.update(pedaco)
                yield pedaco
        if resumo.hexdigest() != sha256:
            raise ConteudoDanificado(f"o conteúdo em {lugar.pacote.name} mudou")

    def _procurar(self) -> Iterator[tuple[str, _Lugar]]:
        """Yield contents with their hash; the others too, for a hash in a directory can be hit."""
        for caminho in sorted(self._pacotes.glob("*.zip"), key=_parece_inteiro):
            with contextlib.suppress(OSError, ValueError):  # unreadable, or empty
                yield from self._do_pacote(caminho)

    def _do_pacote(self, caminho: Path) -> Iterator[tuple[str, _Lugar]]:
        with _mapeado(caminho) as mapa:
            for lugar in (*_pelo_indice(caminho), *_pelos_cabecalhos(caminho, mapa)):
                resumo = hashlib.sha256()
                with contextlib.suppress(zlib.error, EOFError):
                    for pedaco in self._andamento.vigiar(_conteudo(mapa, lugar)):
                        resumo.update(pedaco)
                    yield resumo.hexdigest(), lugar


def _parece_inteiro(caminho: Path) -> bool:
    try:
        return not estrutura.defeitos(caminho)
    except OSError:
        return True


@contextlib.contextmanager
def _mapeado(caminho: Path) -> Iterator[mmap.mmap]:
    with (
        caminho.open("rb") as arquivo,
        mmap.mmap(arquivo.fileno(), 0, access=mmap.ACCESS_READ) as mapa,
    ):
        yield mapa


def _pelo_indice(caminho: Path) -> list[_Lugar]:
    """Return where the directory, if it can be followed, says that contents are."""
    try:
        with caminho.open("rb") as arquivo:
            todos, _ = estrutura.membros(arquivo)
    except estrutura.DiretorioIlegivel:
        return []
    return [
        _Lugar(caminho, m.onde + estrutura.LOCAL.size + len(m.nome), m.comprimido, m.comum[2])
        for m in todos
    ]


def _pelos_cabecalhos(caminho: Path, mapa: mmap.mmap) -> Iterator[_Lugar]:
    """Yield what stands behind every sequence of bytes that looks like a header."""
    posicao = mapa.find(estrutura.ASSINATURA_LOCAL)
    while 0 <= posicao <= len(mapa) - estrutura.LOCAL.size:
        campos = estrutura.LOCAL.unpack_from(mapa, posicao)
        _, _, _, metodo, _, _, _, comprimido, _, nome, extra = campos
        inicio = posicao + estrutura.LOCAL.size + nome + extra
        if inicio + comprimido <= len(mapa):
            yield _Lugar(caminho, inicio, comprimido, metodo)
        posicao = mapa.find(estrutura.ASSINATURA_LOCAL, posicao + 1)


def _conteudo(mapa: mmap.mmap, lugar: _Lugar) -> Iterator[bytes]:
    """Yield the content in bounded pieces; raises `zlib.error` or `EOFError`."""
    inflar = zlib.decompressobj(-zlib.MAX_WBITS)
    fim = lugar.onde + lugar.comprimido
    if lugar.metodo not in {ZIP_STORED, ZIP_DEFLATED} or fim > len(mapa):
        raise EOFError
    for onde in range(lugar.onde, fim, PEDACO):
        bruto = mapa[onde : min(onde + PEDACO, fim)]
        if lugar.metodo == ZIP_STORED:
            yield bruto
            continue
        while bruto:
            yield inflar.decompress(bruto, PEDACO)
            bruto = inflar.unconsumed_tail
    if lugar.metodo == ZIP_DEFLATED and not inflar.eof:
        raise EOFError
