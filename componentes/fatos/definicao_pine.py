"""What a name of a Pine script stands for."""

from __future__ import annotations

import re

_CORPO = re.compile(r"(?:\n(?:[ \t][^\n]*+)?+)*+")
_CORPO_MAXIMO = 4000


def definicao(codigo: str, nome: str, *, funcao: bool) -> str:
    """Return the expression that a name stands for: its first value, or a function's last line."""
    parametros = r"\([^()\n]{0,500}\)[ \t]*=>" if funcao else "=(?![=>])"
    achado = re.search(rf"^{nome}[ \t]*+{parametros}([^\n]*)", codigo, re.MULTILINE)
    if achado is None or achado[1].strip():
        return achado[1] if achado else ""
    corpo = _CORPO.match(codigo, achado.end(), achado.end() + _CORPO_MAXIMO)
    return corpo[0].rstrip().rpartition("\n")[2] if corpo else ""
