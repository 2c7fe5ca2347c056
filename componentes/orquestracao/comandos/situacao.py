"""Asking a run how it is, and asking it to stop, from any terminal."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from componentes.agentes.vigia import Vigia
from componentes.base.erros import ErroUso
from componentes.base.eventos import SituacaoLida
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import ATIVAS, Execucao
from componentes.orquestracao.anotacao import anotar
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.espera import esperar_resposta
from componentes.orquestracao.residencia.servico import NOME_DO_SERVICO
from componentes.orquestracao.residencia.sinal_de_vida import PARAR, servicos_do_sistema
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import EM_ANDAMENTO, situacao_do_sistema
from componentes.orquestracao.trava import SERVICO, VIGIA, Trava

_SERVICOS = {NOME_DO_SERVICO: SERVICO, Vigia.nome: VIGIA}

_ENTRE_OLHADAS = 0.5
_PACIENCIA = 3.0
"""Seconds to wait for a service to hear that it is to end; it looks for requests once a second."""


def status_sistema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say at once what is running, here or in another process."""
    conferir_nomes(parametros, frozenset())
    servicos = servicos_do_sistema(equipe.ambiente.pastas.catalogo)
    return {"sucesso": True, **situacao_do_sistema(equipe), "servicos": servicos}


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
    """Ask the running orchestrator to stop after the batches at hand, and services to end.

    The run of a service ends with it: cancelled on its own it would count as done in the agenda. A
    service that does not hear is no reason to let it go on.
    """
    conferir_nomes(parametros, frozenset())
    catalogo = equipe.ambiente.pastas.catalogo
    vivos = [nome for nome, papel in _SERVICOS.items() if Trava(catalogo, papel).ocupada()]
    execucao = _em_andamento(equipe)
    if execucao is None and not vivos:
        raise ErroUso("Não há execução em andamento", o_que_fazer="veja 'status_sistema'")
    pedir = partial(operacoes.pedir, acao=PARAR, dados={})
    # First, or they would begin again what is cancelled.
    pedidos = [anotar(equipe.ambiente, partial(pedir, alvo=nome)) for nome in vivos]
    if execucao and not (_de_servico(catalogo, execucao, vivos) and _ouvidos(equipe, pedidos)):
        numero = execucao.id
        anotar(equipe.ambiente, lambda conn: operacoes.pedir_cancelamento(conn, numero))
    return {
        "sucesso": True,
        "execucao": execucao.nome if execucao else "",
        "pid": execucao.pid if execucao else 0,
        "servicos": vivos,
    }


def _de_servico(catalogo: Path, execucao: Execucao, vivos: Sequence[str]) -> bool:
    """Tell whether one of these services conducts the run."""
    quem = execucao.pid, execucao.maquina
    return any(
        servico["nome"] in vivos and (servico["pid"], servico["maquina"]) == quem
        for servico in servicos_do_sistema(catalogo)
    )


def _ouvidos(equipe: Equipe, pedidos: Sequence[int]) -> bool:
    """Tell whether all requests are answered, waiting a little."""
    prazo = time.monotonic() + _PACIENCIA
    with leitura(equipe.ambiente) as consulta:
        return all(esperar_resposta(consulta, numero, prazo) for numero in pedidos)


def _em_andamento(equipe: Equipe) -> Execucao | None:
    with leitura(equipe.ambiente) as consulta:
        execucao = consulta.ultima_execucao(ATIVAS)
    return execucao if Trava(equipe.ambiente.pastas.catalogo).ocupada() else None
