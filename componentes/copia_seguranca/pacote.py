"""Writing one pack: an ordinary ZIP whose members carry their SHA-256 as comment.

A pack takes its final name only after every member was read back and proven; a crash, a full
disk or a cancellation before that leaves nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from componentes.base.gravacao import gravando
from componentes.base.nomes import NomesUnicos
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.compressao import OPERARIOS, Preparado, em_blocos, preparar
from componentes.copia_seguranca.conferencia import Conferencia, conferir_pacote
from componentes.copia_seguranca.conteudo import Estado, ler_pedacos
from componentes.copia_seguranca.gravacao_de_pacote import GravacaoDePacote, Somado
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
        self._gravacao: GravacaoDePacote | None = None
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

    def guardar(
        self, origem: Path, nome: str, estado: Estado, ate_nivel: int = 9
    ) -> tuple[str, Local]:
        """Store the content of `origem`, however large; return its SHA-256 and its place.

        Raises `LeituraFalhou` after taking back what was written of it.
        """
        nivel = min(self._nivel, ate_nivel)
        pedacos = ler_pedacos(origem, estado.tamanho)
        primeiro = next(pedacos, b"")
        membro = self._novo_membro(nome, estado, comprimido=comprime(primeiro, nivel))
        somado = Somado(self._andamento.vigiar(chain((primeiro,), pedacos)))
        corpo: Iterable[bytes] = somado
        if membro.compress_type == ZIP_DEFLATED:
            corpo = em_blocos(somado, nivel, self._operarios)
        grande = estado.tamanho >= _LIMIAR_ZIP64
        self._aberta().escrever_aos_poucos(membro, corpo, somado, grande=grande)
        return somado.sha256, self._local(membro)

    def _novo_membro(self, nome: str, estado: Estado, *, comprimido: bool) -> ZipInfo:
        nome = self._nomes.reservar(f"{self._destino.stem}/{nome}")
        return novo_membro(nome, estado.mtime_ns, comprimido=comprimido)

    def _local(self, membro: ZipInfo) -> Local:
        return Local(self._destino.stem, membro.filename, membro.file_size)

    def _aberta(self) -> GravacaoDePacote:
        if self._gravacao is None:
            self._gravacao = self._pilha.enter_context(
                _gravando_zip(self._destino, self._andamento, self._operarios)
            )
        return self._gravacao


@contextlib.contextmanager
def _gravando_zip(
    destino: Path, andamento: Andamento, operarios: ThreadPoolExecutor
) -> Iterator[GravacaoDePacote]:
    with gravando(destino) as arquivo:
        caminho = Path(arquivo.name)
        with contextlib.closing(Conferencia(arquivo, andamento, operarios)) as conferencia:
            with ZipFile(arquivo, "w") as pacote:
                yield GravacaoDePacote(arquivo, pacote, conferencia)
            arquivo.flush()
            conferir_pacote(caminho, andamento, conferencia.terminar())
