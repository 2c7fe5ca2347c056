"""What a parsed command line asks for: prepare, call, show the answer."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from componentes.orquestracao.ambiente import Ambiente, preparar_ambiente
from componentes.orquestracao.central import OrquestradorCentral, base_padrao
from componentes.orquestracao.comandos.duplicatas import linhas_de_duplicatas
from componentes.orquestracao.comandos.exportacao import linhas
from componentes.orquestracao.comandos.logs import linhas_do_log
from componentes.orquestracao.despacho import despachar
from componentes.portas.apresentacao import respostas
from componentes.portas.apresentacao.execucoes import mostrar_registros
from componentes.portas.apresentacao.linha_de_comando import citar
from componentes.portas.cenario import cenario
from componentes.portas.interrupcao import interrompivel
from componentes.portas.saida import Saida
from componentes.relatorio.textos import visivel

_GLOBAIS = frozenset(
    {"comando", "acao", "config", "biblioteca", "base", "json", "simples", "quieto"}
    | {"acompanhar"}
)


def executar(opcoes: argparse.Namespace, saida: Saida) -> int:
    """Do what the options of one call ask for and return its exit code."""
    saida = replace(saida, programa=_chamada(saida.programa, opcoes))
    central = OrquestradorCentral(_ambiente(opcoes))
    for aviso in central.ambiente.lida.avisos:
        saida.avisar(aviso)
    comando = _comando(opcoes)
    parametros = _parametros(opcoes)
    if "saida" not in parametros:
        if comando == "exportar":
            return _para_a_saida(linhas(central, parametros))
        if comando == "duplicatas" and parametros.get("formato"):
            return _para_a_saida(linhas_de_duplicatas(central, parametros))
    if comando == "execucoes_log":
        with interrompivel(central.pedir_parada, saida.dizer):
            mostrar_registros(linhas_do_log(central, parametros), saida)
        return 0
    with cenario(central, comando, saida):
        resposta = despachar(central, comando, parametros)
    return _responder(comando, resposta, saida)


def _comando(opcoes: argparse.Namespace) -> str:
    """Return the name of the command that the words of the command line stand for."""
    if getattr(opcoes, "acompanhar", False):
        return "monitorar_tempo_real"
    return "_".join(filter(None, (opcoes.comando, getattr(opcoes, "acao", ""))))


def _chamada(programa: str, opcoes: argparse.Namespace) -> str:
    """Return how to call the program again for the same base, configuration and library."""
    # `status` names the library of the run it speaks of, which need not be this call's.
    da_chamada = () if opcoes.comando.startswith("status") else ("biblioteca",)
    globais = [(nome, getattr(opcoes, nome)) for nome in ("config", *da_chamada, "base")]
    partes = [f"--{nome} {citar(str(valor))}" for nome, valor in globais if valor]
    return " ".join([programa, *partes])


def _ambiente(opcoes: argparse.Namespace) -> Ambiente:
    base: Path = opcoes.base or base_padrao()
    return preparar_ambiente(base, configuracao=opcoes.config, biblioteca=opcoes.biblioteca)


def _parametros(opcoes: argparse.Namespace) -> dict[str, Any]:
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


def _para_a_saida(tabela: Iterable[bytes]) -> int:
    no_terminal = sys.stdout.isatty()
    for linha in tabela:
        # Raw for programs; on a screen a control sign in a name would be obeyed.
        sys.stdout.buffer.write(_inerte(linha) if no_terminal else linha)
    sys.stdout.buffer.flush()
    return 0


def _inerte(linha: bytes) -> bytes:
    return visivel(linha.decode().rstrip("\r\n")).encode() + b"\n"


def _responder(comando: str, resposta: dict[str, Any], saida: Saida) -> int:
    codigo: int = resposta["codigo"]
    if saida.json:
        saida.emitir("summary", resposta)
    else:
        respostas.mostrar(comando, resposta, saida)
    logging.getLogger("orquestrador").debug("%s terminou com código %s", comando, codigo)
    return codigo
