"""The lines of a file that an explanation quotes, with their neighbours; secrets masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from componentes.base.sigilo import mascarar
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.decodificacao import decodificar, normalizar_linhas
from componentes.lexico.vistas import cortar

_VIZINHAS = 1
_LARGURA_MAXIMA = 240
_MASCARADOS = 800


def linhas_citadas(dados: bytes, numeros: Iterable[int]) -> list[dict[str, Any]]:
    """Return the lines of these numbers and those beside them, in order, cut when long."""
    queridas = {n + d for n in numeros if n > 0 for d in range(-_VIZINHAS, _VIZINHAS + 1)}
    if not queridas or identificar(dados) is not Conteiner.TEXTO:
        return []
    linhas = _mascaradas(normalizar_linhas(decodificar(dados).conteudo))
    return [
        {"linha": numero, "texto": _citar(linhas[numero - 1])}
        for numero in sorted(queridas)
        if 1 <= numero <= len(linhas)
    ]


def _mascaradas(conteudo: str) -> list[str]:
    """Split the whole text after masking it: a list of tokens goes over several lines."""
    linhas, mascaradas = conteudo.split("\n"), mascarar(conteudo).split("\n")
    return mascaradas if len(mascaradas) == len(linhas) else linhas


def _citar(linha: str) -> str:
    # Masked before it is cut: half a secret would not be recognised as one.
    return cortar(mascarar(linha[:_MASCARADOS]), _LARGURA_MAXIMA).rstrip()
