"""Writing one pack: an ordinary ZIP whose members carry their SHA-256 as comment.

A pack takes its final name only after every member was read back and proven; a crash, a full
disk or a cancellation before that leaves nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZipFile, ZipInfo

from componentes.base.erros import ErroBackup
from componentes.base.gravacao import gravando
from componentes.base.nomes import NomesUnicos
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import (
    PEDACO,
    Estado,
    LeituraFalhou,
    ler_pedacos,
    sha256_de,
)
from componentes.copia_seguranca.membro import novo_membro
from componentes.copia_seguranca.modelo import Local

_LIMIAR_ZIP64 = 1 << 30
_LEITORES = 2


class _SemConteudo(Exception):
    """Thrown into `gravando`, which drops its file on any exception."""


class Pacote:
    """A pack in the making; without a single new content no file is created at all."""

    def __init__(self, destino: Path, andamento: Andamento) -> None:
        self._destino = destino
        self._andamento = andamento
        self._pilha = ExitStack()
        self._zip: ZipFile | None = None
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
        self._pilha.__exit__(tipo, erro, rastro)

    @property
    def vazio(self) -> bool:
        """Whether this backup met no new content so far."""
        return self._zip is None or not self._zip.filelist

    def guardar(self, origem: Path, nome: str, estado: Estado) -> tuple[str, Local]:
        """Store the content of `origem` as member `nome`; return its SHA-256 and its place.

        Raises `LeituraFalhou` after taking back what was written of it.
        """
        pedacos = ler_pedacos(origem, estado.tamanho)
        primeiro = next(pedacos, b"")
        nome = self._nomes.reservar(f"{self._destino.stem}/{nome}")
        membro = novo_membro(nome, estado.mtime_ns, primeiro)
        pacote = self._aberto()
        try:
            sha256 = self._escrever(pacote, membro, chain((primeiro,), pedacos), estado)
        except LeituraFalhou:
            _retirar(pacote, membro)
            raise
        membro.comment = sha256.encode()
        return sha256, Local(self._destino.stem, membro.filename, membro.file_size)

    def _aberto(self) -> ZipFile:
        if self._zip is None:
            self._zip = self._pilha.enter_context(_gravando_zip(self._destino, self._andamento))
        return self._zip

    def _escrever(
        self, pacote: ZipFile, membro: ZipInfo, pedacos: Iterator[bytes], estado: Estado
    ) -> str:
        resumo = hashlib.sha256()
        grande = estado.tamanho >= _LIMIAR_ZIP64
        with pacote.open(membro, "w", force_zip64=grande) as saida:
            for pedaco in self._andamento.vigiar(pedacos):
                resumo.update(pedaco)
                saida.write(pedaco)
        return resumo.hexdigest()


@contextlib.contextmanager
def _gravando_zip(destino: Path, andamento: Andamento) -> Iterator[ZipFile]:
    with gravando(destino) as arquivo:
        with ZipFile(arquivo, "w") as pacote:
            yield pacote
        arquivo.flush()
        conferir_pacote(Path(arquivo.name), andamento)


def conferir_pacote(caminho: Path, andamento: Andamento) -> None:
    """Read every member back; raises `ErroBackup` when one is not what was meant to be kept.

    Inflating and hashing leave the GIL, so a few readers side by side take as many processors.
    """
    with ThreadPoolExecutor(_LEITORES, thread_name_prefix="conferencia") as leitores:
        partes = [
            leitores.submit(_conferir_parte, caminho, andamento, parte)
            for parte in range(_LEITORES)
        ]
        for futuro in partes:
            futuro.result()


def _conferir_parte(caminho: Path, andamento: Andamento, parte: int) -> None:
    """Check every `_LEITORES`-th member, beginning with number `parte`."""
    try:
        with ZipFile(caminho) as pacote:
            for membro in pacote.infolist()[parte::_LEITORES]:
                if _sha256_do_membro(pacote, membro, andamento) != membro.comment.decode():
                    raise _nao_confere(caminho, membro.filename)
    except ERROS_DE_ZIP as erro:
        raise _nao_confere(caminho, str(erro)) from erro


def _sha256_do_membro(pacote: ZipFile, membro: ZipInfo, andamento: Andamento) -> str:
    with pacote.open(membro) as entrada:
        return sha256_de(andamento.vigiar(iter(partial(entrada.read, PEDACO), b"")))


def _nao_confere(caminho: Path, detalhe: str) -> ErroBackup:
    return ErroBackup(
        f"O que foi gravado não confere com o que foi lido ({detalhe})",
        onde=caminho.parent,
        o_que_fazer="confira o disco e a memória do computador e repita o backup",
    )


def _retirar(pacote: ZipFile, membro: ZipInfo) -> None:
    """Take a half-written member back, so that the pack holds whole files only."""
    pacote.filelist.remove(membro)
    del pacote.NameToInfo[membro.filename]
    pacote.start_dir = membro.header_offset
    if pacote.fp is not None:
        pacote.fp.seek(membro.header_offset)
        pacote.fp.truncate()
