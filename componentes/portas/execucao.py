"""What a parsed command line asks for: prepare, call, show the answer."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos.duplicatas import linhas_de_duplicatas
from componentes.orquestracao.comandos.exportacao import linhas
from componentes.orquestracao.comandos.logs import linhas_do_log
from componentes.orquestracao.despacho import despachar
from componentes.portas.apresentacao import respostas
from componentes.portas.apresentacao.execucoes import mostrar_registros
from componentes.portas.cenario import cenario
from componentes.portas.chamada import ambiente_de, chamada_de, comando_de, parametros_de
from componentes.portas.interrupcao import interrompivel
from componentes.portas.saida import Saida
from componentes.relatorio.textos import visivel


def executar(opcoes: argparse.Namespace, saida: Saida) -> int:
    """Do what the options of one call ask for and return its exit code."""
    saida = replace(saida, programa=chamada_de(saida.programa, opcoes))
    central = OrquestradorCentral(ambiente_de(opcoes))
    for aviso in central.ambiente.lida.avisos:
        saida.avisar(aviso)
    comando = comando_de(opcoes)
    parametros = parametros_de(opcoes)
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
