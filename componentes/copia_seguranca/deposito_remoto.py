"""A second place on a server or in a cloud, reached through fsspec.

fsspec and what it needs are imported with the first use: without such a place nothing is loaded.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from componentes.base.erros import ErroConfiguracao, em_uma_linha
from componentes.copia_seguranca.conteudo import PEDACO
from componentes.copia_seguranca.deposito import Deposito, DestinoAusente, FalhaDeDestino
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES

_Resposta = TypeVar("_Resposta")
_PACOTES = {
    "s3": ("s3fs", "s3fs"),
    "sftp": ("paramiko", "paramiko"),
    "ssh": ("paramiko", "paramiko"),
    "gs": ("gcsfs", "gcsfs"),
    "gcs": ("gcsfs", "gcsfs"),
    "abfs": ("adlfs", "adlfs"),
    "az": ("adlfs", "adlfs"),
    "smb": ("smbclient", "smbprotocol"),
    "ftp": ("ftplib", ""),
    "memory": ("fsspec", ""),
}
"""Each kind of store with the module that speaks it, and the package to install for that."""
_DA_MESMA_DATA = frozenset({"s3fs", "gcsfs"})
_COM_RENOMEACAO = frozenset({"sftp", "ssh", "ftp", "smb"})
_PRAZO = 30
_COM_PRAZO = frozenset({"sftp", "ssh", "ftp"})


def conferir_esquema(lugar: Lugar) -> None:
    """Raise `ErroConfiguracao` for a store nobody here speaks to, naming what to install."""
    modulo, pacote = _PACOTES.get(lugar.esquema, ("", ""))
    if not modulo and lugar.esquema not in _registrados():
        raise ErroConfiguracao(
            f"O destino de backup '{lugar.nome}' é de um tipo desconhecido: {lugar.esquema}://",
            o_que_fazer=f"use uma pasta, ou um de: {', '.join(f'{e}://' for e in _PACOTES)}",
        )
    if modulo and importlib.util.find_spec(modulo) is None:
        raise ErroConfiguracao(
            f"Falta um pacote para o destino de backup '{lugar.nome}' ({lugar.esquema}://)",
            o_que_fazer=f"execute: python -m pip install {pacote}{_versao(pacote)}",
        )


def _versao(pacote: str) -> str:
    """Return which version to ask for: some packages want the fsspec of their own date."""
    return f"=={importlib.metadata.version('fsspec')}" if pacote in _DA_MESMA_DATA else ""


def _registrados() -> Iterable[str]:
    """Return what other programs have taught fsspec in this process."""
    from fsspec.registry import registry  # noqa: PLC0415  (only where such a place is asked for)

    nomes: Iterable[str] = registry
    return nomes


class DepositoRemoto(Deposito):
    """One connection to a store; made with the first use, and not shared with anybody."""

    def __init__(self, lugar: Lugar) -> None:
        conferir_esquema(lugar)
        self._lugar = lugar
        self._ligado: tuple[Any, str] | None = None
        self.renomeia = lugar.esquema in _COM_RENOMEACAO

    def preparar(self, *, novo: bool) -> None:  # noqa: ARG002  a store is where its address says
        """Connect, and make the folders where the store has any."""
        try:
            for pasta in (PACOTES, INSTANTANEOS):
                self._tentar(partial(_criar, pasta))
        except FalhaDeDestino as erro:
            raise DestinoAusente(
                erro.o_que, o_que_fazer="confira a rede, o endereço e as credenciais"
            ) from None

    def tamanhos(self, pasta: str) -> dict[str, int]:
        """List anew, past whatever the library remembers."""

        def listar(fs: Any, raiz: str) -> dict[str, int]:
            fs.invalidate_cache()
            achados = fs.ls(f"{raiz}/{pasta}".rstrip("/"), detail=True)
            antes = f"{pasta}/" if pasta else ""
            return {
                antes + a["name"].rstrip("/").rpartition("/")[2]: int(a["size"] or 0)
                for a in achados
                if a["type"] == "file"
            }

        try:
            return self._tentar(listar)
        except FileNotFoundError:
            return {}

    def ler(self, nome: str) -> Iterator[bytes]:
        """Read forward only, without keeping what was read."""
        with self._aberto(nome, "rb", cache_type="readahead") as arquivo:
            while pedaco := self._tentar(lambda _fs, _raiz: arquivo.read(PEDACO)):
                yield pedaco

    def escrever(self, nome: str, pedacos: Iterable[bytes]) -> None:
        """Write in pieces, so that a wish to stop is heard between them."""
        with self._aberto(nome, "wb") as arquivo:
            for pedaco in pedacos:
                self._tentar(partial(_acrescentar, arquivo, pedaco))

    def nomear(self, de: str, para: str) -> None:
        """Rename; not every server does that over a file that is there."""

        def nomear(fs: Any, raiz: str) -> None:
            fs.invalidate_cache()
            if fs.exists(f"{raiz}/{para}"):
                fs.rm_file(f"{raiz}/{para}")
            fs.mv(f"{raiz}/{de}", f"{raiz}/{para}")

        self._tentar(nomear)

    def remover(self, nome: str) -> None:
        """Remove it, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._tentar(lambda fs, raiz: fs.rm_file(f"{raiz}/{nome}"))

    @contextlib.contextmanager
    def _aberto(self, nome: str, modo: str, **opcoes: Any) -> Iterator[Any]:
        """Open a file of the store; closing it, which sends the last of it, may fail as well."""
        arquivo = self._tentar(lambda fs, raiz: fs.open(f"{raiz}/{nome}", modo, **opcoes))
        try:
            yield arquivo
        except BaseException:
            with contextlib.suppress(Exception):  # what is half-written is removed by who asked
                arquivo.close()
            raise
        self._tentar(lambda _fs, _raiz: arquivo.close())

    def _ligacao(self) -> tuple[Any, str]:
        if self._ligado is None:
            from fsspec.core import url_to_fs  # noqa: PLC0415

            opcoes = {"timeout": _PRAZO} if self._lugar.esquema in _COM_PRAZO else {}
            fs, raiz = url_to_fs(self._lugar.endereco, skip_instance_cache=True, **opcoes)
            self._ligado = fs, raiz.rstrip("/")
        return self._ligado

    def _tentar(self, acao: Callable[[Any, str], _Resposta]) -> _Resposta:
        """Do one thing; whatever a library raises becomes one kind of error, without secrets."""
        try:
            return acao(*self._ligacao())
        except FileNotFoundError:
            raise FileNotFoundError(self._lugar.nome) from None  # the path may hold the address
        except Exception as erro:
            self._ligado = None  # a broken connection is not used again
            dito = self._lugar.esconder(f"{type(erro).__name__}: {em_uma_linha(erro)}")
            raise FalhaDeDestino(
                f"O destino de backup '{self._lugar.nome}' falhou ({dito})",
                o_que_fazer="confira a rede e as credenciais; o próximo envio continua daqui",
            ) from None  # the cause may quote the address


def _criar(pasta: str, fs: Any, raiz: str) -> None:
    fs.makedirs(f"{raiz}/{pasta}", exist_ok=True)


def _acrescentar(arquivo: Any, pedaco: bytes, _fs: Any, _raiz: str) -> None:
    arquivo.write(pedaco)
