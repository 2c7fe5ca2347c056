"""Decide which 8-bit encoding wrote some bytes, by their high bytes alone."""

from __future__ import annotations

import re
from typing import Final


def _mascara(mantidos: bytes) -> bytes:
    """Build a `bytes.translate` table that blanks every byte not in `mantidos`."""
    return bytes(byte if byte in mantidos else 0x20 for byte in range(256))


_ALTOS: Final = _mascara(bytes(range(0x80, 0x100)))
# The letters of cp1251 (C0-FF, Ё, ё and the Ukrainian ones); Arabic letters share C0-FF.
_LETRAS: Final = _mascara(bytes(range(0xC0, 0x100)) + "ЁёІіЇїЄєҐґ".encode("cp1251"))
_CIRILICAS_FREQUENTES: Final = "оеаинтОЕАИНТ".encode("cp1251")
_ARABES_FREQUENTES: Final = "اليمون".encode("cp1256")

_SEQUENCIA_UTF8: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Captures level-1 hanzi only, but consumes the other pairs, so that none is read off by one.
_PAR_DE_BYTES: Final = re.compile(rb"([\xb0-\xd7][\xa1-\xfe])|[\x80-\xff]{2}")
_ABAIXO_DAS_LETRAS: Final = bytes(range(0xA1, 0xC0))


def parece_utf8(dados: bytes) -> bool:
    """Tell whether most high bytes form UTF-8, though some are broken or cut off."""
    resto, validas = _SEQUENCIA_UTF8.subn(b"", b" ".join(_corridas(dados)))
    return validas > len(resto) - resto.count(b" ")


def pagina_de_codigo(dados: bytes) -> str:
    """Name the code page: gbk, cp1251, cp1256, or cp1252 when nothing says otherwise.

    Western text has isolated high bytes; Cyrillic and Arabic have whole words of them, each
    with its own frequent letters.
    """
    if _parece_gbk(_corridas(dados)):
        return "gbk"
    letras = b"".join(p for p in dados.translate(_LETRAS).split() if _e_palavra(p))
    cirilicas = _quantas(letras, _CIRILICAS_FREQUENTES)
    arabes = _quantas(letras, _ARABES_FREQUENTES)
    # Half of the letters of real text are frequent ones; one in five is enough for a few words.
    if not letras or max(cirilicas, arabes) * 5 < len(letras):
        return "cp1252"
    return "cp1251" if cirilicas >= arabes else "cp1256"


def _e_palavra(corrida: bytes) -> bool:
    """Tell a word from a short accented group and from a ruler such as ÄÄÄÄ."""
    return len(corrida) > 2 and len(set(corrida)) * 2 > len(corrida)


def _parece_gbk(corridas: list[bytes]) -> bool:
    """Ask for level-1 hanzi, because Russian words and rulers are valid GBK too."""
    pares = [par for c in corridas if len(c) % 2 == 0 for par in _PAR_DE_BYTES.findall(c) if par]
    hanzi = b"".join(pares)
    if len(set(pares)) < 3 or len(hanzi) * 10 < sum(map(len, corridas)) * 7:
        return False
    # A third of the bytes of Chinese lie below the letters of cp1251; of Russian capitals, none.
    return _quantas(hanzi, _ABAIXO_DAS_LETRAS) * 10 > len(hanzi)


def _corridas(dados: bytes) -> list[bytes]:
    """List the runs of bytes above 127."""
    return dados.translate(_ALTOS).split()


def _quantas(letras: bytes, conjunto: bytes) -> int:
    """Count the bytes of `letras` that are in `conjunto`."""
    return len(letras) - len(letras.translate(None, conjunto))
