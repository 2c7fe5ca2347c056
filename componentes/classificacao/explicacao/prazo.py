"""Where an explanation runs: with the user's own patterns in a process that can be killed."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired

from componentes.base.erros import ErroOrquestrador
from componentes.base.tipos import Analise
from componentes.classificacao import analisadores
from componentes.classificacao.explicacao.conteudo import explicar_conteudo
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.tarefa import ferramentas_do_processo


def explicar_com_prazo(
    dados: bytes, nome: str, ferramentas: Ferramentas, gravada: Analise | None = None
) -> dict[str, Any]:
    """Do `explicar_conteudo`; raises `ErroOrquestrador` where a pattern of the user's hangs it.

    The bundled patterns are linear (tests hold them to it) and need no process of their own.
    """
    if not ferramentas.conjunto.do_usuario:
        return explicar_conteudo(dados, nome, ferramentas, gravada)
    prazo = analisadores.PRAZO_POR_ARQUIVO
    processos = analisadores.processos_de_analise(1, ferramentas)
    try:
        return processos.agendar(_no_processo, dados, nome, gravada, prazo=prazo).result()
    except TimeoutError as erro:
        raise _falhou(f"A análise passou de {prazo:.0f} s", nome) from erro
    except (ProcessExpired, BrokenProcessPool) as erro:
        raise _falhou("A análise derrubou o seu processo", nome) from erro
    finally:
        processos.fechar()


def _no_processo(dados: bytes, nome: str, gravada: Analise | None) -> dict[str, Any]:
    return explicar_conteudo(dados, nome, ferramentas_do_processo(), gravada)


def _falhou(o_que: str, nome: str) -> ErroOrquestrador:
    return ErroOrquestrador(
        o_que,
        onde=nome,
        o_que_fazer="simplifique os padrões das suas regras em Development/config/regras",
    )
