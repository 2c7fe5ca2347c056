"""A snapshot on disk: `instantaneos/<id>.zip` with the manifest and a text for people."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from componentes.base.erros import ErroBackup
from componentes.base.gravacao import gravando
from componentes.base.tempo import agora
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP
from componentes.copia_seguranca.leia_me import LEIA_ME
from componentes.copia_seguranca.modelo import (
    ULTIMO,
    VERSAO_FORMATO,
    Cabecalho,
    Instantaneo,
    Manifesto,
)

MANIFESTO = "manifesto.json"
_Lido = TypeVar("_Lido", bound=Cabecalho)
_ID = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{4}")


class InstantaneoIlegivel(ErroBackup):
    """The snapshot exists but its manifest cannot be used."""


def novo_id(criado_em: str) -> str:
    """Return an id that sorts by time, such as `20261120T153012123Z-4f2a`."""
    return re.sub(r"[-:.]", "", criado_em) + "-" + secrets.token_hex(2)


def e_id(nome: str) -> bool:
    """Whether a file is called like a snapshot, `.zip` included."""
    return nome.endswith(".zip") and _ID.fullmatch(nome.removesuffix(".zip")) is not None


def novo_instantaneo() -> Instantaneo:
    """Return the empty snapshot of this moment."""
    criado_em = agora()
    return Instantaneo(novo_id(criado_em), criado_em)


def gravar_manifesto(pasta: Path, manifesto: Manifesto) -> None:
    """Write the snapshot whole; raises `ErroDisco`."""
    dados = msgspec.json.format(msgspec.json.encode(manifesto), indent=1)
    destino = pasta / f"{manifesto.instantaneo.id}.zip"
    with gravando(destino) as arquivo, ZipFile(arquivo, "w", ZIP_DEFLATED) as snapshot:
        snapshot.writestr(MANIFESTO, dados)
        snapshot.writestr("LEIA-ME.txt", LEIA_ME)


def ids(pasta: Path) -> list[str]:
    """Return the ids of all snapshots, newest first; other files are not ours."""
    return sorted((p.stem for p in pasta.glob("*.zip") if e_id(p.name)), reverse=True)


def listar(pasta: Path) -> list[Instantaneo]:
    """Return all snapshots, newest first; one that cannot be read says so in `dano`."""
    return [_resumo(pasta, nome) for nome in ids(pasta)]


def ler_manifesto(pasta: Path, qual: str) -> Manifesto:
    """Return the manifest of the id `qual`, or of the newest.

    Raises `ErroBackup` when there is none, `InstantaneoIlegivel` when it is damaged.
    """
    existentes = ids(pasta)
    nome = existentes[0] if qual == ULTIMO and existentes else qual
    if nome not in existentes:
        raise ErroBackup(
            f"Não existe o backup {qual!r}" if existentes else "Ainda não há nenhum backup",
            onde=pasta.parent,
            o_que_fazer="veja-os com: backups listar"
            if existentes
            else "faça um com: backup_completo",
        )
    return _ler(pasta, nome, Manifesto)


def _resumo(pasta: Path, nome: str) -> Instantaneo:
    try:
        return _ler(pasta, nome, Cabecalho).instantaneo
    except InstantaneoIlegivel as erro:
        return Instantaneo(nome, dano=erro.o_que)


def _ler(pasta: Path, nome: str, tipo: type[_Lido]) -> _Lido:
    caminho = pasta / f"{nome}.zip"
    try:
        with ZipFile(caminho) as snapshot:
            lido = msgspec.json.decode(snapshot.read(MANIFESTO), type=tipo)
    except (*ERROS_DE_ZIP, msgspec.MsgspecError) as erro:
        raise _ilegivel(caminho, f"está danificado ({erro})") from erro
    if lido.schema_version != VERSAO_FORMATO:
        raise _ilegivel(caminho, f"usa o formato {lido.schema_version}, que esta versão não lê")
    if lido.instantaneo.id != nome:
        raise _ilegivel(caminho, f"pertence a outro backup ({lido.instantaneo.id})")
    return lido


def _ilegivel(caminho: Path, motivo: str) -> InstantaneoIlegivel:
    return InstantaneoIlegivel(
        f"O backup {caminho.stem} {motivo}",
        onde=caminho,
        o_que_fazer="use outro backup da lista, ou uma versão mais nova do programa",
    )
