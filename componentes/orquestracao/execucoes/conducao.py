"""One run from its row to its end state: who starts when, who waits for whom, what is recorded."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from componentes.agentes.auto_backup_integration import BackupPedido
from componentes.agentes.classificador_lote_avancado import Trabalho
from componentes.agentes.gerador_relatorios_avancados import RelatorioPedido
from componentes.base.erros import ErroOrquestrador
from componentes.base.eventos import Evento, ExecucaoIniciada, ExecucaoTerminada
from componentes.base.quem import este_processo
from componentes.base.registro import log_da_execucao, podar_logs
from componentes.base.tempo import daqui_a
from componentes.base.tipos import Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import CONCLUIDAS, EstadoExecucao, Execucao
from componentes.classificacao.analisadores import processos_de_analise
from componentes.classificacao.lote import Balanco, Pedido
from componentes.classificacao.lotes import PRAZO_DO_ARRENDAMENTO
from componentes.orquestracao.ambiente import raiz_comum
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.abertura import Opcoes, abrir_execucao
from componentes.orquestracao.execucoes.atendente import AtendenteDePedidos
from componentes.orquestracao.execucoes.avisos import alertando
from componentes.orquestracao.historia.diario import Diario
from componentes.orquestracao.sessao import Sessao
from componentes.orquestracao.situacao import situacao_viva

_PULSO = 0.2
_EXECUCOES_GUARDADAS = 50
"""Runs whose every file can still be asked for; of older ones the totals stay."""
_ENTRE_BATIDAS = 1.0
_PRAZO_DE_ENCERRAMENTO = 30.0


@dataclass(frozen=True, slots=True)
class Desfecho:
    """How a run ended."""

    execucao: Execucao
    balanco: Balanco | None
    erro: BaseException | None = None


class CondutorDeExecucao:
    """Conducts one run of the team's agents in an open session."""

    def __init__(
        self, equipe: Equipe, sessao: Sessao, opcoes: Opcoes, pedida: int | None = None
    ) -> None:
        """Take the row `pedida`, or the one that fits; raises `ErroUso` when it is taken."""
        self._equipe = equipe
        self._sessao = sessao
        self._opcoes = opcoes
        ambiente = equipe.ambiente
        self._processos = (
            processos_de_analise(ambiente.trabalhadores(), sessao.ferramentas)
            if ambiente.configuracao.processamento_paralelo
            else None
        )
        self._id, self._retomada, self._religar = abrir_execucao(sessao, opcoes, pedida)
        self._proxima_batida = 0.0
        self._atendente = AtendenteDePedidos(equipe, sessao, self._id)

    def conduzir(self) -> Desfecho:
        """Run to the end state and return it; the catalogue has it too."""
        # Alerts outlive the story of the run, which closes with its end.
        with alertando(self._equipe, self._sessao.escritor):
            desfecho = self._contando()
            self._publicar(_terminada(desfecho))
        return desfecho

    def _contando(self) -> Desfecho:
        """Run to the end state, with story and log."""
        ambiente, execucao = self._equipe.ambiente, self._linha()
        diario = Diario(self._sessao.escritor, self._id)
        logs, nivel = ambiente.pastas.logs_das_execucoes, ambiente.configuracao.nivel_log
        with contextlib.ExitStack() as pilha:
            pilha.enter_context(log_da_execucao(logs, execucao.nome, nivel))
            pilha.callback(self._equipe.barramento.assinar(diario))
            self._publicar(
                ExecucaoIniciada(self._id, execucao.nome, execucao.comando, self._retomada)
            )
            try:
                self._iniciar_agentes()
                if self._equipe.parada_pedida.is_set():  # asked before anyone was there to hear it
                    self._equipe.pedir_parada()
                esgotado = not self._esperar_classificacao()
                self._esperar_os_outros()
            finally:
                self._parar_tudo()
                self._atendente.encerrar()
            desfecho = self._encerrar(esgotado)
            diario(_terminada(desfecho))
        podar_logs(
            logs, frozenset(e.nome for e in self._sessao.consulta.execucoes(_EXECUCOES_GUARDADAS))
        )
        return desfecho

    def _publicar(self, evento: Evento) -> None:
        self._equipe.barramento.publicar(evento)

    def _iniciar_agentes(self) -> None:
        equipe, sessao, opcoes = self._equipe, self._sessao, self._opcoes
        configuracao = equipe.ambiente.configuracao
        pastas = equipe.ambiente.pastas
        if opcoes.relatorios:
            equipe.relatorios.encomendar(
                RelatorioPedido(
                    self._id,
                    pastas.relatorios,
                    sessao.consulta,
                    sessao.escritor,
                    configuracao.intervalo_relatorios,
                    sessao.esquema,
                    (self._processos, pastas.catalogo) if self._processos else None,
                )
            )
            equipe.iniciar_agente(equipe.relatorios)
        if opcoes.backup:
            equipe.backup.encomendar(
                BackupPedido(
                    pastas,
                    opcoes.raizes,
                    raiz_comum(opcoes.pastas),
                    sessao.consulta,
                    espera_relatorio=opcoes.relatorios,
                )
            )
            equipe.iniciar_agente(equipe.backup)
        equipe.monitor.zerar(configuracao.intervalo_monitoramento)
        if opcoes.monitoramento:
            equipe.iniciar_agente(equipe.monitor)
        equipe.classificador.encomendar(self._trabalho())
        equipe.iniciar_agente(equipe.classificador)

    def _trabalho(self) -> Trabalho:
        ambiente = self._equipe.ambiente
        execucao = self._linha()
        pedido = Pedido(
            execucao_id=self._id,
            pastas=self._opcoes.pastas,
            raiz=raiz_comum(self._opcoes.pastas),
            excluir=ambiente.pastas.da_saida(),
            max_threads=ambiente.configuracao.max_threads,
            processos=self._processos,
            religar=self._religar,
            repetir_falhas=self._opcoes.repetir_falhas,
            conhecida=self._ja_conhecida(),
        )
        return Trabalho(
            pedido,
            execucao.nome,
            self._sessao.ferramentas,
            self._sessao.escritor,
            self._sessao.consulta,
            self._retomada,
        )

    def _ja_conhecida(self) -> bool:
        """Tell whether some earlier run went through all these folders to its end."""
        raizes = set(self._opcoes.raizes)
        return any(
            raizes.issubset(e.raizes) and e.estado in CONCLUIDAS
            for e in self._sessao.consulta.execucoes(_EXECUCOES_GUARDADAS)
        )

    def _esperar_classificacao(self) -> bool:
        """Wait for the classifier; False when `timeout_operacoes` ran out first."""
        prazo = time.monotonic() + self._equipe.ambiente.configuracao.timeout_operacoes
        while not self._equipe.classificador.aguardar(_PULSO):
            self._bater()
            if time.monotonic() > prazo:
                self._equipe.pedir_parada()
                self._equipe.classificador.aguardar(_PRAZO_DE_ENCERRAMENTO)
                return False
        return True

    def _esperar_os_outros(self) -> None:
        """Let report and backup finish; without a classification there is nothing to wait for."""
        equipe = self._equipe
        balanco = equipe.classificador.balanco
        if balanco is None or balanco.cancelado:
            equipe.relatorios.parar()
            equipe.backup.parar()
        for agente in (equipe.relatorios, equipe.backup):
            while not agente.aguardar(_PULSO):
                self._bater()

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
        estado, texto = _estado_final(balanco, erro, esgotado=esgotado, parada=parada)
        texto = texto or "; ".join(
            f"{nome}: {agente.estado().erro}"
            for nome, agente in self._equipe.componentes.items()
            if agente.erro is not None
        )
        mudou = balanco is None or balanco.mudou or balanco.cancelado or self._religar
        contagens = {"contagens": _contagens(balanco), "mudou": mudou or self._retomada}
        vivo = {**situacao_viva(self._equipe), **contagens}
        executar = self._sessao.escritor.executar
        executar(lambda conn: operacoes.encerrar_execucao(conn, self._id, estado, vivo, texto))
        executar(lambda conn: operacoes.podar_execucoes(conn, _EXECUCOES_GUARDADAS))
        return Desfecho(self._linha(), balanco, erro)

    def _linha(self) -> Execucao:
        execucao = self._sessao.consulta.execucao(self._id)
        if execucao is None:
            raise ErroOrquestrador("A execução sumiu do catálogo", onde=str(self._id))
        return execucao


def _terminada(desfecho: Desfecho) -> ExecucaoTerminada:
    execucao, balanco = desfecho.execucao, desfecho.balanco
    contagens = balanco.contagens if balanco else None
    por_situacao = contagens.por_situacao if contagens else {}
    return ExecucaoTerminada(
        execucao.id,
        execucao.nome,
        execucao.comando,
        str(execucao.estado),
        execucao.erro,
        contagens.arquivos if contagens else 0,
        sum(n for situacao, n in por_situacao.items() if Situacao(situacao).falhou),
    )


def _contagens(balanco: Balanco | None) -> Any:
    return msgspec.to_builtins(balanco.contagens) if balanco else {}


def _estado_final(
    balanco: Balanco | None, erro: BaseException | None, *, esgotado: bool, parada: bool
) -> tuple[EstadoExecucao, str]:
    if erro is not None:
        return EstadoExecucao.FALHOU, str(erro)
    if esgotado:
        return EstadoExecucao.INTERROMPIDA, "o prazo de timeout_operacoes se esgotou"
    # Asked for after the classification, it has cut off report or backup, which a resume makes.
    if balanco is None or balanco.cancelado or parada:
        return EstadoExecucao.CANCELADA, ""
    if balanco.com_falhas:
        return EstadoExecucao.CONCLUIDA_COM_FALHAS, ""
    return EstadoExecucao.CONCLUIDA, ""
