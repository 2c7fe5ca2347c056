"""Values packed for a page: JSON, raw deflate, base64; nothing in it can end a script block."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import msgspec

_SEM_CABECALHO = -zlib.MAX_WBITS
_codificar = msgspec.json.Encoder(order="sorted").encode


def empacotar(valor: Any) -> str:
    """Return `valor` as text that `DecompressionStream("deflate-raw")` of a browser unpacks."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, _SEM_CABECALHO)
    dados = compressor.compress(_codificar(valor)) + compressor.flush()
    return base64.b64encode(dados).decode("ascii")


def desempacotar(texto: str) -> Any:
    """Return what `empacotar` was given, as plain values."""
    return msgspec.json.decode(zlib.decompress(base64.b64decode(texto), _SEM_CABECALHO))
