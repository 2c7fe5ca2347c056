"""The proof of a new pack: what is read back from the file is what was meant to be kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipInfo

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import sha256_de
from componentes.copia_seguranca.diretorio import Membro, ler_diretorio, ler_membro

_LOTE_BYTES = 4 << 20
_LOTE_MEMBROS = 64
_LOTES_ADIANTADOS = 4


class Conferencia:
    """Proves the members of a growing pack, batch by batch, while others are being written."""

    def __init__(self, arquivo: BinaryIO, andamento: Andamento, operarios: Executor) -> None:
        self._arquivo = arquivo
        self._andamento = andamento
        self._operarios = operarios
        self._lote: list[Membro] = []
        self._bytes = 0
        self._correndo: deque[Future[list[Membro]]] = deque()
        self._provados: set[Membro] = set()

    def incluir(self, membro: ZipInfo) -> None:
        """Take note of a member written whole; raises `ErroBackup` when an earlier one failed."""
        self._lote.append(_escrito(membro))
        self._bytes += membro.compress_size
        if self._bytes >= _LOTE_BYTES or len(self._lote) >= _LOTE_MEMBROS:
            self._mandar()

    def close(self) -> None:
        """Leave nothing that still reads the file; after an error that is what is left to do."""
        for futuro in self._correndo:
            if not futuro.cancel():
                futuro.exception()

    def terminar(self) -> Collection[Membro]:
        """Return what is proven; the last few members are left to who checks the whole pack."""
        while self._correndo:
            self._receber()
        return self._provados

    def _mandar(self) -> None:
        self._arquivo.flush()
        caminho = Path(self._arquivo.name)
        self._correndo.append(self._operarios.submit(_provar, caminho, self._lote, self._andamento))
        self._lote, self._bytes = [], 0
        if len(self._correndo) > _LOTES_ADIANTADOS:
            self._receber()

    def _receber(self) -> None:
        self._provados.update(self._correndo.popleft().result())


def conferir_pacote(
    caminho: Path, andamento: Andamento, provados: Collection[Membro] = frozenset()
) -> None:
    """Prove each member that the table of contents names; `provados` only have to be in it.

    Raises `ErroBackup` when one is not what was meant to be kept.
    """
    try:
        with caminho.open("rb", buffering=0) as arquivo:
            membros = ler_diretorio(arquivo)
    except ERROS_DE_ZIP as erro:
        raise _nao_confere(caminho, str(erro)) from erro
    if not set(membros).issuperset(provados):
        raise _nao_confere(caminho, "a lista de membros")
    _provar(caminho, (membro for membro in membros if membro not in provados), andamento)


def _provar(caminho: Path, membros: Iterable[Membro], andamento: Andamento) -> list[Membro]:
    provados = []
    try:
        with caminho.open("rb", buffering=0) as arquivo:
            for membro in membros:
                pedacos = andamento.vigiar(ler_membro(arquivo, membro, estrito=True))
                if sha256_de(pedacos) != membro.comentario.decode():
                    raise _nao_confere(caminho, membro.nome)
                provados.append(membro)
    except ERROS_DE_ZIP as erro:
        raise _nao_confere(caminho, str(erro)) from erro
    return provados


def _escrito(membro: ZipInfo) -> Membro:
    """Return how the table of contents has to describe `membro`."""
    return Membro(
        nome=membro.filename,
        comentario=membro.comment,
        inicio=membro.header_offset,
        comprimido=membro.compress_size,
        tamanho=membro.file_size,
        metodo=membro.compress_type,
        crc=membro.CRC,
    )


def _nao_confere(caminho: Path, detalhe: str) -> ErroBackup:
    return ErroBackup(
        f"O que foi gravado não confere com o que foi lido ({detalhe})",
        onde=caminho.parent,
        o_que_fazer="confira o disco e a memória do computador e repita o backup",
    )
