"""Checks what a caller passed, so that a typing mistake is an answer and not a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from componentes.base.erros import ErroUso
from componentes.orquestracao.ambiente import Ambiente


def texto(parametros: Mapping[str, Any], nome: str, padrao: str | None = None) -> str:
    """Return a text parameter; raises `ErroUso` when it is missing or something else."""
    valor = parametros.get(nome, padrao)
    if not isinstance(valor, (str, Path)):
        raise ErroUso(f"Falta o parâmetro '{nome}'", o_que_fazer=f"informe '{nome}' como texto")
    return str(valor)


def natural(parametros: Mapping[str, Any], nome: str, padrao: int) -> int:
    """Return a whole number from 0 up; raises `ErroUso` when it is anything else."""
    valor = parametros.get(nome)
    if valor is None:
        return padrao
    if isinstance(valor, bool) or not isinstance(valor, int) or valor < 0:
        raise ErroUso(f"O parâmetro '{nome}' deve ser um número a partir de 0", onde=repr(valor))
    return valor


def booleano(parametros: Mapping[str, Any], nome: str, padrao: bool) -> bool:
    """Return a switch; raises `ErroUso` when it is neither true nor false."""
    valor = parametros.get(nome)
    if valor is None:
        return padrao
    if not isinstance(valor, bool):
        raise ErroUso(f"O parâmetro '{nome}' deve ser verdadeiro ou falso", onde=repr(valor))
    return valor


def conferir_nomes(parametros: Mapping[str, Any], aceitos: frozenset[str]) -> None:
    """Raise `ErroUso` for a parameter the command does not have."""
    estranhos = sorted(parametros.keys() - aceitos)
    if estranhos:
        raise ErroUso(
            f"Parâmetro desconhecido: {', '.join(estranhos)}",
            o_que_fazer=f"este comando aceita: {', '.join(sorted(aceitos)) or 'nenhum'}",
        )


def fora_da_biblioteca(ambiente: Ambiente, destino: Path) -> None:
    """Raise `ErroUso` for a place to write to that lies inside the library."""
    for pasta in ambiente.pastas_da_biblioteca():
        if destino.is_relative_to(pasta):
            raise ErroUso(
                "O destino fica dentro da biblioteca, que não é alterada",
                onde=destino,
                o_que_fazer="escolha uma pasta fora dela",
            )
