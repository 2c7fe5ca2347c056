"""Paths as text that any database, terminal and JSON reader accepts, and back again.

A file name is bytes on POSIX and UTF-16 units on Windows; neither has to be valid text. Python
hides the difference behind lone surrogates, which SQLite and UTF-8 refuse.
"""

from __future__ import annotations

import re
from pathlib import Path

DENTRO = "!/"
"""Between the path of an archive and that of a member: `pacote.zip!/MQL4/Experts/x.mq4`."""

_ESCAPADO = re.compile(r"\\(?:u([0-9a-f]{4})|\\)")
_SUBSTITUTO = re.compile(r"[\ud800-\udfff]|\\")


def para_texto(nome: str) -> str:
    """Return `nome` as valid Unicode; reversible by `de_texto`, and unchanged for ordinary names.

    Only a name that holds a lone surrogate or a backslash is escaped, both at once, so that the
    escaped form of one name is never the plain form of another.
    """
    return _SUBSTITUTO.sub(_escapar, nome)


def de_texto(texto: str) -> str:
    """Undo `para_texto`."""
    return _ESCAPADO.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\", texto)


def relativo_em_texto(caminho: Path, raiz: Path) -> str:
    """Return `caminho` relative to `raiz`, with `/`, as valid Unicode."""
    return para_texto(caminho.relative_to(raiz).as_posix())


def relativo(caminho: str, raiz: str) -> str:
    """Return an absolute path as text relative to the root of its run, with no slash before it.

    With the root "" (folders on different drives) drive or server begin it: `C:/x`, `server/x`.
    """
    return caminho.removeprefix(raiz.rstrip("/") + "/").lstrip("/")


def _escapar(achado: re.Match[str]) -> str:
    sinal = achado[0]
    return "\\\\" if sinal == "\\" else f"\\u{ord(sinal):04x}"
