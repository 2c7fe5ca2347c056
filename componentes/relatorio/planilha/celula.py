"""A text as one cell bears it: inert, one line, no longer than Excel allows."""

from __future__ import annotations

import re
from functools import lru_cache

from componentes.relatorio.textos import visivel

LIMITE = 32_767
"""How many UTF-16 units a cell holds."""

_SEMPRE_CABE = LIMITE // 2
_LEMBRADOS = 4096
"""Texts of cells repeat: labels, reasons, the path of a program beside each of its inputs."""
# Excel reads `_x0041_` as the sign of that number; U+FFFE and U+FFFF may not stand in XML.
_CODIGO = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PROIBIDO = re.compile("[\ufffe\uffff]")


def texto_de_celula(texto: str) -> str:
    """Return `texto` with hidden signs made visible, cut where a cell would be too long."""
    texto = texto[: LIMITE + 1]
    if not texto.isprintable():
        texto = _PROIBIDO.sub("\ufffd", visivel(texto))
    return texto if len(texto) <= _SEMPRE_CABE else _cortado(texto)


@lru_cache(_LEMBRADOS)
def xml_de_celula(texto: str) -> str:
    """Return `texto_de_celula` as the text of an XML element, nothing of which is markup."""
    texto = texto_de_celula(texto)
    if "_x" in texto:
        texto = _CODIGO.sub("_x005F_", texto)
    return texto.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cortado(texto: str) -> str:
    unidades = texto.encode("utf-16-le")
    if len(unidades) <= LIMITE * 2:
        return texto
    return unidades[: (LIMITE - 1) * 2].decode("utf-16-le", "ignore") + "…"
