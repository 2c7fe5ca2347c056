"""Asking a run how it is, and asking it to stop, from any terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import ATIVAS
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import situacao_do_sistema
from componentes.orquestracao.trava import Trava


def status_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say at once what is running, here or in another process."""
    conferir_nomes(parametros, frozenset())
    return {"sucesso": True, **situacao_do_sistema(equipe)}


def parar_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Ask the running orchestrator to stop after the batches at hand."""
    conferir_nomes(parametros, frozenset())
    with leitura(equipe.ambiente) as consulta:
        execucao = consulta.ultima_execucao(ATIVAS)
    if execucao is None or not Trava(equipe.ambiente.pastas.catalogo).ocupada():
        raise ErroUso("Não há execução em andamento", o_que_fazer="veja 'status_sistema'")
    motor = abrir(equipe.ambiente.pastas.catalogo)
    try:
        with Escritor(motor) as escritor:
            escritor.executar(lambda conn: operacoes.pedir_cancelamento(conn, execucao.id))
    finally:
        motor.dispose()
    return {"sucesso": True, "execucao": execucao.nome, "pid": execucao.pid}
