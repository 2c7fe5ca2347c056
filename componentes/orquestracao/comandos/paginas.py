"""Pages that a command writes when asked to: never over a user's file or in the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from componentes.base.erros import ErroUso
from componentes.base.gravacao import gravar_inteiro
from componentes.orquestracao.ambiente import Ambiente, absoluta
from componentes.orquestracao.comandos.parametros import fora_da_biblioteca, texto


def gravar_pagina(
    ambiente: Ambiente, parametros: Mapping[str, Any], padrao: Path, pagina: Callable[[], str]
) -> str:
    """Write the page that `html` asks for, to `padrao` for "", and return its path.

    Without `html` there is none, and "" is returned. Raises `ErroUso` for a place that is taken
    or in the library; an own page under its own name is replaced. Raises `ErroDisco`.
    """
    if "html" not in parametros:
        return ""
    dado = texto(parametros, "html", "")
    destino = absoluta(Path(dado)) if dado else padrao
    fora_da_biblioteca(ambiente, destino)
    if dado and destino.exists():
        raise ErroUso("A saída já existe", onde=destino, o_que_fazer="escolha outro nome")
    gravar_inteiro(destino, pagina().encode())
    return str(destino)
