"""The answer to "what is it doing?", from this process or, through the catalogue, from another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Engine

from componentes.base.caminhos import de_texto
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import ATIVAS, EstadoExecucao, Execucao
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.anotacao import perguntar
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.cura import curar
from componentes.orquestracao.trava import Trava

# A process that holds the lock and has given no sign for this long is stuck; a free lock is death.
_SILENCIO = timedelta(seconds=60)
_EVENTOS_MOSTRADOS = 8
EM_ANDAMENTO = frozenset({"executando", "sem_resposta"})
"""Somebody works, or at least holds the lock."""


def situacao_viva(equipe: Equipe) -> dict[str, Any]:
    """Return the state of the agents of this process."""
    threads = equipe.nomes_das_threads()
    return {
        "status": "executando" if threads else "parado",
        "threads_ativas": threads,
        "componentes": {
            nome: msgspec.to_builtins(agente.estado())
            for nome, agente in equipe.componentes.items()
        },
        "metricas_tempo_real": msgspec.to_builtins(equipe.monitor.metricas()),
        "trabalhadores": msgspec.to_builtins(equipe.classificador.trabalhadores()),
        "eventos": msgspec.to_builtins(equipe.noticias.ultimas(_EVENTOS_MOSTRADOS)),
    }


def situacao_do_sistema(equipe: Equipe) -> dict[str, Any]:
    """Return this process's state if it works, else what the catalogue says of any other."""
    vivo = situacao_viva(equipe)
    if vivo["threads_ativas"]:
        return vivo
    execucao = _ultima(equipe.ambiente)
    if execucao is None:
        return vivo | {"execucao": None}
    status = _status(equipe.ambiente, execucao)
    gravado = {chave: execucao.totais[chave] for chave in vivo if chave in execucao.totais}
    if status not in EM_ANDAMENTO:
        lembrado = ("metricas_tempo_real", "eventos")
        gravado = {chave: gravado[chave] for chave in lembrado if chave in gravado}
    return vivo | gravado | {"status": status, "execucao": descrever(execucao)}


def em_andamento(ambiente: Ambiente) -> tuple[Execucao | None, str]:
    """Return the run that some process works at, if any, and whether it shows signs of life."""
    execucao = _ultima(ambiente)
    status = _status(ambiente, execucao) if execucao else "parado"
    return (execucao if status in EM_ANDAMENTO else None), status


def _ultima(ambiente: Ambiente) -> Execucao | None:
    def curada(motor: Engine) -> Execucao | None:
        consulta = Consulta(motor)
        curar(ambiente, consulta)
        return consulta.ultima_execucao()

    return perguntar(ambiente, curada, None)


def _status(ambiente: Ambiente, execucao: Execucao) -> str:
    if execucao.estado is EstadoExecucao.INTERROMPIDA:
        return "interrompida"
    if execucao.estado not in ATIVAS:
        return "parado"
    batida = datetime.fromisoformat(execucao.batida_em or execucao.iniciada_em)
    recente = datetime.now(UTC) - batida < _SILENCIO
    if Trava(ambiente.pastas.catalogo).ocupada():
        return "executando" if recente else "sem_resposta"
    return "interrompida"


def descrever(execucao: Execucao) -> dict[str, Any]:
    """Return a run as answers show it."""
    return {
        "id": execucao.id,
        "nome": execucao.nome,
        "comando": execucao.comando,
        "pastas": [de_texto(raiz) for raiz in execucao.raizes],
        "estado": str(execucao.estado),
        "iniciada_em": execucao.iniciada_em,
        "terminada_em": execucao.terminada_em,
        "batida_em": execucao.batida_em,
        "pid": execucao.pid,
        "maquina": execucao.maquina,
        "versao": execucao.versao,
        "regras": execucao.regras,
        "erro": execucao.erro,
        "contagens": execucao.totais.get("contagens", {}),
    }
