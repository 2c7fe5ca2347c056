"""A second place as sending sees it: named files, written, read back, and only then named."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from componentes.base.erros import ErroBackup, erro_de_disco
from componentes.base.gravacao import sincronizar_pasta
from componentes.copia_seguranca.conteudo import PEDACO, sha256_de
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES

_Resposta = TypeVar("_Resposta")
_RESTO = re.compile(r"\.enviando\.[0-9a-f]{12}\.tmp")


class FalhaDeDestino(ErroBackup):
    """A second place does not do what it is asked; what was sent before is there."""


class DestinoAusente(FalhaDeDestino):
    """A drive that is not there, a server that does not answer, or another place than before."""


class Deposito(ABC):
    """Files by names such as `pacotes/x.zip`; every failure is a `FalhaDeDestino`.

    A name that does not exist is a `FileNotFoundError`.
    """

    renomeia: bool
    """Whether a file can be written under another name first."""

    def publicar(self, nome: str, pedacos: Iterable[bytes], sha256: str) -> None:
        """Write `pedacos`, read all of it back, and only then let it have its name.

        A store that cannot rename has it under its name before the proof: until a file is proven
        nobody relies on it. Raises `FalhaDeDestino` when what is read is not `sha256`.
        """
        provisorio = self._provisorio(nome) if self.renomeia else nome
        try:
            self.escrever(provisorio, pedacos)
            self._conferir(nome, provisorio, sha256)
            if provisorio != nome:
                self.nomear(provisorio, nome)
        except BaseException:
            with contextlib.suppress(FalhaDeDestino, OSError):
                self.remover(provisorio)
            raise

    def _conferir(self, nome: str, provisorio: str, sha256: str) -> None:
        if sha256_de(self.ler(provisorio)) != sha256:
            raise FalhaDeDestino(
                f"O que chegou ao destino não confere com o que foi enviado ({nome})",
                o_que_fazer="confira o disco ou a rede; o próximo envio tenta de novo",
            )

    def limpar_restos(self) -> None:
        """Remove what a sending that was killed left half-written."""
        for pasta in ("", PACOTES, INSTANTANEOS):
            for nome in self.tamanhos(pasta):
                if _RESTO.fullmatch(nome.rpartition("/")[2]):
                    self.remover(nome)

    def _provisorio(self, nome: str) -> str:
        pasta, barra, _ = nome.rpartition("/")
        return f"{pasta}{barra}.enviando.{secrets.token_hex(6)}.tmp"

    @abstractmethod
    def preparar(self, *, novo: bool) -> None:
        """Make the folders; a place that is not `novo` has to be there already.

        Raises `DestinoAusente`.
        """

    @abstractmethod
    def tamanhos(self, pasta: str) -> dict[str, int]:
        """Return the files of one folder with their sizes; {} without the folder."""

    @abstractmethod
    def ler(self, nome: str) -> Iterator[bytes]:
        """Yield a file in pieces."""

    @abstractmethod
    def escrever(self, nome: str, pedacos: Iterable[bytes]) -> None:
        """Write a file, to the disk where that can be asked for."""

    @abstractmethod
    def nomear(self, de: str, para: str) -> None:
        """Give a file another name, in place of what has it."""

    @abstractmethod
    def remover(self, nome: str) -> None:
        """Remove one file."""


class DepositoEmPasta(Deposito):
    """A folder, on whatever drive or share."""

    renomeia = True

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz

    def preparar(self, *, novo: bool) -> None:
        """A new folder is made, its parent not: on a drive that is absent both are missing."""
        if not (self._raiz.parent if novo else self._raiz).is_dir():
            raise DestinoAusente(
                "O destino de backup não está acessível",
                onde=self._raiz,
                o_que_fazer="ligue a unidade ou a rede; de um destino novo a pasta acima já existe",
            )
        for pasta in (self._raiz, self._raiz / PACOTES, self._raiz / INSTANTANEOS):
            self._tentar(partial(pasta.mkdir, exist_ok=True))

    def tamanhos(self, pasta: str) -> dict[str, int]:
        """List with one walk over the folder."""

        def listar() -> dict[str, int]:
            with os.scandir(self._raiz / pasta) as achados:
                antes = f"{pasta}/" if pasta else ""
                return {antes + a.name: a.stat().st_size for a in achados if a.is_file()}

        try:
            return self._tentar(listar)
        except FileNotFoundError:
            return {}

    def ler(self, nome: str) -> Iterator[bytes]:
        """Read as the system gives it: perhaps from its memory and not from the disk."""
        with self._tentar(lambda: (self._raiz / nome).open("rb")) as arquivo:
            while pedaco := self._tentar(lambda: arquivo.read(PEDACO)):
                yield pedaco

    def escrever(self, nome: str, pedacos: Iterable[bytes]) -> None:
        """Write and sync."""
        with self._tentar(lambda: (self._raiz / nome).open("wb")) as arquivo:
            for pedaco in pedacos:
                self._tentar(partial(arquivo.write, pedaco))
            self._tentar(arquivo.flush)
            self._tentar(partial(os.fsync, arquivo.fileno()))

    def nomear(self, de: str, para: str) -> None:
        """Replace, and sync the folder."""
        self._tentar(lambda: (self._raiz / de).replace(self._raiz / para))
        self._tentar(lambda: sincronizar_pasta((self._raiz / para).parent))

    def remover(self, nome: str) -> None:
        """Remove it, if it is there."""
        self._tentar(lambda: (self._raiz / nome).unlink(missing_ok=True))

    def _tentar(self, acao: Callable[[], _Resposta]) -> _Resposta:
        try:
            return acao()
        except FileNotFoundError as erro:
            if self._raiz.is_dir():
                raise
            raise DestinoAusente("O destino de backup sumiu", onde=self._raiz) from erro
        except OSError as erro:
            explicado = erro_de_disco(erro, "enviar o backup", self._raiz)
            raise FalhaDeDestino(
                explicado.o_que, onde=self._raiz, o_que_fazer="confira a unidade de destino"
            ) from erro
