"""Asking a run how it is, and asking it to stop, from any terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.base.erros import ErroUso
from componentes.base.eventos import SituacaoLida
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import ATIVAS
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import EM_ANDAMENTO, situacao_do_sistema
from componentes.orquestracao.trava import Trava

_ENTRE_OLHADAS = 0.5


def status_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say at once what is running, here or in another process."""
    conferir_nomes(parametros, frozenset())
    return {"sucesso": True, **situacao_do_sistema(equipe)}


def monitorar_tempo_real(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Follow what runs, here or in another process, until it ends; `sempre` waits for the next.

    Every look is published as `SituacaoLida`; a wish to stop ends the watching, not the run.
    """
    conferir_nomes(parametros, frozenset({"sempre"}))
    sempre = booleano(parametros, "sempre", False)
    while True:
        situacao = situacao_do_sistema(equipe)
        equipe.barramento.publicar(SituacaoLida(situacao))
        acabou = situacao["status"] not in EM_ANDAMENTO and not sempre
        if acabou or equipe.parada_pedida.wait(_ENTRE_OLHADAS):
            return {"sucesso": True, **situacao}


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
