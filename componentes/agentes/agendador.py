"""The agent that keeps the agenda: what is due is run, one entry after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Connection

from componentes.agenda.compromisso import Compromisso
from componentes.agentes.agente import Agente
from componentes.agentes.resultado_agendado import (
    resultado_da_resposta,
    resultado_do_erro,
    resultado_perdido,
)
from componentes.base.barramento import Barramento
from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroTrava, em_uma_linha
from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    Aviso,
)
from componentes.base.tempo import em_texto
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.agendado import Agendado, EstadoAgendado, ResultadoAgendado

registro = logging.getLogger("orquestrador.agenda")
# What it says is said here as events; without a handler it would go to stderr.
logging.getLogger("apscheduler").addHandler(logging.NullHandler())

_OLHADA = 20.0
"""Seconds between looks at the clock, which may have been set, or slept with the computer."""
_ENTRE_TENTATIVAS = 3.0
"""Seconds before an entry asks again for what another process holds."""


class Livro(Protocol):
    """Where the agenda is remembered between one start and the next."""

    def ler(self) -> Mapping[str, Agendado]:
        """Return what is known of each entry, by name."""

    def gravar(self, operacao: Callable[[Connection], object]) -> None:
        """Do one write operation."""


class Executor(Protocol):
    """What runs the command of an entry."""

    def __call__(self, compromisso: Compromisso, parada: threading.Event) -> Mapping[str, Any]:
        """Run it to its end and return its answer; begin nothing once `parada` is set."""

    def parar(self) -> None:
        """Ask the command at hand, if there is one, to stop."""


class Agendador(Agente):
    """Runs the entries of the agenda when they are due.

    APScheduler watches the clock and holds the queue; what was done and what is due next is in
    `livro`, so that any process can tell. Entries run in one thread, in the order they came due.
    """

    nome = "agendador"

    def __init__(
        self,
        barramento: Barramento,
        livro: Livro,
        executor: Executor,
        compromissos: Sequence[Compromisso],
    ) -> None:
        super().__init__(barramento)
        self._livro = livro
        self._executor = executor
        self._pedidos = tuple(compromissos)
        self._novidade = threading.Event()
        self._programados: tuple[Compromisso, ...] | None = None
        self._compromissos: dict[str, Compromisso] = {}
        self._proximas: dict[str, datetime] = {}
        self._em_dia = threading.RLock()
        """Held while the agenda changes, and by an entry that writes as what it then is."""

    def recarregar(self, compromissos: Sequence[Compromisso]) -> None:
        """Go on with another agenda; entries that did not change keep their place."""
        self._pedidos = tuple(compromissos)
        self._novidade.set()

    def acordar(self) -> None:
        """End the wait of the thread, and on the way to the end the command at hand."""
        self._novidade.set()
        if self.parada.is_set():
            self._executor.parar()

    def trabalhar(self) -> None:
        """Keep the agenda until asked to stop; the run at hand is waited for."""
        relogio = BackgroundScheduler(
            executors={
                "default": ThreadPoolExecutor(1, pool_kwargs={"thread_name_prefix": "agenda"})
            },
            job_defaults={"coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        relogio.add_listener(self._ao_perder, EVENT_JOB_MISSED)
        self._programados, self._compromissos, self._proximas = None, {}, {}
        self._anotar(operacoes.interromper_agendados)
        lembrados = self._lembrar()
        self.fazer("de prontidão")
        relogio.start()
        try:
            while not self.deve_parar():
                self._programar(relogio, lembrados)
                lembrados = {}
                self._novidade.wait(_OLHADA)
                self._novidade.clear()
                relogio.wakeup()
        finally:
            relogio.shutdown()

    def _programar(self, relogio: BackgroundScheduler, lembrados: Mapping[str, Agendado]) -> None:
        """Bring the clock in line with the agenda asked for."""
        if self._pedidos is not self._programados:
            with self._em_dia:
                self._trocar(relogio, self._pedidos, lembrados)
            self._anunciar()

    def _trocar(
        self,
        relogio: BackgroundScheduler,
        pedidos: tuple[Compromisso, ...],
        lembrados: Mapping[str, Agendado],
    ) -> None:
        self._programados = pedidos
        novos = {c.nome: c for c in pedidos if c.definicao.ligada}
        for nome, antigo in self._compromissos.items():
            if novos.get(nome) != antigo:
                relogio.remove_job(nome)
        mudados = [c for nome, c in novos.items() if self._compromissos.get(nome) != c]
        self._compromissos = novos
        self._proximas = {n: p for n, p in self._proximas.items() if n in novos}
        desligados = {c.nome: c.em_dados() for c in pedidos if c.nome not in novos}
        self._anotar(lambda conn: operacoes.manter_agendados(conn, novos.keys(), desligados))
        for compromisso in mudados:
            self._marcar(relogio, compromisso, lembrados.get(compromisso.nome))

    def _marcar(
        self, relogio: BackgroundScheduler, compromisso: Compromisso, lembrado: Agendado | None
    ) -> None:
        quando = self._quando(compromisso, lembrado)
        if quando is None:
            return
        nome = compromisso.nome
        self._proximas[nome] = quando
        dados, texto = compromisso.em_dados(), em_texto(quando)
        self._anotar(lambda conn: operacoes.programar(conn, nome, dados, texto))
        relogio.add_job(
            self._cumprir,
            compromisso.gatilho,
            [compromisso],
            id=nome,
            next_run_time=quando,
            misfire_grace_time=int(compromisso.tolerancia.total_seconds()),
        )

    def _quando(self, compromisso: Compromisso, lembrado: Agendado | None) -> datetime | None:
        """Return when an entry is due: at once where it was missed while nobody was there."""
        agora = datetime.now(UTC)
        proxima = compromisso.proxima(agora)
        if not lembrado or not lembrado.proxima_em or lembrado.definicao != compromisso.em_dados():
            return proxima
        prevista = datetime.fromisoformat(lembrado.proxima_em)
        if prevista > agora:
            return proxima
        if (devida := compromisso.devida(prevista, agora)) is not None:
            return devida
        self._perder(compromisso, em_texto(prevista), "o serviço não estava em execução")
        return proxima

    def _cumprir(self, compromisso: Compromisso) -> None:
        """Run one entry, in the thread of the queue; nothing it does ends the agenda."""
        nome, comando = compromisso.nome, compromisso.definicao.comando
        with self._em_dia:
            if self.parada.is_set() or self._compromissos.get(nome) != compromisso:
                return  # due still, or no longer wanted
            prevista = self._prevista(compromisso)
            texto = em_texto(prevista)
            self._anotar(lambda conn: operacoes.comecar_agendado(conn, nome, texto))
        registro.info("%s: começa %s, previsto para %s", nome, comando, texto)
        self.fazer(f"executando {nome}")
        self.barramento.publicar(AgendamentoIniciado(nome, comando, texto))
        resultado = self._tentar(compromisso, prevista)
        self.fazer("de prontidão")
        if resultado.estado is EstadoAgendado.PERDIDO:
            self._perder(compromisso, texto, resultado.resumo)
            return
        cortado = resultado.estado is EstadoAgendado.CANCELADO and self.parada.is_set()
        self._encerrar(compromisso, resultado, ainda_devido=cortado)
        self.barramento.publicar(
            AgendamentoTerminado(
                nome, comando, str(resultado.estado), resultado.codigo, resultado.resumo
            )
        )
        self._anunciar()

    def _prevista(self, compromisso: Compromisso) -> datetime:
        agora = datetime.now(UTC)
        primeira = self._proximas.get(compromisso.nome, agora)
        return compromisso.devida(primeira, agora) or primeira

    def _tentar(self, compromisso: Compromisso, prevista: datetime) -> ResultadoAgendado:
        """Run the command, waiting for a lock that another process holds while there is time."""
        texto, prazo = em_texto(prevista), prevista + compromisso.tolerancia
        avisado = False
        while True:
            try:
                return resultado_da_resposta(self._executor(compromisso, self.parada), texto)
            except ErroTrava as erro:
                if datetime.now(UTC) >= prazo:
                    return resultado_perdido(texto, f"{erro.o_que}, até o fim da tolerância")
                if not avisado:
                    avisado = True
                    registro.info("%s espera: %s", compromisso.nome, erro.o_que)
                    self.fazer(f"{compromisso.nome} espera a sua vez")
                    self.barramento.publicar(AgendamentoEsperando(compromisso.nome, erro.o_que))
            except Exception as erro:
                registro.exception("o agendamento %s falhou", compromisso.nome)
                return resultado_do_erro(erro, texto)
            if self.parada.wait(_ENTRE_TENTATIVAS):
                return ResultadoAgendado(
                    estado=EstadoAgendado.CANCELADO,
                    codigo=CODIGO_DE_INTERRUPCAO,
                    resumo="o serviço parou enquanto esperava",
                    prevista_em=texto,
                )

    def _ao_perder(self, evento: JobExecutionEvent) -> None:
        compromisso = self._compromissos.get(evento.job_id)
        if compromisso is not None:
            prevista = em_texto(evento.scheduled_run_time)
            self._perder(compromisso, prevista, "passou da tolerância antes de poder começar")

    def _perder(self, compromisso: Compromisso, prevista_em: str, motivo: str) -> None:
        registro.warning("o agendamento %s foi perdido: %s", compromisso.nome, motivo)
        self._encerrar(compromisso, resultado_perdido(prevista_em, motivo))
        self.barramento.publicar(AgendamentoPerdido(compromisso.nome, prevista_em, motivo))
        self._anunciar()

    def _encerrar(
        self,
        compromisso: Compromisso,
        resultado: ResultadoAgendado,
        *,
        ainda_devido: bool = False,
    ) -> None:
        """Remember how a time ended, and the next one; one cut off by the stop is due still.

        Of an entry that was changed or switched off meanwhile the next time is not this one's to
        say, and of one that is gone nothing is remembered.
        """
        nome = compromisso.nome
        registro.info("%s: %s, código %d", nome, resultado.estado, resultado.codigo)
        proxima = compromisso.proxima(datetime.now(UTC))
        with self._em_dia:
            texto = None
            if self._compromissos.get(nome) == compromisso and not ainda_devido:
                texto = em_texto(proxima) if proxima else ""
                if proxima is not None and nome in self._proximas:
                    self._proximas[nome] = proxima
            if nome in {c.nome for c in self._programados or ()}:
                self._anotar(lambda conn: operacoes.terminar_agendado(conn, nome, resultado, texto))

    def _anunciar(self) -> None:
        """Say which entry is next."""
        proximas = sorted((quando, nome) for nome, quando in list(self._proximas.items()))
        quando, nome = proximas[0] if proximas else (None, "")
        self.barramento.publicar(AgendaMudou(nome, em_texto(quando) if quando else ""))

    def _lembrar(self) -> Mapping[str, Agendado]:
        try:
            return self._livro.ler()
        except Exception as erro:
            registro.exception("a agenda não pôde ser lida")
            self.barramento.publicar(Aviso(f"a agenda não pôde ser lida: {em_uma_linha(erro)}"))
            return {}

    def _anotar(self, operacao: Callable[[Connection], object]) -> None:
        """Write to the book; that it cannot be written does not stop the agenda."""
        try:
            self._livro.gravar(operacao)
        except Exception as erro:
            registro.exception("a agenda não pôde ser anotada")
            self.barramento.publicar(Aviso(f"a agenda não pôde ser anotada: {em_uma_linha(erro)}"))
