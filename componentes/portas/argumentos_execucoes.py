"""The command line of `execucoes`."""

from __future__ import annotations

import argparse

from componentes.base.tipos import NIVEIS


def acoes_de_execucoes(parser: argparse.ArgumentParser, globais: argparse.ArgumentParser) -> None:
    """Add what can be asked of runs."""
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)

    def acao(nome: str, ajuda: str) -> argparse.ArgumentParser:
        feita: argparse.ArgumentParser = acoes.add_parser(nome, help=ajuda, parents=[globais])
        return feita

    listar = acao("listar", "as que andam, as que esperam e as últimas")
    listar.add_argument("--limite", type=int, metavar="N", help="quantas (padrão: 50)")
    _nome(acao("mostrar", "uma execução por inteiro: lotes, falhas, eventos, log"))
    log = acao("log", "o log de uma execução")
    _nome(log)
    log.add_argument("--seguir", action="store_const", const=True, help="mostra também o que vem")
    log.add_argument("--nivel", choices=list(NIVEIS), help="só deste nível para cima")
    log.add_argument("--linhas", type=int, metavar="N", help="só as últimas N")
    eventos = acao("eventos", "os eventos de uma execução")
    _nome(eventos)
    eventos.add_argument("--apos", type=int, metavar="ID", help="só os que vieram depois deste")
    eventos.add_argument("--limite", type=int, metavar="N", help="quantos (padrão: 200)")
    _nome(acao("cancelar", "para depois do arquivo atual; o que foi feito fica"))
    _nome(acao("retomar", "continua de onde parou, neste terminal"))
    repetir = acao("repetir", "faz de novo, com as mesmas pastas e opções")
    _nome(repetir)
    repetir.add_argument("--apenas-falhas", action="store_const", const=True,
                         help="lê de novo os arquivos que falharam")  # fmt: skip


def _nome(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("nome", nargs="?", metavar="NOME", help="padrão: a que anda, ou a última")
