"""Where a tidy tree may lie, and how long its paths may be."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from componentes.base.caminhos import de_texto
from componentes.base.erros import ErroUso
from componentes.base.pastas import quarentena_de
from componentes.catalogo.modelo import Execucao
from componentes.orquestracao.ambiente import Ambiente

_CAMINHO_DO_WINDOWS = 259
_RAIZ_NO_WINDOWS = 80
"""Elsewhere the tree may be carried to Windows, into a folder of up to so many characters."""


def conferir_destinos(ambiente: Ambiente, execucao: Execucao, destinos: Iterable[Path]) -> None:
    """Raise `ErroUso` for a tree that would lie inside a library, hold one, or hold the program."""
    pastas = ambiente.pastas
    bibliotecas = {*ambiente.pastas_da_biblioteca(), *(Path(de_texto(r)) for r in execucao.raizes)}
    proprias = pastas.da_saida() - {pastas.arrumada, quarentena_de(pastas.arrumada)}
    for destino in destinos:
        if destino.exists() and not destino.is_dir():
            raise ErroUso(
                "O destino existe e não é uma pasta",
                onde=destino,
                o_que_fazer="escolha outra pasta em --destino",
            )
        for outra, nome in (
            *((pasta, "da biblioteca") for pasta in sorted(bibliotecas)),
            *((pasta, "do programa") for pasta in sorted(proprias)),
        ):
            relacao = _relacao(destino, outra)
            if relacao:
                raise ErroUso(
                    f"O destino {relacao} uma pasta {nome}: {outra}",
                    onde=destino,
                    o_que_fazer="escolha em --destino uma pasta ao lado, fora dela",
                )


def limite_do_caminho(raiz: Path) -> int:
    """Return how long a path below the tree may be."""
    tamanho = len(os.fsencode(raiz))
    if sys.platform != "win32":
        tamanho = min(tamanho, _RAIZ_NO_WINDOWS)
    return _CAMINHO_DO_WINDOWS - tamanho - 1


def _relacao(destino: Path, outra: Path) -> str:
    """Return how one folder contains the other, "" when they lie apart."""
    if _dentro(destino, outra):
        return "fica dentro de"
    return "contém" if _dentro(outra, destino) else ""


def _dentro(uma: Path, outra: Path) -> bool:
    """Whether a folder is the other or below it, however links and letter case spell it."""
    real = Path(os.path.realpath(uma))
    acima = (real, *real.parents)
    return Path(os.path.realpath(outra)) in acima or any(_mesma(pasta, outra) for pasta in acima)


def _mesma(uma: Path, outra: Path) -> bool:
    try:
        return uma.samefile(outra)
    except OSError:
        return False
