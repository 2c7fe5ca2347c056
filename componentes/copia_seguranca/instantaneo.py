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
from componentes.copia_seguranca import estrutura
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
_ID = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{4}", re.ASCII)


class InstantaneoIlegivel(ErroBackup):
    """The snapshot exists but its manifest cannot be used."""


class ManifestoEstranho(InstantaneoIlegivel):
    """The ZIP is unharmed, but its manifest is of another version or of another backup."""


def novo_id(criado_em: str) -> str:
    """Return an id that sorts by time, such as `20261120T153012123Z-4f2a`."""
    return re.sub(r"[-:.]", "", criado_em) + "-" + secrets.token_hex(2)


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


def e_id(nome: str) -> bool:
    """Whether a snapshot or a pack of this program may have the name, without its `.zip`."""
    return bool(_ID.fullmatch(nome))


def ids(pasta: Path) -> list[str]:
    """Return the ids of all snapshots, newest first; other files are not ours."""
    return sorted((p.stem for p in pasta.glob("*.zip") if e_id(p.stem)), reverse=True)


def listar(pasta: Path) -> list[Instantaneo]:
    """Return all snapshots, newest first; one that cannot be read says so in `dano`."""
    return [_resumo(pasta, nome) for nome in ids(pasta)]


def ler_manifesto(pasta: Path, qual: str) -> Manifesto:
    """Return the manifest of the id `qual`, or of the newest.

    Raises `ErroBackup` when there is none, `InstantaneoIlegivel` when it is damaged.
    """
    return ler(pasta, escolhido(pasta, qual), Manifesto)


def escolhido(pasta: Path, qual: str) -> str:
    """Return the id that `qual` (id or "ultimo") stands for; raises `ErroBackup`."""
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
    return nome


def defeitos(pasta: Path, qual: str) -> list[str]:
    """Return what is damaged in the ZIP of a snapshot that can still be read."""
    caminho = pasta / f"{qual}.zip"
    try:
        achados = [defeito.texto for defeito in estrutura.defeitos(caminho)]
        with ZipFile(caminho) as snapshot:
            ruim = snapshot.testzip()
    except ERROS_DE_ZIP as erro:
        return [f"instantaneos/{caminho.name}: {erro}"]
    achados += [f"{ruim} está danificado"] if ruim else []
    return [f"instantaneos/{caminho.name}: {a}; a lista de arquivos ainda se lê" for a in achados]


def _resumo(pasta: Path, nome: str) -> Instantaneo:
    try:
        return ler(pasta, nome, Cabecalho).instantaneo
    except InstantaneoIlegivel as erro:
        return Instantaneo(nome, dano=erro.o_que)


def ler(pasta: Path, nome: str, tipo: type[_Lido]) -> _Lido:
    caminho = pasta / f"{nome}.zip"
    try:
        with ZipFile(caminho) as snapshot:
            dados = snapshot.read(MANIFESTO)
    except ERROS_DE_ZIP as erro:
        raise _ilegivel(caminho, f"está danificado ({erro})") from erro
    try:
        lido = msgspec.json.decode(dados, type=tipo)
    except msgspec.MsgspecError as erro:
        raise _ilegivel(caminho, f"está danificado ({erro})", ManifestoEstranho) from erro
    if lido.schema_version != VERSAO_FORMATO:
        motivo = f"usa o formato {lido.schema_version}, que esta versão não lê"
        raise _ilegivel(caminho, motivo, ManifestoEstranho)
    if lido.instantaneo.id != nome:
        motivo = f"pertence a outro backup ({lido.instantaneo.id})"
        raise _ilegivel(caminho, motivo, ManifestoEstranho)
    return lido


def _ilegivel(
    caminho: Path, motivo: str, tipo: type[InstantaneoIlegivel] = InstantaneoIlegivel
) -> InstantaneoIlegivel:
    return tipo(
        f"O backup {caminho.stem} {motivo}",
        onde=caminho,
        o_que_fazer="use outro backup da lista, ou uma versão mais nova do programa",
    )
