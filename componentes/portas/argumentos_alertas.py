"""The command line of `alertas`."""

from __future__ import annotations

import argparse


def acrescentar(parser: argparse.ArgumentParser, globais: argparse.ArgumentParser) -> None:
    """Add the actions of `alertas` to its parser."""
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    listar = acoes.add_parser("listar", help="alertas ativos e recentes", parents=[globais])
    listar.add_argument("--limite", type=int, metavar="N", help="alertas na lista (padrão: 50)")
    testar = acoes.add_parser("testar", help="manda um teste a cada destino", parents=[globais])
    testar.add_argument("--destino", metavar="NOME", help="só a este")
    silenciar = acoes.add_parser("silenciar", help="cala um alerta por um tempo", parents=[globais])
    silenciar.add_argument("id", metavar="ID", help="o id de 'alertas listar', ou seu começo")
    silenciar.add_argument("--minutos", type=int, metavar="N", help="padrão: 60; 0 volta a avisar")
