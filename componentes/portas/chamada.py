"""What the words of one command line stand for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from componentes.orquestracao.ambiente import Ambiente, base_padrao, preparar_ambiente
from componentes.portas.apresentacao.linha_de_comando import citar

_GLOBAIS = frozenset(
    {"comando", "acao", "config", "biblioteca", "base", "json", "simples", "quieto"}
    | {"acompanhar"}
)


def comando_de(opcoes: argparse.Namespace) -> str:
    """Return the name of the command that the words of the command line stand for."""
    if getattr(opcoes, "acompanhar", False):
        return "monitorar_tempo_real"
    return "_".join(filter(None, (opcoes.comando, getattr(opcoes, "acao", ""))))


def chamada_de(programa: str, opcoes: argparse.Namespace) -> str:
    """Return how to call the program again for the same base, configuration and library."""
    # `status` names the library of the run it speaks of, which need not be this call's.
    da_chamada = () if opcoes.comando.startswith("status") else ("biblioteca",)
    globais = [(nome, getattr(opcoes, nome)) for nome in ("config", *da_chamada, "base")]
    partes = [f"--{nome} {citar(str(valor))}" for nome, valor in globais if valor]
    return " ".join([programa, *partes])


def ambiente_de(opcoes: argparse.Namespace) -> Ambiente:
    """Return the surroundings that the global options choose; raises like `preparar_ambiente`."""
    base: Path = opcoes.base or base_padrao()
    return preparar_ambiente(base, configuracao=opcoes.config, biblioteca=opcoes.biblioteca)


def parametros_de(opcoes: argparse.Namespace) -> dict[str, Any]:
    """Turn options into the parameters of a command; `--sem-X` becomes X = false."""
    parametros = {n: v for n, v in vars(opcoes).items() if n not in _GLOBAIS and v is not None}
    for opcao, nome in (
        ("sem_backup", "backup_auto"),
        ("sem_relatorios", "gerar_relatorios"),
        ("sem_monitoramento", "monitoramento"),
        ("sem_vigia", "vigiar"),
    ):
        if parametros.pop(opcao, False):
            parametros[nome] = False
    return parametros
