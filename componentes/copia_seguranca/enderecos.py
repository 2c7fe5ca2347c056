"""Second places by name: their addresses, where those come from, and which of them are refused."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_backup import DestinoDeBackup
from componentes.base.segredos import ler_segredos
from componentes.base.sigilo import mascarar

SECAO = "backup"
_ESQUEMA = re.compile(r"([a-z][a-z0-9+.-]+)://(.*)", re.IGNORECASE | re.DOTALL)
_UNIDADE = re.compile(r"[a-z]:[\\/]|\\\\", re.IGNORECASE)
_DO_AMBIENTE = "env:"
_MASCARA = "●●●●"
_MENOR_SEGREDO = 4


@dataclass(frozen=True, slots=True)
class Lugar:
    """A second place: a folder, or a store whose address no representation of this value shows."""

    nome: str
    endereco: str = field(repr=False)
    pasta: Path | None = None
    """Where it is, absolute; None for a store."""

    @property
    def esquema(self) -> str:
        """The kind of store (`s3`, `sftp`), "" for a folder."""
        achado = _ESQUEMA.fullmatch(self.endereco)
        return achado[1].lower() if achado and self.pasta is None else ""

    def esconder(self, texto: str) -> str:
        """Return what a library said of this place without passwords and, of a store, address."""
        for segredo in _segredos(self.endereco) if self.pasta is None else ():
            texto = texto.replace(segredo, _MASCARA)
        return mascarar(texto)


@dataclass(frozen=True, slots=True)
class Lugares:
    """All second places there are, and what is wrong with those that are missing."""

    todos: tuple[Lugar, ...] = ()
    problemas: tuple[ErroConfiguracao, ...] = ()


def reunir(
    destinos: Sequence[DestinoDeBackup],
    segredos: Path,
    ambiente: Mapping[str, str],
    base: Path,
    proibidas: Iterable[Path],
) -> Lugares:
    """Return the second places of the private file and of the configuration, which wins.

    Folders are relative to `base` and never inside one of `proibidas`. What cannot be used is a
    problem that is told, not an exception: it must not stop a run.
    """
    achados: dict[str, Lugar] = {}
    problemas: list[ErroConfiguracao] = []
    recusadas = tuple(proibidas)
    for item in (*_do_arquivo(segredos), *_da_configuracao(destinos, ambiente)):
        try:
            if isinstance(item, ErroConfiguracao):
                raise item
            achados[item[0]] = _lugar(*item, base, recusadas)
        except ErroConfiguracao as erro:
            problemas.append(erro)
    return Lugares(tuple(achados.values()), tuple(problemas))


_Par = tuple[str, str]
"""A name and an address."""


def _do_arquivo(segredos: Path) -> Iterator[_Par | ErroConfiguracao]:
    try:
        lidos = ler_segredos(segredos, SECAO)
    except ErroConfiguracao as erro:
        yield erro
        return
    for nome, endereco in lidos.items():
        if isinstance(endereco, str) and endereco.strip() and nome:
            yield nome, endereco.strip()
        else:
            yield ErroConfiguracao(
                f"O destino de backup '{nome}' não serve",
                onde=segredos,
                o_que_fazer="o endereço é um texto, como sftp://usuario:senha@maquina/pasta",
            )


def _da_configuracao(
    destinos: Sequence[DestinoDeBackup], ambiente: Mapping[str, str]
) -> Iterator[_Par | ErroConfiguracao]:
    for destino in destinos:
        if not destino.endereco.startswith(_DO_AMBIENTE):
            yield destino.nome, destino.endereco.strip()
            continue
        variavel = destino.endereco.removeprefix(_DO_AMBIENTE)
        if endereco := ambiente.get(variavel, "").strip():
            yield destino.nome, endereco
        else:
            yield ErroConfiguracao(
                f"O destino de backup '{destino.nome}' não tem endereço",
                onde=f"variável de ambiente {variavel}",
                o_que_fazer="defina a variável no terminal ou serviço que executa o programa",
            )


def _lugar(nome: str, endereco: str, base: Path, proibidas: Sequence[Path]) -> Lugar:
    esquema = _ESQUEMA.fullmatch(endereco)
    if esquema and esquema[1].lower() not in ("file", "local"):
        return Lugar(nome, endereco)
    if not esquema and sys.platform != "win32" and _UNIDADE.match(endereco):
        raise ErroConfiguracao(
            f"O destino de backup '{nome}' é um caminho do Windows",
            onde=endereco,
            o_que_fazer="neste sistema escreva o caminho como /media/disco/copias",
        )
    caminho = url2pathname(unquote(urlsplit(endereco).path)) if esquema else endereco
    pasta = Path(os.path.abspath(base / Path(caminho).expanduser()))  # noqa: PTH100 keeps links
    _conferir_pasta(nome, pasta, proibidas)
    return Lugar(nome, str(pasta), pasta)


def _conferir_pasta(nome: str, pasta: Path, proibidas: Sequence[Path]) -> None:
    """Refuse a folder that the program itself reads or writes, also where a link leads there."""
    real = pasta.resolve()
    for proibida in proibidas:
        if pasta.is_relative_to(proibida) or real.is_relative_to(proibida.resolve()):
            raise ErroConfiguracao(
                f"O destino de backup '{nome}' fica dentro de uma pasta que não pode recebê-lo",
                onde=pasta,
                o_que_fazer=f"escolha uma pasta fora de {proibida}, de preferência em outro disco",
            )


def _segredos(endereco: str) -> Iterator[str]:
    """Yield what gives a store's address away, longest first, as written and decoded."""
    resto = endereco.partition("://")[2]
    dono = resto.rpartition("@")[0]
    senha = dono.partition(":")[2]
    chaves = [par.partition("=")[2] for par in re.split(r"[?&;]", resto)[1:]]
    for parte in (endereco, resto if dono or chaves else "", dono if senha else "", senha, *chaves):
        for dita in dict.fromkeys((parte, unquote(parte), quote(parte, safe=""))):
            if len(dita) >= _MENOR_SEGREDO:
                yield dita
