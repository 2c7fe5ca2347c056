"""All contents that the packs hold, found by hash, and read back only under proof.

The packs themselves say what they hold: each member carries its SHA-256 as its comment. So no
index can disagree with them, and a pack that outlived a crash without its snapshot is still used.
"""

from __future__ import annotations

import hashlib
import re
import struct
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import BadZipFile, LargeZipFile

from componentes.copia_seguranca.diretorio import Membro, ler_diretorio, ler_membro
from componentes.copia_seguranca.modelo import Local

SEM_LUGAR = "nenhum pacote legível tem este conteúdo"
_SHA256 = re.compile(rb"[0-9a-f]{64}")

ERROS_DE_ZIP = (
    BadZipFile,
    LargeZipFile,
    OSError,
    EOFError,
    ValueError,  # also names that are not UTF-8
    LookupError,
    OverflowError,
    RuntimeError,  # encrypted members, unknown compression
    struct.error,
    zlib.error,
)
"""What `zipfile` raises, depending on its version, when the bytes of an archive have changed."""


class ConteudoDanificado(Exception):
    """No pack holds this content unharmed; the text is the reason."""


class Acervo:
    """The packs of one folder; each is looked into when it is first asked for.

    Threads may read side by side; a context manager, because each of them keeps one pack open.
    """

    def __init__(self, pasta: Path) -> None:
        self.pasta = pasta
        self._nomes = dict.fromkeys(sorted(caminho.stem for caminho in pasta.glob("*.zip")))
        self._trava = threading.Lock()
        self._locais: dict[str, list[Local]] | None = None
        self._membros: dict[str, dict[tuple[str, str], Membro]] = {}
        self._da_linha = threading.local()
        self._abertos: list[BinaryIO] = []
        self._danificados: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _tipo: type[BaseException] | None,
        _erro: BaseException | None,
        _rastro: TracebackType | None,
    ) -> None:
        for arquivo in self._abertos:
            arquivo.close()

    @property
    def locais(self) -> Mapping[str, list[Local]]:
        """Every place of every content, by its hash, in the order of the packs."""
        self._inventariar_todos()
        if self._locais is None:
            self._locais = defaultdict(list)
            for pacote in self._nomes:
                for (nome, sha256), membro in self._membros[pacote].items():
                    self._locais[sha256].append(Local(pacote, nome, membro.tamanho))
        return self._locais

    @property
    def danificados(self) -> Mapping[str, str]:
        """The packs that cannot be opened, and why."""
        self._inventariar_todos()
        return self._danificados

    def dano(self, local: Local, sha256: str) -> str:
        """Say why the pack of `local` does not hold that content there; "" when it says it does."""
        membro = self._membro(local, sha256)
        if local.pacote in self._danificados:
            return f"{local.pacote}.zip está danificado ({self._danificados[local.pacote]})"
        if membro is None or membro.tamanho != local.tamanho:
            return f"o conteúdo não está em {local.pacote}.zip"
        return ""

    def lugares(self, sha256: str, primeiro: Local) -> Iterator[Local]:
        """Yield where a content may lie, `primeiro` before all others: it may spare the search."""
        if not self.dano(primeiro, sha256):
            yield primeiro
        yield from (
            local
            for local in self.locais.get(sha256, [])
            if local != primeiro and local.tamanho == primeiro.tamanho
        )

    def ler(self, sha256: str, tamanho: int) -> Iterator[bytes]:
        """Yield the content in pieces; it is proven only once the iteration has ended.

        Raises `ConteudoDanificado`. Never yields more than `tamanho` bytes.
        """
        local = self._local_inteiro(sha256, tamanho)
        yield from self.ler_de(local, sha256, tamanho)

    def ler_de(
        self, local: Local, sha256: str, tamanho: int, *, estrito: bool = False
    ) -> Iterator[bytes]:
        """Like `ler`, from one place and no other; `estrito` as `ler_membro` has it."""
        resumo = hashlib.sha256()
        resto = tamanho
        for pedaco in self._pedacos(local, sha256, estrito=estrito):
            resto -= len(pedaco)
            if resto < 0:
                break
            resumo.update(pedaco)
            yield pedaco
        if resto or resumo.hexdigest() != sha256:
            raise ConteudoDanificado(f"o conteúdo em {local.pacote}.zip não confere com o SHA-256")

    def _local_inteiro(self, sha256: str, tamanho: int) -> Local:
        locais = self.locais.get(sha256, [])
        if not locais:
            raise ConteudoDanificado(SEM_LUGAR)
        for local in locais[:-1]:  # with a single place the reading itself is the proof
            try:
                for _ in self.ler_de(local, sha256, tamanho):
                    pass
            except ConteudoDanificado:
                continue
            return local
        return locais[-1]

    def _pedacos(self, local: Local, sha256: str, *, estrito: bool) -> Iterator[bytes]:
        membro = self._membro(local, sha256)
        if membro is None:
            raise ConteudoDanificado(f"o conteúdo não está em {local.pacote}.zip")
        try:
            yield from ler_membro(self._pacote(local.pacote), membro, estrito=estrito)
        except ERROS_DE_ZIP as erro:
            raise ConteudoDanificado(f"{local.pacote}.zip está danificado ({erro})") from erro

    def _membro(self, local: Local, sha256: str) -> Membro | None:
        self._inventariar(local.pacote)
        return self._membros.get(local.pacote, {}).get((local.membro, sha256))

    def _pacote(self, nome: str) -> BinaryIO:
        """Keep only the last pack of a thread open: there may be more than file descriptors."""
        aberto: tuple[str, BinaryIO] | None = getattr(self._da_linha, "aberto", None)
        if aberto is None or aberto[0] != nome:
            if aberto is not None:
                aberto[1].close()
            aberto = nome, (self.pasta / f"{nome}.zip").open("rb", buffering=0)
            self._da_linha.aberto = aberto
            self._abertos.append(aberto[1])
        return aberto[1]

    def _inventariar_todos(self) -> None:
        for nome in self._nomes:
            self._inventariar(nome)

    def _inventariar(self, nome: str) -> None:
        with self._trava:
            # A manifest may name anything; only what is in the folder is opened.
            if nome in self._nomes and nome not in self._membros:
                self._membros[nome] = self._membros_de(nome)

    def _membros_de(self, nome: str) -> dict[tuple[str, str], Membro]:
        try:
            with (self.pasta / f"{nome}.zip").open("rb", buffering=0) as pacote:
                membros = ler_diretorio(pacote)
        except ERROS_DE_ZIP as erro:
            self._danificados[nome] = str(erro)
            return {}
        return {
            (membro.nome, membro.comentario.decode()): membro
            for membro in membros
            if _SHA256.fullmatch(membro.comentario)
        }
