"""One run from its row to its end state: who starts when, who waits for whom, what is recorded."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future

import msgspec
from sqlalchemy import Connection

from componentes.agentes.agente import Agente
from componentes.agentes.depois_do_backup import medir
from componentes.base.erros import ErroOrquestrador
from componentes.base.eventos import Evento, ExecucaoIniciada
from componentes.base.quem import este_processo
from componentes.base.registro import log_da_execucao, podar_logs
from componentes.base.tempo import daqui_a
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import EstadoExecucao, Execucao
from componentes.classificacao.analisadores import processos_de_analise
from componentes.classificacao.lotes import PRAZO_DO_ARRENDAMENTO
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes import elenco
from componentes.orquestracao.execucoes.abertura import Opcoes, abrir_execucao
from componentes.orquestracao.execucoes.atendente import AtendenteDePedidos
from componentes.orquestracao.execucoes.avisos import alertando
from componentes.orquestracao.execucoes.cortadas import tomar_cortadas
from componentes.orquestracao.execucoes.desfecho import Desfecho, estado_final, terminada
from componentes.orquestracao.execucoes.elenco import Elenco
from componentes.orquestracao.historia.diario import Diario
from componentes.orquestracao.protecao import lugares_de, protecao_de
from componentes.orquestracao.sessao import Sessao
from componentes.orquestracao.situacao import situacao_viva

_PULSO = 0.2
_ENTRE_BATIDAS = 1.0
_PRAZO_DE_ENCERRAMENTO = 30.0


class CondutorDeExecucao:
    """Conducts one run of the team's agents in an open session."""

    def __init__(
        self, equipe: Equipe, sessao: Sessao, opcoes: Opcoes, pedida: int | None = None
    ) -> None:
        """Take the row `pedida`, or the one that fits; raises `ErroUso` when it is taken."""
        self._equipe = equipe
        self._sessao = sessao
        ambiente = equipe.ambiente
        self._processos = (
            processos_de_analise(ambiente.trabalhadores(), sessao.ferramentas)
            if ambiente.configuracao.processamento_paralelo
            else None
        )
        self._elenco = Elenco(equipe, sessao, opcoes, self._processos)
        self._cortadas = sessao.escritor.executar(tomar_cortadas)  # before one is taken up again
        self._aberta = abrir_execucao(sessao, opcoes, pedida)
        self._id = self._aberta.id
        self._proxima_batida = 0.0
        self._atendente = AtendenteDePedidos(equipe, sessao, self._id)

    def conduzir(self) -> Desfecho:
        """Run to the end state and return it; the catalogue has it too."""
        ambiente = self._equipe.ambiente
        # Alerts outlive the story of the run, which closes with its end.
        with alertando(self._equipe, self._sessao.escritor):
            for cortada in self._cortadas:
                self._publicar(cortada)
            try:
                desfecho = self._contando()
            except Exception as erro:
                self._desistir(erro)
                raise
            for medida in medir(protecao_de(ambiente, lugares_de(ambiente))):
                self._publicar(medida)
            self._publicar(terminada(desfecho))
        return desfecho

    def _desistir(self, erro: Exception) -> None:
        """Leave the cause in the row of a run that could not even be conducted, if at all possible.

        An end state that it has already stays.
        """
        with contextlib.suppress(ErroOrquestrador, RuntimeError):
            self._sessao.escritor.executar(
                lambda conn: operacoes.encerrar_execucao(
                    conn, self._id, EstadoExecucao.FALHOU, {}, str(erro)
                )
            )

    def _contando(self) -> Desfecho:
        """Run to the end state, with story and log."""
        ambiente, execucao = self._equipe.ambiente, self._linha()
        prazo = time.monotonic() + ambiente.configuracao.timeout_operacoes
        diario = Diario(self._sessao.escritor, self._id)
        logs, nivel = ambiente.pastas.logs_das_execucoes, ambiente.configuracao.nivel_log
        with contextlib.ExitStack() as pilha:
            pilha.enter_context(log_da_execucao(logs, execucao.nome, nivel))
            pilha.callback(self._equipe.barramento.assinar(diario))
            self._publicar(
                ExecucaoIniciada(self._id, execucao.nome, execucao.comando, self._aberta.retomada)
            )
            try:
                self._elenco.iniciar(execucao, self._aberta)
                if self._equipe.parada_pedida.is_set():  # asked before anyone was there to hear it
                    self._equipe.pedir_parada()
                esgotado = not self._esperar(prazo)
            finally:
                self._parar_tudo()
                self._atendente.encerrar()
            desfecho = self._encerrar(esgotado)
            diario(terminada(desfecho))
        guardadas = self._sessao.consulta.execucoes(elenco.EXECUCOES_GUARDADAS)
        podar_logs(logs, frozenset(e.nome for e in guardadas))
        return desfecho

    def _publicar(self, evento: Evento) -> None:
        self._equipe.barramento.publicar(evento)

    def _esperar(self, prazo: float) -> bool:
        """Wait for the work, then for report and backup; False when the time of the run was up."""
        equipe = self._equipe
        if not self._esperar_por(equipe.classificador, prazo):
            return False
        balanco = equipe.classificador.balanco
        if balanco is None or balanco.cancelado:  # there is nothing to report or to back up
            equipe.relatorios.parar()
            equipe.backup.parar()
        return all(self._esperar_por(a, prazo) for a in (equipe.relatorios, equipe.backup))

    def _esperar_por(self, agente: Agente, prazo: float) -> bool:
        while not agente.aguardar(_PULSO):
            self._bater()
            if time.monotonic() > prazo:
                self._equipe.pedir_parada()
                agente.aguardar(_PRAZO_DE_ENCERRAMENTO)
                return False
        return True

    def _parar_tudo(self) -> None:
        """Ask every agent to stop and join them against one deadline."""
        prazo = time.monotonic() + _PRAZO_DE_ENCERRAMENTO
        for agente in self._equipe.componentes.values():
            agente.parar()
        for agente in self._equipe.componentes.values():
            agente.aguardar(max(0.0, prazo - time.monotonic()))
        self._equipe.monitor.encerrar()
        if self._processos:
            self._processos.fechar()

    def _bater(self) -> None:
        """Record a sign of life every second, monitor or not; a cancel asked elsewhere shows."""
        if time.monotonic() < self._proxima_batida:
            return
        self._proxima_batida = time.monotonic() + _ENTRE_BATIDAS
        vivo = situacao_viva(self._equipe)
        dono, ate = este_processo().dono, daqui_a(PRAZO_DO_ARRENDAMENTO)

        def bater(conn: Connection) -> EstadoExecucao:
            operacoes.renovar_lotes(conn, self._id, dono, ate)
            return operacoes.bater(conn, self._id, vivo)

        self._sessao.escritor.enviar(bater).add_done_callback(self._ao_bater)
        self._atendente.atender()

    def _ao_bater(self, futuro: Future[EstadoExecucao]) -> None:
        if futuro.exception() is None and futuro.result() is EstadoExecucao.CANCELANDO:
            self._equipe.pedir_parada()

    def _encerrar(self, esgotado: bool) -> Desfecho:
        balanco = self._equipe.classificador.balanco
        erro = self._equipe.classificador.erro
        parada = self._equipe.parada_pedida.is_set()
        estado, texto = estado_final(balanco, erro, esgotado=esgotado, parada=parada)
        texto = texto or "; ".join(
            f"{nome}: {agente.estado().erro}"
            for nome, agente in self._equipe.componentes.items()
            if agente.erro is not None
        )
        mudou = balanco is None or balanco.mudou or balanco.cancelado or self._aberta.religar
        contagens = msgspec.to_builtins(balanco.contagens) if balanco else {}
        final = {"contagens": contagens, "mudou": mudou or self._aberta.retomada}
        vivo = {**situacao_viva(self._equipe), **final}
        executar = self._sessao.escritor.executar
        executar(lambda conn: operacoes.encerrar_execucao(conn, self._id, estado, vivo, texto))
        executar(lambda conn: operacoes.podar_execucoes(conn, elenco.EXECUCOES_GUARDADAS))
        return Desfecho(self._linha(), balanco, erro)

    def _linha(self) -> Execucao:
        execucao = self._sessao.consulta.execucao(self._id)
        if execucao is None:
            raise ErroOrquestrador("A execução sumiu do catálogo", onde=str(self._id))
        return execucao
