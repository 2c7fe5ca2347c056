"""The command line door: parse, call, print, exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroOrquestrador, erro_de_disco
from componentes.portas.argumentos import analisar
from componentes.portas.saida import Saida, preparar_saida


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    argumentos = sys.argv[1:] if argumentos is None else argumentos
    saida = preparar_saida(
        em_json="--json" in argumentos,
        simples="--simples" in argumentos,
        quieto="--quieto" in argumentos,
    )
    try:
        opcoes = analisar(argumentos)
        # `--help`, `--version` and a slip of the pen are answered by now, without all the rest.
        return _executar(opcoes, saida)
    except ErroOrquestrador as erro:
        saida.reclamar(erro)
        return erro.codigo
    except BrokenPipeError:  # whoever read our output, such as `head`, has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 outlives us
        return 0
    except KeyboardInterrupt:  # before or after the work that knows how to stop
        return CODIGO_DE_INTERRUPCAO
    except OSError as erro:
        saida.reclamar(erro_de_disco(erro, "continuar", erro.filename or ""))
        return 1


def _executar(opcoes: argparse.Namespace, saida: Saida) -> int:
    """Load what the command needs, and no more: the analysis takes longer than most answers."""
    if opcoes.comando.startswith("backup"):
        from componentes.portas import execucao_de_backups  # noqa: PLC0415
        from componentes.portas.chamada import comando_de  # noqa: PLC0415

        if comando_de(opcoes) in execucao_de_backups.LEVES:
            return execucao_de_backups.executar(opcoes, saida)
    from componentes.portas.execucao import executar  # noqa: PLC0415

    return executar(opcoes, saida)
