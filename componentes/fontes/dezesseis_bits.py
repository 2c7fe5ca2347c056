"""Recognise and decode UTF-16, with a byte order mark, without one, or with a damaged one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_AMOSTRA: Final = 4096
_BOM_DANIFICADO: Final = "\ufffd\ufffd".encode()
_CONTROLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")

# What a UTF-16LE unit becomes when a tool reads it as UTF-8 and writes EF BF BD for each byte it
# cannot read: both bytes lost, the low one lost, the high one lost.
_TERMINADOS_EM_BD: Final = "".join(chr(alto << 8 | 0xBD) for alto in range(0x100))
_UNIDADE_PERDIDA: Final = re.compile(
    f"\ubfef\uefbd\ubdbf|\ubfef[{_TERMINADOS_EM_BD}]|[\uef00-\uefff]\ubdbf"
)


@dataclass(frozen=True, slots=True)
class FormaUtf16:
    """One way UTF-16 is stored: its name, the codec, and how many bytes precede the text."""

    codificacao: str
    codec: str
    inicio: int


_COM_BOM: Final = {
    b"\xff\xfe": FormaUtf16("utf-16-le-bom", "utf-16-le", 2),
    b"\xfe\xff": FormaUtf16("utf-16-be-bom", "utf-16-be", 2),
}
_SEM_BOM: Final = {
    "utf-16-le": FormaUtf16("utf-16-le-sem-bom", "utf-16-le", 0),
    "utf-16-be": FormaUtf16("utf-16-be-sem-bom", "utf-16-be", 0),
}
_DANIFICADA: Final = FormaUtf16("utf-16-le-bom-danificado", "utf-16-le", len(_BOM_DANIFICADO))


def forma_utf16(dados: bytes) -> FormaUtf16 | None:
    """Return how these bytes hold UTF-16, or None when they do not."""
    com_bom = _COM_BOM.get(dados[:2])
    if com_bom is not None:
        return com_bom
    if dados.startswith(_BOM_DANIFICADO):
        resto = dados[_DANIFICADA.inicio : _DANIFICADA.inicio + _AMOSTRA]
        return _DANIFICADA if _ordem(resto) == _DANIFICADA.codec else None
    return _SEM_BOM.get(_ordem(dados[:_AMOSTRA]))


def marcar_perdidas(texto: str, forma: FormaUtf16) -> tuple[str, int]:
    """Put U+FFFD, counted, where what damaged the mark damaged characters too."""
    return _UNIDADE_PERDIDA.subn("\ufffd", texto) if forma == _DANIFICADA else (texto, 0)


def _ordem(amostra: bytes) -> str:
    """Name the codec whose high bytes are the NULs of the sample, or nothing."""
    unidades = len(amostra) // 2
    nulos_be, nulos_le = amostra[0::2].count(0), amostra[1::2].count(0)
    # Source code is mostly ASCII, hence zero high bytes; a zero low byte (U+0100) is rare.
    if max(nulos_be, nulos_le) * 4 < unidades or min(nulos_be, nulos_le) * 100 > unidades:
        return ""
    codec = "utf-16-le" if nulos_le > nulos_be else "utf-16-be"
    controles = len(_CONTROLE.findall(amostra.decode(codec, "ignore")))
    return codec if unidades > 1 and controles * 100 <= unidades else ""
