"""What every agent is: a named thread with its own state, supervised, that stops when asked."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable

from msgspec.structs import replace

from componentes.agentes.supervisao.estado import EstadoAgente, retratar
from componentes.agentes.supervisao.politica import Politica
from componentes.agentes.supervisao.supervisao import Supervisao
from componentes.base.barramento import Barramento
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import AgenteIniciado, AgenteTerminado
from componentes.base.tempo import agora

__all__ = ["Agente", "EstadoAgente"]

registro = logging.getLogger("orquestrador.agentes")
_PULSO = 0.2


class Agente(ABC):
    """Base of the agents. One instance can be started again after it has ended.

    `trabalhar` is one pass. One that fails is followed by another as `politica` allows, and so is
    one that ended because `reiniciar` asked for it: a pass may find work that is already done.
    """

    nome: str
    politica = Politica()

    def __init__(self, barramento: Barramento, relogio: Callable[[], float] = time.time) -> None:
        self.barramento = barramento
        self.parada = threading.Event()
        """Set when the present pass shall end."""
        self.supervisao = Supervisao(self.nome, self.politica, barramento.publicar, relogio)
        self._relogio = relogio
        self._trava = threading.Lock()
        self._estado = EstadoAgente(self.nome)
        self._thread: threading.Thread | None = None
        self._encerrando = True
        """Whether no other pass will follow."""
        self._recomecar = False
        self._liberado = threading.Event()
        """Set when nothing shall be waited for any more."""
        self.erro: BaseException | None = None

    @abstractmethod
    def trabalhar(self) -> None:
        """Do the agent's work in its thread; look at `parada` often, and `pulsar` in each loop."""

    def acordar(self) -> None:  # noqa: B027 most agents wait on `parada` itself
        """Make the thread notice `parada` at once; agents that wait on a queue override this."""

    def esquecer(self) -> None:  # noqa: B027 most agents keep nothing between two passes
        """Reset what the agent keeps for itself; results stay. Called from any thread."""

    def iniciar(self, ao_terminar: Callable[[Agente], None]) -> threading.Thread:
        """Start the thread; `ao_terminar` is called in it as the last thing."""
        self.parada.clear()
        self._liberado.clear()
        self._encerrando = self._recomecar = False
        self.erro = None
        self._thread = threading.Thread(
            target=self._viver, args=(ao_terminar,), name=f"agente-{self.nome}", daemon=True
        )
        self.supervisao.pulsar()
        self._mudar("executando", "iniciando")
        self._thread.start()
        return self._thread

    def parar(self) -> None:
        """Ask the thread to end after the piece of work at hand."""
        with self._trava:
            self._encerrando, self._recomecar = True, False
            self.parada.set()
        self._liberado.set()
        self.acordar()

    def reiniciar(self) -> bool:
        """Ask for the pass at hand to end in order and another to begin; False: it ends anyway."""
        with self._trava:
            if self._encerrando:
                return False
            self._recomecar = True
            self.parada.set()
        self._liberado.set()
        self.acordar()
        return True

    def redefinir(self) -> None:
        """Forget failures, restarts, breaker and what the agent keeps for itself."""
        self.supervisao.redefinir()
        self.esquecer()
        self._liberado.set()

    def aguardar(self, prazo: float) -> bool:
        """Wait up to `prazo` seconds for the thread to end; True when it has."""
        if self._thread is not None:
            self._thread.join(prazo)
        return not self.vivo

    @property
    def vivo(self) -> bool:
        """Whether the thread is running."""
        return self._thread is not None and self._thread.is_alive()

    def concluir(self) -> None:
        """Say that the work is done: a wish to begin it again has come too late."""
        with self._trava:
            if self._recomecar:
                self.parada.clear()
            self._encerrando, self._recomecar = True, False

    @property
    def recomecando(self) -> bool:
        """Whether the pass was asked to end only so that another begins."""
        with self._trava:
            return self._recomecar

    def estado(self) -> EstadoAgente:
        """Return a snapshot of the agent's state, its health as of now."""
        with self._trava:
            estado = self._estado
        historico = self.supervisao.historico()
        return retratar(estado, historico, self.supervisao.politica, self._relogio())

    def fazer(self, atividade: str) -> None:
        """Say what the agent is doing now; a sign of life, too."""
        self.pulsar()
        with self._trava:
            self._estado = replace(self._estado, desde=agora(), atividade=atividade, erro="")

    def pulsar(self) -> None:
        """Give a sign of life; from other threads it says nothing about this one."""
        if threading.current_thread() is self._thread:
            self.supervisao.pulsar()

    def deve_parar(self) -> bool:
        """Give a sign of life and tell whether the pass shall end."""
        self.pulsar()
        return self.parada.is_set()

    def esperar(self, evento: threading.Event, segundos: float = threading.TIMEOUT_MAX) -> bool:
        """Wait for `evento` with signs of life; False when asked to stop, or out of time."""
        prazo = time.monotonic() + segundos
        while not evento.wait(max(0.0, min(_PULSO, prazo - time.monotonic()))):
            if self.deve_parar() or time.monotonic() >= prazo:
                return False
        return True

    def _mudar(self, situacao: str, atividade: str, erro: str = "") -> None:
        with self._trava:
            self._estado = replace(
                self._estado, situacao=situacao, desde=agora(), atividade=atividade, erro=erro
            )

    def _viver(self, ao_terminar: Callable[[Agente], None]) -> None:
        """Run the work; an agent that fails says so and takes nobody with it."""
        self.barramento.publicar(AgenteIniciado(self.nome))
        erro = ""
        try:
            self._insistir()
            self._mudar("terminado", self._estado.atividade)
        except BaseException as falha:
            registro.exception("agente %s falhou", self.nome)
            self.erro = falha
            erro = em_uma_linha(falha)
            self._mudar("falhou", self._estado.atividade, erro)
        finally:
            with self._trava:
                self._encerrando = True
            ao_terminar(self)
            self.barramento.publicar(AgenteTerminado(self.nome, erro))

    def _insistir(self) -> None:
        """Do pass after pass until one goes well, or no more are wanted or allowed."""
        espera: float | None = self._espera_do_inicio()
        while espera is not None:
            if espera and not self._aguardar_vez(espera):
                return
            self._liberado.clear()
            self.supervisao.tentar()
            self._mudar("executando", self._estado.atividade)
            espera = self._passar()

    def _espera_do_inicio(self) -> float:
        """Return how long a breaker that was open before this start still holds."""
        espera = self.supervisao.espera()
        if espera and not self.politica.insiste and not self.politica.cada_inicio_tenta:
            raise self.supervisao.suspenso()
        return 0.0 if self.politica.cada_inicio_tenta else espera

    def _aguardar_vez(self, espera: float) -> bool:
        """Wait for the next try; False when none is wanted any more.

        Raises `ErroOrquestrador` when the end comes while the breaker is open.
        """
        situacao = "suspenso" if self.supervisao.espera() else "em_espera"
        self._mudar(situacao, self._estado.atividade, self.supervisao.historico().erro)
        self.esperar(self._liberado, espera)
        if not self.parada.is_set() or self._tomar_recomeco():
            return True
        if self.supervisao.espera():
            raise self.supervisao.suspenso()
        return False

    def _passar(self) -> float | None:
        """Do one pass; return how long to wait before the next, None when there is none."""
        try:
            self.trabalhar()
        except Exception as erro:
            espera, pedido = self.supervisao.falhar(erro), self._tomar_recomeco()
            if espera is None or (self.parada.is_set() and not pedido):
                raise
            registro.exception("agente %s falhou e tenta de novo", self.nome)
            self.supervisao.reiniciar(espera, em_uma_linha(erro))
            return espera
        if not self.parada.is_set():
            self.supervisao.acertar()
        if not self._tomar_recomeco():
            return None
        self.supervisao.reiniciar(0.0, "")
        return 0.0

    def _tomar_recomeco(self) -> bool:
        """Tell whether another pass was asked for, and make way for it."""
        with self._trava:
            if not self._recomecar:
                return False
            self._recomecar = False
            self.parada.clear()
            return True
