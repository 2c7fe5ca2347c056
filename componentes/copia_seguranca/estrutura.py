"""The bytes of a ZIP of ours that no content's hash vouches for: headers, directory, end.

Whatever is said twice must agree, what is said once must be what this program writes, and nothing
may lie between. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

LOCAL = struct.Struct("<4sHHHHHLLLHH")
"""Signature, version, flags, method, time, date, CRC, two sizes, lengths of name and extra."""
ASSINATURA_LOCAL = b"PK\x03\x04"
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_ASSINATURA_CENTRAL = b"PK\x01\x02"
_FIM = struct.Struct("<4sHHHHLLH")
_ASSINATURA_DO_FIM = b"PK\x05\x06"
_FEITO_POR = frozenset({3 << 8 | 20, 3 << 8 | 45})
_PERMISSOES = frozenset({(stat.S_IFREG | 0o644) << 16, 0o600 << 16})
_GRANDE_DEMAIS = 0xFFFF_FFFF
_MUITOS_DEMAIS = 0xFFFF


class Membro(NamedTuple):
    """One line of the directory of a ZIP, as it stands there."""

    nome: bytes
    comum: tuple[int, ...]
    """What the header before the content says too: version needed to the two sizes."""
    onde: int
    proprio: bool
    """Whether what only the directory says is what this program writes."""
    comentario: bytes

    @property
    def comprimido(self) -> int:
        """Bytes of the content as it lies in the ZIP."""
        return self.comum[-2]


class Defeito(NamedTuple):
    """Something that is not as it was written, and the member it concerns, "" for all."""

    membro: str
    texto: str


class DiretorioIlegivel(Exception):
    """The directory of the ZIP cannot be followed from its first to its last line."""


def defeitos(caminho: Path) -> list[Defeito]:
    """Return what is wrong with a ZIP of ours around its contents; raises `OSError`.

    A ZIP of 4 GiB or 65 535 members says some of it elsewhere, and is not looked into.
    """
    with caminho.open("rb") as arquivo:
        try:
            return list(_defeitos(arquivo))
        except DiretorioIlegivel as erro:
            return [Defeito("", str(erro))]


def membros(arquivo: IO[bytes]) -> tuple[list[Membro], int]:
    """Return the lines of the directory and where it begins; raises `DiretorioIlegivel`."""
    tamanho = arquivo.seek(0, 2)
    if tamanho < _FIM.size:
        raise DiretorioIlegivel("o arquivo está cortado")
    arquivo.seek(tamanho - _FIM.size)
    fim = _FIM.unpack(arquivo.read(_FIM.size))
    assinatura, disco, outro_disco, quantos, total, extensao, onde, comentario = fim
    if assinatura != _ASSINATURA_DO_FIM or disco or outro_disco or comentario:
        raise DiretorioIlegivel("o fim do arquivo está danificado")
    if quantos != total or onde + extensao != tamanho - _FIM.size:
        raise DiretorioIlegivel("o fim do arquivo não confere com o índice")
    arquivo.seek(onde)
    lidos = list(_linhas(arquivo.read(extensao)))
    if len(lidos) != total:
        raise DiretorioIlegivel("o índice não tem tantos arquivos quantos diz")
    return lidos, onde


def _linhas(diretorio: bytes) -> Iterator[Membro]:
    posicao = 0
    while posicao < len(diretorio):
        if posicao + _CENTRAL.size > len(diretorio):
            raise DiretorioIlegivel("o índice está cortado")
        campos = _CENTRAL.unpack_from(diretorio, posicao)
        assinatura, feito_por, *comum, nome, extra, comentario, disco, interno, externo, onde = (
            campos
        )
        if assinatura != _ASSINATURA_CENTRAL:
            raise DiretorioIlegivel("uma linha do índice está danificada")
        inicio = posicao + _CENTRAL.size
        posicao = inicio + nome + extra + comentario
        proprio = (
            feito_por in _FEITO_POR and externo in _PERMISSOES and not (extra or disco or interno)
        )
        yield Membro(
            diretorio[inicio : inicio + nome],
            tuple(comum),
            onde,
            proprio,
            diretorio[posicao - comentario : posicao],
        )
    if posicao != len(diretorio):
        raise DiretorioIlegivel("o índice está cortado")


def _defeitos(arquivo: IO[bytes]) -> Iterator[Defeito]:
    if _e_zip64(arquivo):
        return
    todos, inicio_do_indice = membros(arquivo)
    fim = 0
    for membro in todos:
        nome = membro.nome.decode(errors="replace")
        if not membro.proprio:
            yield Defeito(nome, "a linha do índice não está como foi escrita")
        if membro.onde != fim:
            yield Defeito(nome, "há bytes que não são de nenhum arquivo")
        tamanho = _do_cabecalho(arquivo, membro)
        if tamanho is None:
            yield Defeito(nome, "o cabeçalho não confere com o índice")
            tamanho = LOCAL.size + len(membro.nome)
        fim = membro.onde + tamanho + membro.comprimido
    if fim != inicio_do_indice:
        yield Defeito("", "há bytes que não são de nenhum arquivo")


def _do_cabecalho(arquivo: IO[bytes], membro: Membro) -> int | None:
    """Return the length of the header before the content; None when it does not agree."""
    arquivo.seek(membro.onde)
    bruto = arquivo.read(LOCAL.size + len(membro.nome))
    if len(bruto) < LOCAL.size + len(membro.nome):
        return None
    assinatura, *comum, nome, extra = LOCAL.unpack_from(bruto)
    zip64 = extra and comum[-2:] == [_GRANDE_DEMAIS] * 2  # sizes were not known beforehand
    if zip64:
        comum[-2:] = membro.comum[-2:]
    iguais = (
        assinatura == ASSINATURA_LOCAL
        and tuple(comum[1:]) == membro.comum[1:]
        and (zip64 or (not extra and comum[0] == membro.comum[0]))
        and nome == len(membro.nome)
        and bruto[LOCAL.size :] == membro.nome
    )
    return LOCAL.size + nome + extra if iguais else None


def _e_zip64(arquivo: IO[bytes]) -> bool:
    tamanho = arquivo.seek(0, 2)
    arquivo.seek(max(0, tamanho - _FIM.size))
    fim = arquivo.read(_FIM.size)
    if len(fim) < _FIM.size:
        return False
    _, _, _, _, total, extensao, onde, _ = _FIM.unpack(fim)
    return bool(total == _MUITOS_DEMAIS or _GRANDE_DEMAIS in {extensao, onde})
