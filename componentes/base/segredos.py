"""The private file: addresses that hold passwords, readable by their owner alone."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from componentes.base.erros import ErroConfiguracao

_DE_OUTROS = stat.S_IRWXG | stat.S_IRWXO
_PARTE_DE_PERMISSOES = 0o777


def ler_segredos(arquivo: Path, secao: str) -> Mapping[str, Any]:
    """Return one section of the private file; {} without the file.

    Raises `ErroConfiguracao` for a file others can read, and for one that is not as it should be;
    no message quotes what is in it.
    """
    try:
        with arquivo.open("rb") as aberto:
            conferir_permissoes(os.fstat(aberto.fileno()).st_mode, arquivo)
            dados = json.loads(aberto.read().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as erro:
        raise ErroConfiguracao(
            f"O arquivo de segredos não pôde ser lido ({type(erro).__name__})",
            onde=arquivo,
            o_que_fazer=f'escreva JSON em UTF-8, como {{"{secao}": {{"nome": "endereço"}}}}',
        ) from None  # the cause quotes the file
    lida = dados.get(secao, {}) if isinstance(dados, dict) else None
    if not isinstance(lida, dict):
        raise ErroConfiguracao(
            "O arquivo de segredos não tem a forma esperada",
            onde=arquivo,
            o_que_fazer=f'escreva {{"{secao}": {{"nome": "endereço"}}}}',
        )
    return lida


def conferir_permissoes(modo: int, arquivo: Path, sistema: str = os.name) -> None:
    """Raise `ErroConfiguracao` when others than the owner may read or change a secret file.

    On Windows the mode says nothing about access lists: there nothing is checked.
    """
    if sistema != "nt" and modo & _DE_OUTROS:
        raise ErroConfiguracao(
            "O arquivo de segredos pode ser lido ou alterado por outros usuários "
            f"(modo {modo & _PARTE_DE_PERMISSOES:04o})",
            onde=arquivo,
            o_que_fazer=f"execute: chmod 600 '{arquivo}'",
        )
