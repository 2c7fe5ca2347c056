"""Say what kind of file some bytes are, by content alone: extensions lie."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from componentes.fontes.dezesseis_bits import forma_utf16


class Conteiner(StrEnum):
    """What the bytes are: text to analyse, nothing, a known format, or other binary."""

    TEXTO = "texto"
    VAZIO = "vazio"
    ZIP = "zip"
    RAR = "rar"
    SETE_ZIP = "7z"
    GZIP = "gzip"
    EX4 = "ex4"
    EX5 = "ex5"
    EXECUTAVEL = "executavel"
    IMAGEM = "imagem"
    PDF = "pdf"
    OLE = "ole"
    SQLITE = "sqlite"
    BINARIO = "binario"


class FormaTexto(StrEnum):
    """What a text is when it is not a program: saved page, chart or template, preset."""

    CODIGO_PROVAVEL = "codigo_provavel"
    HTML = "html"
    GRAFICO = "grafico"
    PREDEFINICAO = "predefinicao"


# Signatures that letters alone could fake ask for more: text may begin with "MZ", "BM" or "EX4".
_ASSINATURAS: Final = tuple(
    (conteiner, re.compile(padrao, re.DOTALL))
    for conteiner, padrao in (
        (Conteiner.EX4, rb"EX(?:-|4)[\x00-\x08]"),
        (Conteiner.EX5, rb"EX5[\x00-\x08]"),
        (Conteiner.ZIP, rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"),
        (Conteiner.RAR, rb"Rar!\x1a\x07"),
        (Conteiner.SETE_ZIP, rb"7z\xbc\xaf"),
        (Conteiner.GZIP, rb"\x1f\x8b\x08"),
        (Conteiner.EXECUTAVEL, rb"\x7fELF|MZ(?=.{0,62}\x00)"),
        (Conteiner.IMAGEM, rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP"),
        (Conteiner.IMAGEM, rb"BM.{4}\x00{4}|\x00\x00\x01\x00[^\x00]\x00|II\*\x00|MM\x00\*"),
        (Conteiner.PDF, rb"%PDF-"),
        (Conteiner.OLE, rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        (Conteiner.SQLITE, rb"SQLite format 3\x00"),
    )
)
_VAZIO: Final = re.compile(rb"(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf|(?:\xef\xbf\xbd){2})?[\s\x00]*+")
_AMOSTRA: Final = 16_384
# Ctrl-Z ended files in DOS and still ends some sources.
_DE_TEXTO: Final = b"\t\n\v\f\r\x1a" + bytes(set(range(0x20, 0x100)) - {0x7F})

_COMPILACOES: Final = range(600, 10_000)

# Possessive groups: a thousand comments must not be tried in every combination.
_HTML: Final = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.DOTALL | re.IGNORECASE
)
_GRAFICO: Final = re.compile(r"\s*<chart>", re.IGNORECASE)
_PAR: Final = re.compile(r"\s*\w+(?:,[F1-3])?=")
_PAR_OU_NOTA: Final = re.compile(rf"{_PAR.pattern}|\s*(?:[;\[]|$)")
_MARCA_DO_TESTADOR: Final = re.compile(r"^\w+,[F1-3]=|\|\|[YN]\s*$", re.MULTILINE)
_CHAMADA_OU_INSTRUCAO: Final = re.compile(r"\w\(|;\s*$", re.MULTILINE)


def identificar(dados: bytes) -> Conteiner:
    """Identify the container from magic bytes first, then decide text, nothing or binary."""
    for conteiner, assinatura in _ASSINATURAS:
        if assinatura.match(dados):
            return conteiner
    if _VAZIO.fullmatch(dados):
        return Conteiner.VAZIO
    return Conteiner.TEXTO if forma_utf16(dados) or _so_texto(dados) else Conteiner.BINARIO


def compilacao_metatrader(dados: bytes) -> int | None:
    """Return the MetaEditor build written in an EX4 file, when it is there and plausible.

    Little-endian u16 at offset 6: an observation on known files, not a documented field.
    """
    compilacao = int.from_bytes(dados[6:8], "little")
    eh_ex4 = identificar(dados[:8]) is Conteiner.EX4
    return compilacao if eh_ex4 and compilacao in _COMPILACOES else None


def forma_do_texto(texto: str) -> FormaTexto:
    """Tell a saved web page, a chart or a preset from what is probably code."""
    if _HTML.match(texto):
        return FormaTexto.HTML
    if _GRAFICO.match(texto):
        return FormaTexto.GRAFICO
    return FormaTexto.PREDEFINICAO if _so_pares(texto) else FormaTexto.CODIGO_PROVAVEL


def _so_texto(dados: bytes) -> bool:
    """Tell whether control bytes are rare: compressed or encrypted data has about one in ten."""
    amostra = dados.rstrip(b"\0")[:_AMOSTRA]
    return len(amostra.translate(None, _DE_TEXTO)) * 50 <= len(amostra)


def _so_pares(texto: str) -> bool:
    """Tell whether all lines are name=value, `;` comments or [sections], as in .set files.

    Bare assignments of a script look the same, so without the tester's marks (`Name,F=`,
    `||start||step||stop||N`) calls and statement ends exclude it.
    """
    if not _PAR_OU_NOTA.match(texto):  # Spares almost every program the splitting.
        return False
    linhas = texto.splitlines()
    pares = [linha for linha in linhas if _PAR.match(linha)]
    if len(pares) < 2 or not all(map(_PAR_OU_NOTA.match, linhas)):
        return False
    return bool(_MARCA_DO_TESTADOR.search(texto)) or not _CHAMADA_OU_INSTRUCAO.search(texto)
