"""One run from its row to its end state: who starts when, who waits for whom, what is recorded."""

from __future__ import annotations

import logging
import os
import socket
import time
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from componentes import VERSAO
from componentes.agentes.auto_backup_integration import BackupPedido
from componentes.agentes.classificador_lote_avancado import Trabalho
from componentes.agentes.gerador_relatorios_avancados import RelatorioPedido
from componentes.base.caminhos import para_texto
from componentes.base.erros import ErroOrquestrador
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import (
    RETOMAVEIS,
    EstadoExecucao,
    Execucao,
    NovaExecucao,
)
from componentes.classificacao.analisadores import processos_de_analise
from componentes.classificacao.lote import Balanco, Pedido
from componentes.orquestracao.alertas import alertando
from componentes.orquestracao.ambiente import raiz_comum
from componentes.orquestracao.diario import Diario
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import Sessao
from componentes.orquestracao.situacao import situacao_viva

registro = logging.getLogger("orquestrador.execucoes")
_PULSO = 0.2
_EXECUCOES_GUARDADAS = 50
"""Runs whose every file can still be asked for; of older ones the totals stay."""
_ENTRE_BATIDAS = 1.0
_PRAZO_DE_ENCERRAMENTO = 30.0


@dataclass(frozen=True, slots=True)
class Opcoes:
    """What the caller may switch for one run."""

    comando: str
    pastas: tuple[Path, ...]
    monitoramento: bool
    relatorios: bool
    backup: bool


@dataclass(frozen=True, slots=True)
class Desfecho:
    """How a run ended."""

    execucao: Execucao
    balanco: Balanco | None
    erro: BaseException | None = None


class CondutorDeExecucao:
    """Conducts one run of the team's agents in an open session."""

    def __init__(self, equipe: Equipe, sessao: Sessao, opcoes: Opcoes) -> None:
        self._equipe = equipe
        self._sessao = sessao
        self._opcoes = opcoes
        self._raizes = tuple(para_texto(p.as_posix()) for p in opcoes.pastas)
        self._raiz = raiz_comum(opcoes.pastas)
        self._religar = self._ha_lacos_por_resolver()
        ambiente = equipe.ambiente
        self._processos = (
            processos_de_analise(ambiente.trabalhadores(), sessao.ferramentas)
            if ambiente.configuracao.processamento_paralelo
            else None
        )
        self._id, self._retomada = self._abrir()
        self._proxima_batida = 0.0

    def conduzir(self) -> Desfecho:
        """Run to the end state and return it; the catalogue has it too."""
        with alertando(self._equipe, self._sessao.escritor):
            return self._conduzir()

    def _conduzir(self) -> Desfecho:
        diario = Diario(self._sessao.escritor, self._id)
        cancelar = self._equipe.barramento.assinar(diario)
        try:
            self._iniciar_agentes()
            if self._equipe.parada_pedida.is_set():  # asked before anyone was there to hear it
                self._equipe.pedir_parada()
            esgotado = not self._esperar_classificacao()
            self._esperar_os_outros()
        finally:
            self._parar_tudo()
            cancelar()
        return self._encerrar(esgotado)

    def _ha_lacos_por_resolver(self) -> bool:
        """Tell whether includes in the catalogue may be tied as another or a cut-off run saw them.

        A run over one folder resolves includes inside that folder alone.
        """
        consulta = self._sessao.consulta
        deste = consulta.ultima_do_comando(self._opcoes.comando, self._raizes)
        qualquer = consulta.ultima_execucao()
        if deste is None or qualquer is None:
            return qualquer is not None
        return deste.estado in RETOMAVEIS or qualquer.id != deste.id

    def _abrir(self) -> tuple[int, bool]:
        """Take up the last run of the same kind if it was cut off, or create a new one."""
        escritor, consulta = self._sessao.escritor, self._sessao.consulta
        chave = self._sessao.ferramentas.chave
        ultima = consulta.ultima_do_comando(self._opcoes.comando, self._raizes)
        pid, maquina = os.getpid(), socket.gethostname()
        if ultima and ultima.estado in RETOMAVEIS and ultima.chave == chave:
            retomado = escritor.executar(
                lambda conn: operacoes.reabrir_execucao(conn, ultima.id, pid=pid, maquina=maquina)
            )
            if retomado:
                registro.info("retomando a execução %s", ultima.nome)
                return ultima.id, True
        nova = NovaExecucao(
            comando=self._opcoes.comando,
            raizes=self._raizes,
            raiz=self._raiz,
            versao=VERSAO,
            regras=self._sessao.ferramentas.conjunto.digest,
            chave=chave,
            pid=pid,
            maquina=maquina,
        )
        return escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova)), False

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
                    self._raizes,
                    self._raiz,
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
            raiz=self._raiz,
            excluir=ambiente.pastas.da_saida(),
            max_threads=ambiente.configuracao.max_threads,
            processos=self._processos,
            religar=self._religar,
        )
        return Trabalho(
            pedido,
            execucao.nome,
            self._sessao.ferramentas,
            self._sessao.escritor,
            self._sessao.consulta,
            self._retomada,
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
        futuro = self._sessao.escritor.enviar(lambda conn: operacoes.bater(conn, self._id, vivo))
        futuro.add_done_callback(self._ao_bater)

    def _ao_bater(self, futuro: Future[EstadoExecucao]) -> None:
        if futuro.exception() is None and futuro.result() is EstadoExecucao.CANCELANDO:
            self._equipe.pedir_parada()

    def _encerrar(self, esgotado: bool) -> Desfecho:
        balanco = self._equipe.classificador.balanco
        erro = self._equipe.classificador.erro
        estado, texto = _estado_final(balanco, erro, esgotado=esgotado)
        texto = texto or "; ".join(
            f"{nome}: {agente.estado().erro}"
            for nome, agente in self._equipe.componentes.items()
            if agente.erro is not None
        )
        mudou = balanco is None or balanco.mudou or balanco.cancelado or self._religar
        contagens = {"contagens": _contagens(balanco), "mudou": mudou or self._retomada}
        vivo = {**situacao_viva(self._equipe), **contagens}
        self._sessao.escritor.executar(
            lambda conn: operacoes.encerrar_execucao(conn, self._id, estado, vivo, texto)
        )
        self._sessao.escritor.executar(
            lambda conn: operacoes.podar_execucoes(conn, _EXECUCOES_GUARDADAS)
        )
        return Desfecho(self._linha(), balanco, erro)

    def _linha(self) -> Execucao:
        execucao = self._sessao.consulta.execucao(self._id)
        if execucao is None:
            raise ErroOrquestrador("A execução sumiu do catálogo", onde=str(self._id))
        return execucao


def _contagens(balanco: Balanco | None) -> Any:
    return msgspec.to_builtins(balanco.contagens) if balanco else {}


def _estado_final(
    balanco: Balanco | None, erro: BaseException | None, *, esgotado: bool
) -> tuple[EstadoExecucao, str]:
    if erro is not None:
        return EstadoExecucao.FALHOU, str(erro)
    if esgotado:
        return EstadoExecucao.INTERROMPIDA, "o prazo de timeout_operacoes se esgotou"
    if balanco is None or balanco.cancelado:
        return EstadoExecucao.CANCELADA, ""
    if balanco.com_falhas:
        return EstadoExecucao.CONCLUIDA_COM_FALHAS, ""
    return EstadoExecucao.CONCLUIDA, ""
