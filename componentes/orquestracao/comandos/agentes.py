"""The agents, looked at and steered from any terminal."""

from __future__ import annotations

import difflib
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from componentes.agentes.agendador import Agendador
from componentes.agentes.agente import Agente
from componentes.agentes.alertador import Alertador
from componentes.agentes.guarda_de_backups import GuardaDeBackups
from componentes.agentes.supervisao.estado import EstadoAgente, retratar
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.memoria import recordar
from componentes.agentes.vigia import Vigia
from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import ha_catalogo
from componentes.catalogo.modelo import Execucao
from componentes.catalogo.perguntas.agentes import agentes_lembrados
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.espera import esperar_resposta
from componentes.orquestracao.execucoes.atendente import REDEFINIDO, REDEFINIR, REINICIAR, Resposta
from componentes.orquestracao.execucoes.fila import escrevendo
from componentes.orquestracao.residencia.moradores import Morador, moradores_de
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import em_andamento

_PACIENCIA = 5.0
"""Seconds to wait for an answer; a run looks for requests once a second."""
_DE_SERVICOS = frozenset({Agendador.nome, Vigia.nome, GuardaDeBackups.nome, Alertador.nome})


def listar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say how each agent fares: in the run at hand, or as it is remembered."""
    conferir_nomes(parametros, frozenset())
    execucao, status = em_andamento(equipe.ambiente)
    agentes = _da_execucao(execucao) if execucao else _lembrados(equipe)
    moradores = [m.estado | {"servico": m.servico} for m in moradores_de(equipe.ambiente).values()]
    return {
        "sucesso": True,
        "status": status,
        "execucao": execucao.nome if execucao else "",
        "agentes": [*agentes, *moradores],
    }


def reiniciar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Ask an agent of the run at hand, or of a service, to end its pass and begin another."""
    conferir_nomes(parametros, frozenset({"nome"}))
    moradores = moradores_de(equipe.ambiente)
    nome = _conhecido(equipe, moradores, texto(parametros, "nome"))
    if nome in moradores:
        return _responder(_pedir(equipe.ambiente, _aos_moradores(moradores, [nome]), REINICIAR))
    execucao, _ = em_andamento(equipe.ambiente)
    if execucao is None:
        raise ErroUso(
            "Não há execução em andamento: não há o que reiniciar",
            o_que_fazer="comece uma com 'classificar_tudo'; para zerar contadores e disjuntor, "
            f"'agentes redefinir {nome}'",
        )
    return _responder(_pedir(equipe.ambiente, _a_execucao(execucao, [nome]), REINICIAR))


def redefinir(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Forget failures, restarts and breaker of one agent or all; results stay."""
    conferir_nomes(parametros, frozenset({"nome", "todos"}))
    todos = booleano(parametros, "todos", padrao=False)
    if todos == bool(parametros.get("nome")):
        raise ErroUso("Qual agente?", o_que_fazer="informe um nome, ou --todos")
    moradores = moradores_de(equipe.ambiente)
    nomes = (
        [*equipe.componentes, *moradores]
        if todos
        else [_conhecido(equipe, moradores, texto(parametros, "nome"))]
    )
    da_execucao = [nome for nome in nomes if nome not in moradores]
    enderecos = _aos_moradores(moradores, [nome for nome in nomes if nome in moradores])
    execucao, _ = em_andamento(equipe.ambiente)
    lembrados: dict[str, Resposta] = {}
    if execucao is not None:
        enderecos = _a_execucao(execucao, da_execucao) | enderecos
    else:
        lembrados = _esquecer(equipe.ambiente, da_execucao)
    return _responder(lembrados | _pedir(equipe.ambiente, enderecos, REDEFINIR))


class _Endereco(NamedTuple):
    """Whom to ask about an agent, and what tells him which is meant."""

    alvo: str
    dados: dict[str, Any]


def _a_execucao(execucao: Execucao, nomes: Sequence[str]) -> dict[str, _Endereco]:
    return {nome: _Endereco(nome, {"execucao": execucao.id}) for nome in nomes}


def _aos_moradores(moradores: Mapping[str, Morador], nomes: Sequence[str]) -> dict[str, _Endereco]:
    return {nome: _Endereco(moradores[nome].servico, {"agente": nome}) for nome in nomes}


def _da_execucao(execucao: Execucao) -> Any:
    return list(execucao.totais.get("componentes", {}).values())


def _lembrados(equipe: Equipe) -> list[Any]:
    """Return what is remembered of each agent, none of which runs."""
    historicos: dict[str, Historico] = {}
    if ha_catalogo(equipe.ambiente.pastas.catalogo):
        with leitura(equipe.ambiente) as consulta:
            historicos = recordar(consulta.perguntar(agentes_lembrados))
    agora = time.time()
    return [
        msgspec.to_builtins(_parado(agente, historicos.get(nome, Historico()), agora))
        for nome, agente in equipe.componentes.items()
    ]


def _parado(agente: Agente, historico: Historico, agora: float) -> EstadoAgente:
    return retratar(EstadoAgente(agente.nome), historico, agente.politica, agora)


def _conhecido(equipe: Equipe, moradores: Mapping[str, Morador], nome: str) -> str:
    nomes = [*equipe.componentes, *moradores]
    if nome in _DE_SERVICOS and nome not in nomes:
        raise ErroUso(
            f"O agente '{nome}' não vive em nenhum serviço agora",
            o_que_fazer="veja os que vivem com 'status_sistema'; comece um com 'servico'",
        )
    if nome not in nomes:
        proximos = difflib.get_close_matches(nome, nomes, n=1)
        dica = f"você quis dizer '{proximos[0]}'?" if proximos else ""
        existem = f"existem: {', '.join(nomes)}"
        raise ErroUso(f"Não há agente chamado '{nome}'", o_que_fazer=dica or existem)
    return nome


def _pedir(
    ambiente: Ambiente, enderecos: Mapping[str, _Endereco], acao: str
) -> dict[str, Resposta]:
    """Leave a request about each agent, and wait a little for each answer."""
    if not enderecos:
        return {}
    pedir = partial(operacoes.pedir, acao=acao)
    with escrevendo(ambiente) as (escritor, consulta):
        ids = {
            nome: escritor.executar(partial(pedir, alvo=endereco.alvo, dados=endereco.dados))
            for nome, endereco in enderecos.items()
        }
        prazo = time.monotonic() + _PACIENCIA
        return {nome: _esperar(consulta, numero, prazo) for nome, numero in ids.items()}


def _esperar(consulta: Consulta, numero: int, prazo: float) -> Resposta:
    feito = esperar_resposta(consulta, numero, prazo)
    if feito is None:
        return Resposta(False, f"sem resposta em {_PACIENCIA:.0f} s; veja 'status_sistema'")
    return msgspec.json.decode(feito.resposta, type=Resposta)


def _esquecer(ambiente: Ambiente, nomes: Sequence[str]) -> dict[str, Resposta]:
    if ha_catalogo(ambiente.pastas.catalogo):
        with escrevendo(ambiente) as (escritor, _):
            for nome in nomes:
                escritor.executar(partial(operacoes.esquecer_agente, nome=nome))
    return dict.fromkeys(nomes, REDEFINIDO)


def _responder(respostas: Mapping[str, Resposta]) -> dict[str, Any]:
    feitos = all(resposta.feito for resposta in respostas.values())
    return {
        "sucesso": feitos,
        "codigo": 0 if feitos else 1,
        "respostas": {nome: msgspec.to_builtins(r) for nome, r in respostas.items()},
    }
