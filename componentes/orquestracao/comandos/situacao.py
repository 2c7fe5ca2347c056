"""Asking a run how it is, and asking it to stop, from any terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import ATIVAS
from componentes.orquestracao.anotacao import anotar
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.servico import NOME_DO_SERVICO, PARAR
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import situacao_do_sistema
from componentes.orquestracao.trava import SERVICO, Trava


def status_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say at once what is running, here or in another process."""
    conferir_nomes(parametros, frozenset())
    return {"sucesso": True, **situacao_do_sistema(equipe)}


def parar_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Ask the running orchestrator to stop after the batches at hand, and the service to end."""
    conferir_nomes(parametros, frozenset())
    pasta = equipe.ambiente.pastas.catalogo
    with leitura(equipe.ambiente) as consulta:
        execucao = consulta.ultima_execucao(ATIVAS)
    if execucao is not None and not Trava(pasta).ocupada():
        execucao = None
    servico = Trava(pasta, SERVICO).ocupada()
    if execucao is None and not servico:
        raise ErroUso("Não há execução em andamento", o_que_fazer="veja 'status_sistema'")
    if servico:
        anotar(equipe.ambiente, lambda conn: operacoes.pedir(conn, NOME_DO_SERVICO, PARAR, {}))
    if execucao is None:
        return {"sucesso": True, "execucao": "", "servico": True}
    numero = execucao.id
    anotar(equipe.ambiente, lambda conn: operacoes.pedir_cancelamento(conn, numero))
    return {
        "sucesso": True,
        "execucao": execucao.nome,
        "pid": execucao.pid,
        "servico": servico,
    }
