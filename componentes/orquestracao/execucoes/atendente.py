"""What a run does for its agents once a second: keep what is to be remembered, answer requests."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from componentes.agentes.agente import Agente
from componentes.agentes.supervisao.escuta import Escuta
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.memoria import guardar, recordar
from componentes.base.erros import ErroCatalogo, ErroDisco
from componentes.base.tempo import agora
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.agentes import agentes_lembrados
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import Sessao

registro = logging.getLogger("orquestrador.atendente")
REINICIAR = "reiniciar"
REDEFINIR = "redefinir"


class Resposta(Struct, frozen=True):
    """The answer to a request: whether it was done, and what a person reads of it."""

    feito: bool
    texto: str


REDEFINIDO = Resposta(True, "contadores e disjuntor zerados; os resultados ficam")


class AtendenteDePedidos:
    """Serves the agents of one run, in the thread that conducts it.

    Of requests it obeys only those made to this run since it began in this process.
    """

    def __init__(self, equipe: Equipe, sessao: Sessao, execucao_id: int) -> None:
        self._equipe = equipe
        self._sessao = sessao
        self._execucao_id = execucao_id
        self._desde = agora()
        self._respondidos: set[int] = set()
        self._escuta = Escuta()
        historicos = recordar(sessao.consulta.perguntar(agentes_lembrados))
        for nome, agente in equipe.componentes.items():
            agente.supervisao.lembrar(historicos.get(nome, Historico()))
        self._gravados = self._historicos()

    def atender(self) -> None:
        """Answer what was asked, say who hangs, and hand what has changed to the writer.

        Nobody waits for it.
        """
        for pedido in self._pendentes():
            self._responder(pedido, self._cumprir(pedido))
        for evento in self._escuta.ouvir(a.estado() for a in self._equipe.componentes.values()):
            self._equipe.barramento.publicar(evento)
        self._gravar(self._historicos())

    def encerrar(self) -> None:
        """Refuse what came too late, and keep the last heartbeats."""
        for pedido in self._pendentes():
            self._responder(pedido, Resposta(False, "a execução terminou antes"))
        self._gravar(self._historicos(com_batida=True))

    def _pendentes(self) -> list[Pedido]:
        pergunta = partial(
            operacoes.pendentes, alvos=tuple(self._equipe.componentes), desde=self._desde
        )
        try:
            feitos = self._sessao.consulta.perguntar(pergunta)
        except (ErroCatalogo, ErroDisco):  # the writer says so, if it is more than a moment
            registro.warning("os pedidos não puderam ser lidos", exc_info=True)
            return []
        return [p for p in feitos if self._e_para_esta(p)]

    def _e_para_esta(self, pedido: Pedido) -> bool:
        return (
            pedido.dados.get("execucao") == self._execucao_id and pedido.id not in self._respondidos
        )

    def _cumprir(self, pedido: Pedido) -> Resposta:
        agente = self._equipe.componentes[pedido.alvo]
        if pedido.acao == REINICIAR:
            return self._reiniciar(agente)
        if pedido.acao == REDEFINIR:
            agente.redefinir()
            return REDEFINIDO
        return Resposta(False, f"este programa não conhece a ação '{pedido.acao}'")

    def _reiniciar(self, agente: Agente) -> Resposta:
        if agente.reiniciar():
            return Resposta(True, "termina o que tem em mãos e recomeça")
        situacao = agente.estado().situacao
        if situacao == "falhou" and not agente.vivo and agente is not self._equipe.classificador:
            if self._acabando():
                return Resposta(False, _RECUSAS[situacao])
            agente.supervisao.tentar()
            self._equipe.iniciar_agente(agente)
            if self._equipe.parada_pedida.is_set():  # by another thread, before it lived
                agente.parar()
            return Resposta(True, "tinha falhado e foi iniciado de novo")
        return Resposta(False, _RECUSAS.get(situacao, "está terminando o seu trabalho"))

    def _acabando(self) -> bool:
        """Tell whether an agent begun now would wait for what nobody will bring any more."""
        classificador = self._equipe.classificador
        balanco = classificador.balanco
        sem_resultado = not classificador.vivo and (balanco is None or balanco.cancelado)
        return self._equipe.parada_pedida.is_set() or sem_resultado

    def _responder(self, pedido: Pedido, resposta: Resposta) -> None:
        self._respondidos.add(pedido.id)
        texto = msgspec.json.encode(resposta).decode()
        self._sessao.escritor.enviar(lambda conn: operacoes.atender(conn, pedido.id, texto))

    def _historicos(self, *, com_batida: bool = False) -> dict[str, dict[str, Any]]:
        """Return what is to be remembered; a heartbeat alone is not worth a write each second."""
        todos = {n: a.supervisao.historico() for n, a in self._equipe.componentes.items()}
        return {
            nome: guardar(historico if com_batida else replace(historico, batida=0.0))
            for nome, historico in todos.items()
        }

    def _gravar(self, historicos: dict[str, dict[str, Any]]) -> None:
        novos = {nome: h for nome, h in historicos.items() if self._gravados.get(nome) != h}
        if novos:
            self._gravados |= novos
            self._sessao.escritor.enviar(lambda conn: operacoes.lembrar_agentes(conn, novos))


_RECUSAS = {
    "parado": "não faz parte desta execução",
    "terminado": "já terminou o seu trabalho nesta execução",
    "falhou": "falhou, e a execução está terminando",
}
