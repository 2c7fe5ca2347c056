"""Asking a run how it is, and asking it to stop, from any terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.agentes.vigia import Vigia
from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import ATIVAS, Execucao
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.servicos import PARAR, servicos_do_sistema
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import situacao_do_sistema
from componentes.orquestracao.trava import VIGIA, Trava


def status_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say at once what is running, here or in another process."""
    conferir_nomes(parametros, frozenset())
    servicos = servicos_do_sistema(equipe.ambiente.pastas.catalogo)
    return {"sucesso": True, **situacao_do_sistema(equipe), "servicos": servicos}


def parar_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Ask the running orchestrator to stop after the batches at hand, and the watcher to end."""
    conferir_nomes(parametros, frozenset())
    catalogo = equipe.ambiente.pastas.catalogo
    vigiada = Trava(catalogo, VIGIA).ocupada()
    execucao = _em_andamento(equipe)
    if execucao is None and not vigiada:
        raise ErroUso("Não há execução em andamento", o_que_fazer="veja 'status_sistema'")
    motor = abrir(catalogo)
    try:
        with Escritor(motor) as escritor:
            if vigiada:  # first, or it would begin again what is cancelled
                escritor.executar(lambda conn: operacoes.pedir(conn, Vigia.nome, PARAR, {}))
            if execucao:
                numero = execucao.id
                escritor.executar(lambda conn: operacoes.pedir_cancelamento(conn, numero))
    finally:
        motor.dispose()
    return {
        "sucesso": True,
        "execucao": execucao.nome if execucao else "",
        "pid": execucao.pid if execucao else 0,
        "vigia": vigiada,
    }


def _em_andamento(equipe: Equipe) -> Execucao | None:
    with leitura(equipe.ambiente) as consulta:
        execucao = consulta.ultima_execucao(ATIVAS)
    return execucao if Trava(equipe.ambiente.pastas.catalogo).ocupada() else None
