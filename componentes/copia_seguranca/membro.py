"""The header of one file inside a pack: date, permissions, and whether compressing pays."""

from __future__ import annotations

import stat
import time
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

_AMOSTRA = 8 << 10
_GANHO_MINIMO = 0.95


def novo_membro(nome: str, mtime_ns: int, *, comprimido: bool) -> ZipInfo:
    """Return the header of member `nome`, its sizes and sums still unknown."""
    membro = ZipInfo(nome, _data_zip(mtime_ns))
    membro.create_system = 3  # Unix, so that the permissions below are understood
    membro.external_attr = (stat.S_IFREG | 0o644) << 16
    membro.compress_type = ZIP_DEFLATED if comprimido else ZIP_STORED
    membro.CRC = 0
    return membro


def comprime(primeiro: bytes, nivel: int) -> bool:
    """Whether compressing pays for a content that begins with `primeiro`; never at level 0.

    A sample from the middle tells: headers compress even where the body does not. ASCII has 7
    bits in a byte and needs no trial, unless it is too short to make up for a header.
    """
    if not nivel:
        return False
    inicio = max(0, (len(primeiro) - _AMOSTRA) // 2)
    amostra = primeiro[inicio : inicio + _AMOSTRA]
    if len(amostra) == _AMOSTRA and amostra.isascii():
        return True
    return len(zlib.compress(amostra, 1)) < len(amostra) * _GANHO_MINIMO


def _data_zip(mtime_ns: int) -> tuple[int, int, int, int, int, int]:
    """Return the local time that archive tools show; ZIP knows the years 1980 to 2107 only."""
    try:
        data = time.localtime(mtime_ns // 1_000_000_000)
    except (OverflowError, OSError, ValueError):
        return (1980, 1, 1, 0, 0, 0)
    if not 1980 <= data.tm_year <= 2107:
        return (1980, 1, 1, 0, 0, 0)
    return (data.tm_year, data.tm_mon, data.tm_mday, data.tm_hour, data.tm_min, data.tm_sec)
