"""What every agent is: a named thread with its own state behind a lock, that stops when asked."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from msgspec import Struct

from componentes.base.eventos import AgenteIniciado, AgenteTerminado, Barramento
from componentes.base.tempo import agora

registro = logging.getLogger("orquestrador.agentes")


class EstadoAgente(Struct, frozen=True):
    """What an agent is doing; `situacao`: parado, executando, terminado, falhou."""

    nome: str
    situacao: str = "parado"
    desde: str = ""
    atividade: str = ""
    erro: str = ""


class Agente(ABC):
    """Base of the agents. One instance can be started again after it has ended."""

    nome: str

    def __init__(self, barramento: Barramento) -> None:
        self.barramento = barramento
        self.parada = threading.Event()
        self._trava = threading.Lock()
        self._estado = EstadoAgente(self.nome)
        self._thread: threading.Thread | None = None
        self.erro: BaseException | None = None

    @abstractmethod
    def trabalhar(self) -> None:
        """Do the agent's work in its thread; look at `parada` often."""

    def acordar(self) -> None:  # noqa: B027 most agents wait on `parada` itself
        """Make the thread notice `parada` at once; agents that wait on a queue override this."""

    def iniciar(self, ao_terminar: Callable[[Agente], None]) -> threading.Thread:
        """Start the thread; `ao_terminar` is called in it as the last thing."""
        self.parada.clear()
        self.erro = None
        self._thread = threading.Thread(
            target=self._viver, args=(ao_terminar,), name=f"agente-{self.nome}", daemon=True
        )
        self._mudar("executando", "iniciando")
        self._thread.start()
        return self._thread

    def parar(self) -> None:
        """Ask the thread to end after the piece of work at hand."""
        self.parada.set()
        self.acordar()

    def aguardar(self, prazo: float) -> bool:
        """Wait up to `prazo` seconds for the thread to end; True when it has."""
        if self._thread is not None:
            self._thread.join(prazo)
        return not self.vivo

    @property
    def vivo(self) -> bool:
        """Whether the thread is running."""
        return self._thread is not None and self._thread.is_alive()

    def estado(self) -> EstadoAgente:
        """Return a snapshot of the agent's state."""
        with self._trava:
            return self._estado

    def fazer(self, atividade: str) -> None:
        """Say what the agent is doing now."""
        self._mudar(self.estado().situacao, atividade)

    def _mudar(self, situacao: str, atividade: str, erro: str = "") -> None:
        with self._trava:
            self._estado = EstadoAgente(self.nome, situacao, agora(), atividade, erro)

    def _viver(self, ao_terminar: Callable[[Agente], None]) -> None:
        """Run the work; an agent that fails says so and takes nobody with it."""
        self.barramento.publicar(AgenteIniciado(self.nome))
        erro = ""
        try:
            self.trabalhar()
            self._mudar("terminado", self.estado().atividade)
        except BaseException as falha:
            registro.exception("agente %s falhou", self.nome)
            self.erro = falha
            erro = " · ".join(str(falha).splitlines()) or type(falha).__name__
            self._mudar("falhou", self.estado().atividade, erro)
        finally:
            ao_terminar(self)
            self.barramento.publicar(AgenteTerminado(self.nome, erro))
