"""The service: keeps its residents alive in the foreground until somebody asks it to end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

from sqlalchemy import Engine

from componentes.agentes.agente import Agente
from componentes.agentes.supervisao.escuta import Escuta
from componentes.base.erros import ErroOrquestrador, em_uma_linha
from componentes.base.eventos import Aviso, ConfiguracaoRecarregada, ServicoIniciado
from componentes.base.quem import este_processo
from componentes.base.registro import RAIZ, abrir_log, fechar_log
from componentes.base.tempo import agora
from componentes.catalogo import operacoes
from componentes.catalogo.escrita_duradoura import EscritorDuradouro
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.orquestracao.anotacao import anotar, perguntar
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.residencia.alertas_da_casa import AlertasDaCasa
from componentes.orquestracao.residencia.atendimento import RESIDENTES, responder, retratos
from componentes.orquestracao.residencia.reanimacao import Reanimacao
from componentes.orquestracao.residencia.releitura import Releitura
from componentes.orquestracao.residencia.residentes import Residente, conferir, residentes
from componentes.orquestracao.residencia.sinal_de_vida import PARAR
from componentes.orquestracao.residencia.zelo import Zelo
from componentes.orquestracao.trava import SERVICO, Trava

registro = logging.getLogger("orquestrador.servico")
NOME_DO_SERVICO = "servico"
LOG = "servico.log"
_PULSO = 1.0
_ENTRE_BATIDAS = 5.0
_PRAZO_DE_ENCERRAMENTO = 30.0


class Servico:
    """One service for each base folder; it lives in the thread that calls `manter`."""

    def __init__(self, equipe: Equipe) -> None:
        self._equipe = equipe
        self._ambiente = equipe.ambiente
        self._releitura = Releitura(equipe.ambiente)
        self._residentes: tuple[Residente, ...] = ()
        self._escuta = Escuta()
        self._iniciado_em = ""
        self._proxima_batida = 0.0
        self._queixas: dict[str, str] = {}
        self._zelo = Zelo(equipe.ambiente)
        self._reanimacao = Reanimacao(self._avisar)
        self._alertas: AlertasDaCasa | None = None

    def manter(self, *, vigiar: bool = True) -> dict[str, Any]:
        """Live until the team is asked to stop; raises `ErroTrava` where another one lives.

        Settings that will not do are an error at the start, and later a warning.
        """
        conferir(self._ambiente)
        trava = Trava(self._ambiente.pastas.catalogo, SERVICO)
        trava.tomar(NOME_DO_SERVICO)
        try:
            log = abrir_log(self._ambiente.pastas.logs, self._ambiente.configuracao.nivel_log, LOG)
            try:
                return self._viver(vigiar=vigiar)
            finally:
                fechar_log(log)
        finally:
            trava.soltar()

    def _viver(self, *, vigiar: bool) -> dict[str, Any]:
        self._iniciado_em = agora()
        self._bater()  # a folder that cannot be written to is told at once, by not starting
        with ExitStack() as pilha:
            escritor = pilha.enter_context(EscritorDuradouro(self._ambiente.pastas.catalogo))
            self._alertas = AlertasDaCasa(self._equipe, escritor)
            pilha.callback(self._alertas.desligar)
            self._alertas.ligar()
            self._residentes = residentes(self._equipe, pilha, vigiar=vigiar)
            self._morar()
        return {"iniciado_em": self._iniciado_em, "terminado_em": agora()}

    def _morar(self) -> None:
        nomes = tuple(residente.agente.nome for residente in self._residentes)
        registro.info("serviço iniciado: %s", ", ".join(nomes))
        self._equipe.barramento.publicar(ServicoIniciado(este_processo().pid, nomes))
        try:
            for residente in self._residentes:
                self._equipe.iniciar_agente(residente.agente)
            while not self._equipe.parada_pedida.wait(_PULSO):
                self._pulsar()
        finally:
            self._encerrar()

    def _pulsar(self) -> None:
        """Do what is due; none of it, should it fail, is the end of the service."""
        self._cuidar("pedidos", self._atender)
        self._cuidar("cura", self._zelo.cuidar)
        if time.monotonic() >= self._proxima_batida:
            self._proxima_batida = time.monotonic() + _ENTRE_BATIDAS
            self._cuidar("batida", self._bater)
            self._cuidar("configuracao", self._reler)
            self._cuidar("residentes", self._reanimar)

    def _cuidar(self, assunto: str, tarefa: Callable[[], None]) -> None:
        """Do one task; the same complaint about it is made once, not at every pulse."""
        try:
            tarefa()
        except Exception as erro:
            queixa = em_uma_linha(erro)
            if self._queixas.get(assunto) != queixa:
                self._queixas[assunto] = queixa
                if not isinstance(erro, ErroOrquestrador):
                    registro.exception("o serviço tropeçou em %s", assunto)
                self._avisar(queixa)
        else:
            self._queixas.pop(assunto, None)

    def _avisar(self, texto: str) -> None:
        registro.warning("%s", texto)
        self._equipe.barramento.publicar(Aviso(texto))

    def _atender(self) -> None:
        """Answer what other terminals ask for."""
        nenhum: list[Pedido] = []
        for pedido in perguntar(self._ambiente, self._pedidos, nenhum):
            parar = pedido.acao == PARAR
            if not parar:  # who is asked for by name need not wait for its turn to rise
                self._reanimacao.esquecer(str(pedido.dados.get("agente")))
            resposta = "encerrando" if parar else responder(pedido, self._agentes())
            atender = partial(operacoes.atender, pedido_id=pedido.id, resposta=resposta)
            anotar(self._ambiente, atender)
            if parar:
                self._equipe.pedir_parada()

    def _agentes(self) -> list[Agente]:
        """Return who lives here: the residents, and who warns if anybody does."""
        alertador = self._equipe.alertador
        agentes = [residente.agente for residente in self._residentes]
        return [*agentes, alertador] if alertador.vivo else agentes

    def _pedidos(self, motor: Engine) -> list[Pedido]:
        with motor.connect() as conn:
            return operacoes.pendentes(conn, {NOME_DO_SERVICO}, desde=self._iniciado_em)

    def _bater(self) -> None:
        """Give a sign of life, and tell who lives here and gives none."""
        for evento in self._escuta.ouvir(agente.estado() for agente in self._agentes()):
            self._equipe.barramento.publicar(evento)
        estado = {RESIDENTES: retratos(self._agentes())}
        pid, maquina = este_processo()
        anotar(
            self._ambiente,
            lambda conn: operacoes.bater_servico(conn, NOME_DO_SERVICO, pid, maquina, estado),
        )

    def _reler(self) -> None:
        """Take a changed configuration over, if it is sound; else go on with the one in force."""
        try:
            novo = self._releitura.reler(self._ambiente)
            if novo is None:
                return
            conferir(novo)
        except ErroOrquestrador as erro:
            self._avisar(
                "a configuração mudou e não pode ser usada; vale a anterior: " + em_uma_linha(erro)
            )
            return
        if novo.configuracao.nivel_log != self._ambiente.configuracao.nivel_log:
            logging.getLogger(RAIZ).setLevel(novo.configuracao.nivel_log)
        self._ambiente = self._equipe.ambiente = novo
        for residente in self._residentes:
            residente.ao_reconfigurar(novo)
        for aviso in novo.lida.avisos:
            self._avisar(aviso)
        registro.info("configuração relida")
        self._equipe.barramento.publicar(ConfiguracaoRecarregada(novo.lida.arquivo))
        if self._alertas is not None:
            self._alertas.reconfigurar()

    def _reanimar(self) -> None:
        """Start again who ended without being asked to."""
        if self._equipe.parada_pedida.is_set():
            return
        for residente in self._residentes:
            agente = residente.agente
            self._reanimacao.cuidar(agente, partial(self._equipe.iniciar_agente, agente))
        if self._alertas is not None and self._alertas.em_falta:
            self._reanimacao.cuidar(self._equipe.alertador, self._alertas.ligar)

    def _encerrar(self) -> None:
        """Ask every resident to stop, join them against one deadline, and sign off."""
        prazo = time.monotonic() + _PRAZO_DE_ENCERRAMENTO
        for residente in self._residentes:
            residente.agente.parar()
        for residente in self._residentes:
            residente.agente.aguardar(max(0.0, prazo - time.monotonic()))
        pid = este_processo().pid
        self._cuidar(
            "despedida",
            lambda: anotar(
                self._ambiente, lambda conn: operacoes.remover_servico(conn, NOME_DO_SERVICO, pid)
            ),
        )
        registro.info("serviço encerrado")
