"""Writing one pack: an ordinary ZIP whose members carry their SHA-256 as comment.

A pack takes its final name only after every member was read back and proven; a crash, a full
disk or a cancellation before that leaves nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from componentes.base.gravacao import gravando
from componentes.base.nomes import NomesUnicos
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.compressao import OPERARIOS, Preparado, em_blocos, preparar
from componentes.copia_seguranca.conferencia import Conferencia, conferir_pacote
from componentes.copia_seguranca.conteudo import PEDACO, Estado, ler_pedacos
from componentes.copia_seguranca.membro import comprime, novo_membro
from componentes.copia_seguranca.modelo import NIVEL_PADRAO, Local

_LIMIAR_ZIP64 = 1 << 30


class _SemConteudo(Exception):
    """Thrown into `gravando`, which drops its file on any exception."""


class Pacote:
    """A pack in the making; without a single new content no file is created at all.

    Contents are compressed, and what is written is read back, in a few threads beside this one;
    the order of the members, and so every byte, is that of the calls.
    """

    def __init__(self, destino: Path, andamento: Andamento, nivel: int = NIVEL_PADRAO) -> None:
        self._destino = destino
        self._andamento = andamento
        self._nivel = nivel
        self._pilha = ExitStack()
        self._operarios = ThreadPoolExecutor(OPERARIOS, thread_name_prefix="pacote")
        self._gravacao: _Gravacao | None = None
        self._nomes = NomesUnicos()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        if tipo is None and self.vazio:  # the only content was taken back: leave no empty pack
            tipo, erro = _SemConteudo, _SemConteudo()
        try:
            self._pilha.__exit__(tipo, erro, rastro)
        finally:
            self._operarios.shutdown(cancel_futures=True)

    @property
    def vazio(self) -> bool:
        """Whether this backup met no new content so far."""
        return self._gravacao is None or not self._gravacao.zip.filelist

    def adiantar(
        self, origem: Path, estado: Estado, existe: Callable[[str], bool]
    ) -> Future[Preparado | None]:
        """Begin to read and compress `origem` beside this thread; `preparar` says what comes."""
        return self._operarios.submit(
            preparar, origem, estado, self._nivel, self._andamento, existe
        )

    def guardar_preparado(self, pronto: Preparado, nome: str, estado: Estado) -> Local:
        """Store a prepared content as member `nome` and return its place."""
        membro = self._novo_membro(nome, estado, comprimido=pronto.comprimido)
        membro.CRC, membro.file_size = pronto.crc, pronto.tamanho
        membro.compress_size = len(pronto.corpo)
        membro.comment = pronto.sha256.encode()
        self._aberta().escrever(membro, pronto.corpo)
        return self._local(membro)

    def guardar(self, origem: Path, nome: str, estado: Estado) -> tuple[str, Local]:
        """Store the content of `origem`, however large; return its SHA-256 and its place.

        Raises `LeituraFalhou` after taking back what was written of it.
        """
        pedacos = ler_pedacos(origem, estado.tamanho)
        primeiro = next(pedacos, b"")
        membro = self._novo_membro(nome, estado, comprimido=comprime(primeiro, self._nivel))
        somado = _Somado(self._andamento.vigiar(chain((primeiro,), pedacos)))
        corpo: Iterable[bytes] = somado
        if membro.compress_type == ZIP_DEFLATED:
            corpo = em_blocos(somado, self._nivel, self._operarios)
        grande = estado.tamanho >= _LIMIAR_ZIP64
        self._aberta().escrever_aos_poucos(membro, corpo, somado, grande=grande)
        return somado.sha256, self._local(membro)

    def _novo_membro(self, nome: str, estado: Estado, *, comprimido: bool) -> ZipInfo:
        nome = self._nomes.reservar(f"{self._destino.stem}/{nome}")
        return novo_membro(nome, estado.mtime_ns, comprimido=comprimido)

    def _local(self, membro: ZipInfo) -> Local:
        return Local(self._destino.stem, membro.filename, membro.file_size)

    def _aberta(self) -> _Gravacao:
        if self._gravacao is None:
            self._gravacao = self._pilha.enter_context(
                _gravando_zip(self._destino, self._andamento, self._operarios)
            )
        return self._gravacao


class _Somado:
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


class _Gravacao:
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
        self, membro: ZipInfo, corpo: Iterable[bytes], somado: _Somado, *, grande: bool
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


@contextlib.contextmanager
def _gravando_zip(
    destino: Path, andamento: Andamento, operarios: ThreadPoolExecutor
) -> Iterator[_Gravacao]:
    with gravando(destino) as arquivo:
        caminho = Path(arquivo.name)
        with contextlib.closing(Conferencia(arquivo, andamento, operarios)) as conferencia:
            with ZipFile(arquivo, "w") as pacote:
                yield _Gravacao(arquivo, pacote, conferencia)
            arquivo.flush()
            conferir_pacote(caminho, andamento, conferencia.terminar())
