"""What the comment at the head of a file says of the program: its version."""

from __future__ import annotations

import re

from componentes.lexico.vistas import Vistas

VERSAO = "versao_no_cabecalho"
"""The property under which it is kept, beside the `version` that a program declares."""

_VERSAO = re.compile(
    r"(?i)(?<![a-z])(?:version|versão|versao|ver|v)[ \t]{0,3}[.:=]?[ \t]{0,3}"
    r"(\d{1,3}(?:\.\d{1,4}){1,3})(?![.\w])"
)
# Versions of what made the file, of the platform and of licences are not the program's.
_DE_OUTRO = re.compile(
    r"(?i)decompil|generat|ex[45]|builder|metatrader|metaquotes|licen[sc]e|gpl|apache"
)
_CABECALHO_MAXIMO = 4000


def versao_no_cabecalho(vistas: Vistas) -> str:
    """Return the highest version named in the comments before the first code, "" for none.

    A head that tells the history of a program names them all.
    """
    fim = min(len(vistas.codigo) - len(vistas.codigo.lstrip()), _CABECALHO_MAXIMO)
    linhas = (linha for linha in vistas.original[:fim].split("\n") if not _DE_OUTRO.search(linha))
    achadas = [achada[1] for linha in linhas if (achada := _VERSAO.search(linha))]
    return max(achadas, key=lambda versao: [*map(int, versao.split("."))], default="")


def com_versao(propriedades: dict[str, str], vistas: Vistas) -> dict[str, str]:
    """Return the properties of a program, with the version of its head where it declares none."""
    versao = "" if "version" in propriedades else versao_no_cabecalho(vistas)
    return {**propriedades, VERSAO: versao} if versao else propriedades
