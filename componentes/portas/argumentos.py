"""The command line: which commands and options there are, with help in Portuguese."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from componentes import VERSAO
from componentes.base.erros import ErroUso
from componentes.base.tipos import FORMATOS, SEPARADORES
from componentes.portas import argumentos_alertas
from componentes.portas.argumentos_execucoes import acoes_de_execucoes

# argparse speaks English and offers no other hook for what it says itself.
_FRASES = {
    "usage: ": "uso: ",
    "options": "opções",
    "positional arguments": "comandos e argumentos",
    "show this help message and exit": "mostra esta ajuda e sai",
    "the following arguments are required: %s": "falta informar: %s",
    "unrecognized arguments: %s": "argumentos desconhecidos: %s",
    "expected one argument": "falta o valor",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r não existe (use um de: %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r não existe; você quis dizer %(closest)r? (use um de: %(choices)s)"
    ),
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: erro: %(message)s\n",
}


def _traduzir(frase: str) -> str:
    return _FRASES.get(frase, frase)


argparse._ = _traduzir  # type: ignore[attr-defined]


class _Analisador(argparse.ArgumentParser):
    """Raises `ErroUso` instead of leaving the process; `--js` is not `--json`."""

    def __init__(self, **opcoes: Any) -> None:
        super().__init__(allow_abbrev=False, **opcoes)

    def error(self, message: str) -> NoReturn:
        raise ErroUso(message, o_que_fazer=f"veja '{self.prog} --help'")


def analisar(argumentos: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; raises `ErroUso`."""
    return construir().parse_args(argumentos)


def construir() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    globais = _globais(com_padrao=False)
    principal = _Analisador(
        prog="orquestrador_central.py",
        description="Classifica uma biblioteca de código MQL4, MQL5 e Pine: o que cada arquivo é, "
        "como opera, o que pode ferir a conta, quais são cópias. Só 'organizar' "
        "toca em arquivos, e só quando se pede.",
        parents=[_globais(com_padrao=True)],
    )
    principal.add_argument("--version", action="version", help="mostra a versão e sai",
                           version=f"Orquestrador Central {VERSAO}")  # fmt: skip
    comandos = principal.add_subparsers(dest="comando", metavar="COMANDO", required=True)

    def comando(nome: str, ajuda: str, **extra: Any) -> _Analisador:
        return comandos.add_parser(nome, help=ajuda, description=ajuda, parents=[globais], **extra)

    _classificacao(comando("classificar_tudo", "classifica as pastas configuradas"))
    um = comando("classificar_diretorio", "classifica uma pasta")
    um.add_argument("diretorio", metavar="DIR", type=Path)
    _classificacao(um)
    _classificacao(comando("vigiar", "vigia as pastas e classifica o que chega"))
    explicar = comando("explicar", "explica cada rótulo de um arquivo, com a linha que o prova")
    explicar.add_argument("arquivo", metavar="ARQUIVO")
    _pagina(explicar, "SAIDA", "relatorios/explicacoes/")
    copias = comando("duplicatas", "grupos de cópias, marcas e versões, e qual manter")
    _duplicatas(copias, globais)
    _organizar(comando("organizar", "a árvore arrumada: planejar, aplicar, desfazer"), globais)
    relatorio = comando("gerar_relatorio_executivo", "escreve o relatório de uma execução")
    relatorio.add_argument("--execucao", default="", metavar="NOME", help="padrão: a última")
    relatorio.add_argument("--contra", metavar="NOME",
                           help="em vez do relatório, o que mudou desde esta execução")  # fmt: skip
    situacao = comando("status_sistema", "mostra o que está acontecendo agora", aliases=["status"])
    situacao.add_argument("--acompanhar", action="store_true",
                          help="continua mostrando, como monitorar_tempo_real")  # fmt: skip
    ao_vivo = comando("monitorar_tempo_real", "mostra ao vivo o que está em andamento, também em "
                      "outro terminal")  # fmt: skip
    ao_vivo.add_argument("--sempre", action="store_const", const=True,
                         help="espera a próxima execução em vez de terminar")  # fmt: skip
    acoes_de_execucoes(
        comando(
            "execucoes", "lista, mostra, cancela, retoma e repete execuções; o log de cada uma"
        ),
        globais,
    )
    comando("parar_sistema", "pede que a execução em andamento pare após o lote atual")
    _agentes(comando("agentes", "mostra, reinicia e redefine os agentes"), globais)
    _exportar(comando("exportar", "escreve uma ficha por arquivo, como dados"))
    comando("backup_completo", "copia biblioteca, catálogo, configuração e relatórios")
    _backups(
        comando("backups", "lista, verifica, envia, compara, restaura e poda backups"), globais
    )
    argumentos_alertas.acrescentar(comando("alertas", "lista, testa e silencia alertas"), globais)
    _config(comando("config", "mostra e confere a configuração"), globais)
    _agenda(comando("agenda", "o que roda sozinho, e quando"), globais)
    servico = comando("servico", "fica em execução, vigia as pastas e cumpre a agenda, até Ctrl-C")
    servico.add_argument("--sem-vigia", action="store_true", help="só cumpre a agenda")
    comando("demo_completo", "passeio pela biblioteca de exemplo, em uma pasta temporária")
    return principal


def _globais(*, com_padrao: bool) -> _Analisador:
    """Return the options valid before and after the command.

    After the command they have no default of their own: it would undo what stood before it.
    """
    grupo = _Analisador(add_help=False)
    vazio = None if com_padrao else argparse.SUPPRESS
    falso = False if com_padrao else argparse.SUPPRESS
    grupo.add_argument("--config", type=Path, default=vazio, metavar="ARQUIVO",
                       help="outro arquivo de configuração")  # fmt: skip
    grupo.add_argument("--biblioteca", type=Path, default=vazio, metavar="DIR",
                       help="pasta da biblioteca, em vez da configurada")  # fmt: skip
    grupo.add_argument("--base", type=Path, default=vazio, metavar="DIR",
                       help="onde ficam catálogo, relatórios e backups")  # fmt: skip
    for nome, ajuda in (
        ("json", "respostas como NDJSON na saída padrão"),
        ("simples", "linhas simples, sem tela ao vivo"),
        ("quieto", "só erros e o resultado"),
    ):
        grupo.add_argument(f"--{nome}", action="store_true", default=falso, help=ajuda)
    return grupo


def _pagina(parser: argparse.ArgumentParser, nome: str, padrao: str) -> None:
    # No type: argparse would make a path of the constant too, and Path("") is the current folder.
    parser.add_argument("--html", nargs="?", const="", metavar=nome,
                        help=f"também como página; padrão: em {padrao}")  # fmt: skip


def _classificacao(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--nivel", choices=["rapido", "completo"], default="completo",
                        help="rapido: sem relatórios nem backup")  # fmt: skip
    parser.add_argument("--fila", action="store_const", const=True,
                        help="se outra execução anda, espera a vez em vez de desistir")  # fmt: skip
    parser.add_argument("--sem-backup", action="store_true", help="não faz backup ao fim")
    parser.add_argument("--sem-relatorios", action="store_true", help="não escreve relatórios")
    parser.add_argument("--sem-monitoramento", action="store_true", help="não mede o andamento")


def _agentes(parser: _Analisador, globais: _Analisador) -> None:
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    acoes.add_parser("listar", help="cada agente, sua saúde e por quê", parents=[globais])
    reiniciar = acoes.add_parser("reiniciar", help="pede que um agente termine o que tem em mãos "
                                 "e recomece", parents=[globais])  # fmt: skip
    reiniciar.add_argument("nome", metavar="NOME")
    redefinir = acoes.add_parser("redefinir", help="zera contadores e disjuntor, não resultados",
                                 parents=[globais])  # fmt: skip
    redefinir.add_argument("nome", nargs="?", metavar="NOME", help="um agente, ou --todos")
    redefinir.add_argument("--todos", action="store_const", const=True, help="todos os agentes")


def _exportar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--formato", choices=FORMATOS, default="jsonl")
    parser.add_argument("--saida", type=Path, metavar="ARQUIVO", help="padrão: a saída padrão")
    parser.add_argument("--execucao", default="", metavar="NOME", help="padrão: a última")
    parser.add_argument("--sobrescrever", action="store_true", help="troca uma saída que existe")
    _forma_do_csv(parser)


def _forma_do_csv(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--separador", choices=SEPARADORES,
                        help="com --formato csv: o que separa as células (padrão: vírgula; o "
                        "Excel em português espera ';')")  # fmt: skip
    parser.add_argument("--bom", action="store_const", const=True,
                        help="com --formato csv: a marca que diz ao Excel que é UTF-8")  # fmt: skip


def _duplicatas(parser: _Analisador, globais: _Analisador) -> None:
    parser.add_argument("--grupo", type=int, metavar="N", help="mostra um grupo e o que difere")
    parser.add_argument("--membro", type=int, metavar="M",
                        help="com --grupo: compara este com o 1 (padrão: 2)")  # fmt: skip
    parser.add_argument("--limite", type=int, metavar="N", help="grupos na lista (padrão: 20)")
    parser.add_argument("--formato", choices=["csv"], help="tabela, uma linha por arquivo")
    parser.add_argument("--saida", type=Path, metavar="ARQUIVO", help="padrão: a saída padrão")
    parser.add_argument("--sobrescrever", action="store_const", const=True,
                        help="troca uma saída que existe")  # fmt: skip
    _forma_do_csv(parser)
    parser.add_argument("--execucao", metavar="NOME", help="padrão: a última")
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO")
    decidir = acoes.add_parser("decidir", help="guarda a sua escolha", parents=[globais])
    decidir.add_argument("--manter", metavar="CAMINHO", help="o arquivo que fica do seu grupo")
    decidir.add_argument("--esquecer", metavar="CAMINHO", help="desfaz a escolha do seu grupo")


def _organizar(parser: _Analisador, globais: _Analisador) -> None:
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    plano = acoes.add_parser("plano", help="o que iria para onde, e por quê", parents=[globais])
    plano.add_argument("--limite", type=int, metavar="N", help="passos na lista (padrão: 20)")
    _pagina(plano, "ARQUIVO", "relatorios/")
    aplicar = acoes.add_parser("aplicar", help="copia (ou move) conforme o plano; retoma o que "
                               "ficou pela metade", parents=[globais])  # fmt: skip
    aplicar.add_argument("--plano", metavar="DIGEST", help="só se o plano ainda for este")
    aplicar.add_argument("--sem-backup", action="store_true", help="organiza sem backup antes")
    for acao in (plano, aplicar):
        acao.add_argument("--destino", type=Path, metavar="DIR",
                          help="padrão: Biblioteca_Organizada na pasta base")  # fmt: skip
        acao.add_argument("--mover", action="store_const", const=True, help="em vez de copiar")
        acao.add_argument("--quarentena", action="store_const", const=True,
                          help="com --mover: põe as cópias idênticas à parte")  # fmt: skip
        acao.add_argument("--execucao", metavar="NOME", help="padrão: a última")
    desfazer = acoes.add_parser("desfazer", help="tudo volta para onde estava", parents=[globais])
    desfazer.add_argument("nome", nargs="?", metavar="NOME", help="padrão: a última organização")
    desfazer.add_argument("--passo", type=int, metavar="N", help="só este passo")
    acoes.add_parser("listar", help="as organizações feitas e desfeitas", parents=[globais])


def _backups(parser: _Analisador, globais: _Analisador) -> None:
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    acoes.add_parser("listar", help="lista os backups", parents=[globais])
    verificar = acoes.add_parser("verificar", help="confere um backup", parents=[globais])
    verificar.add_argument("id", nargs="?", default="ultimo", metavar="ID")
    verificar.add_argument("--ler-tudo", action="store_true", help="lê e confere cada conteúdo")
    verificar.add_argument("--destino", metavar="NOME", help="relê tudo em um segundo lugar")
    enviar = acoes.add_parser("enviar", help="manda agora aos segundos lugares, o que faltar",
                              parents=[globais])  # fmt: skip
    enviar.add_argument("--destino", metavar="NOME", help="só a este (padrão: a todos)")
    enviar.add_argument("--recomecar", action="store_true",
                        help="relê o que está lá; também para uma unidade trocada")  # fmt: skip
    restaurar = acoes.add_parser("restaurar", help="traz arquivos de volta", parents=[globais])
    restaurar.add_argument("id", metavar="ID", help="o id, ou 'ultimo'")
    restaurar.add_argument("--destino", type=Path, required=True, metavar="DIR")
    restaurar.add_argument("--arquivo", default="", metavar="PADRAO", help="só os nomes assim")
    restaurar.add_argument("--sobrescrever", action="store_true", help="troca os que existem")
    restaurar.add_argument("--de", metavar="NOME", help="de um segundo lugar")
    restaurar.add_argument("--sem-backup", action="store_true",
                           help="com --sobrescrever: não guarda antes o que é trocado")  # fmt: skip
    diferenca = acoes.add_parser("diferenca", help="o que mudou de um backup a outro",
                                 parents=[globais])  # fmt: skip
    diferenca.add_argument("antes", metavar="A", help="o id, ou 'ultimo'")
    diferenca.add_argument("depois", metavar="B", nargs="?", help="padrão: 'ultimo'")
    diferenca.add_argument("--limite", type=int, metavar="N", help="linhas de cada (padrão: 20)")
    podar = acoes.add_parser("podar", help="remove backups velhos; quais ficam diz a seção "
                             "'backup' da configuração, ou:", parents=[globais])  # fmt: skip
    podar.add_argument("--manter-ultimos", type=int, metavar="N", help="ficam os N mais novos")
    for nome, periodo in (("diarios", "dias"), ("semanais", "semanas"), ("mensais", "meses")):
        podar.add_argument(f"--{nome}", type=int, metavar="N",
                           help=f"e o último de cada um dos N {periodo} mais novos")  # fmt: skip
    podar.add_argument("--simular", action="store_true", help="só mostra, não toca em nada")
    podar.add_argument("--danificados", action="store_true",
                       help="os danificados também podem sair")  # fmt: skip


def _agenda(parser: _Analisador, globais: _Analisador) -> None:
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    acoes.add_parser("listar", help="cada agendamento: próximas vezes e última", parents=[globais])
    executar = acoes.add_parser("executar", help="executa um agora", parents=[globais])
    executar.add_argument("nome", metavar="NOME", help="como 'agenda listar' o mostra")


def _config(parser: _Analisador, globais: _Analisador) -> None:
    acoes = parser.add_subparsers(dest="acao", metavar="AÇÃO", required=True)
    acoes.add_parser("mostrar", help="cada valor e de onde vem", parents=[globais])
    acoes.add_parser("validar", help="confere configuração, pastas e regras", parents=[globais])
    acoes.add_parser("esquema", help="escreve o JSON Schema ao lado", parents=[globais])
