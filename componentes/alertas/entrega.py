"""Delivers to one channel: a thread, a bounded queue, a deadline and retries, and never a wait."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec import Struct
from tenacity import Retrying, retry_if_not_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from componentes.alertas.envio import Canal, EnderecoInvalido, FalhaDeEnvio
from componentes.alertas.fila import Fila
from componentes.alertas.modelo import Mensagem, peso

_CAPACIDADE = 64
_MAIS_TARDE = 30.0
_NO_FIM = "a execução terminou antes do fim do envio"


class Prazos(Struct, frozen=True):
    """How long and how often a channel is tried; seconds."""

    tentativa: float = 10.0
    """Longest time for one attempt; whoever takes longer is given up."""
    tentativas: int = 3
    espera: float = 1.0
    """Before the second attempt; doubled before each further one, with jitter."""
    fechamento: float = 5.0
    """At the end of a run, for all that is still under way."""


class SemResposta(Exception):
    """A channel did not answer in time; nobody knows whether the message arrived."""


class Entregador:
    """Delivers messages to one channel, in order, and says of each what became of it.

    `ao_terminar` is called in this thread with the message and why it did not arrive, "" if it did.
    """

    def __init__(
        self, canal: Canal, prazos: Prazos, ao_terminar: Callable[[str, Mensagem, str], None]
    ) -> None:
        self.nome = canal.nome
        self._canal = canal
        self._prazos = prazos
        self._ao_terminar = ao_terminar
        self._fila: Fila[Mensagem] = Fila(_CAPACIDADE)
        self._fechando = threading.Event()
        self._presa: threading.Thread | None = None
        """An attempt that was given up but still runs."""
        self._atual: Mensagem | None = None
        self._trava = threading.Lock()
        """Who holds it may say what became of a message; nobody does twice."""
        self._desistiu = False
        self._thread = threading.Thread(
            target=self._trabalhar, name=f"alerta-{canal.nome}", daemon=True
        )
        self._thread.start()

    def entregar(self, mensagem: Mensagem) -> None:
        """Queue a message; returns at once."""
        self._fila.por(mensagem, peso(mensagem.gravidade))

    def fechar(self) -> None:
        """Accept nothing more and hurry: no wait between attempts any longer."""
        self._fechando.set()
        self._fila.acordar()

    def aguardar(self, prazo: float) -> bool:
        """Wait up to `prazo` seconds for what is queued; True when all of it is through."""
        self._thread.join(prazo)
        return not self._thread.is_alive()

    @property
    def descartadas(self) -> int:
        """How many messages made room for others."""
        return self._fila.descartados

    def desistir(self) -> None:
        """Say of all that is under way that it did not arrive, and try none of it again.

        What the service has in hand at this moment may arrive nevertheless.
        """
        with self._trava:
            self._desistiu = True
            perdidas = [self._atual] if self._atual else []
        while (mensagem := self._fila.tirar(0)) is not None:
            perdidas.append(mensagem)
        for mensagem in perdidas:
            self._ao_terminar(self.nome, mensagem, _NO_FIM)

    def _trabalhar(self) -> None:
        while not (self._fechando.is_set() and not len(self._fila)):
            mensagem = self._fila.tirar(_MAIS_TARDE)
            if mensagem is not None:
                motivo = self._entregar(mensagem) if self._tomar(mensagem) else _NO_FIM
                if self._largar():
                    self._ao_terminar(self.nome, mensagem, motivo)

    def _tomar(self, mensagem: Mensagem) -> bool:
        """Take a message in hand; False when nothing is tried any more."""
        with self._trava:
            if not self._desistiu:
                self._atual = mensagem
            return not self._desistiu

    def _largar(self) -> bool:
        """Let go of the message in hand; False when it was given up and that was said."""
        with self._trava:
            ja_dito = self._desistiu and self._atual is not None
            self._atual = None
            return not ja_dito

    def _entregar(self, mensagem: Mensagem) -> str:
        """Try as often as allowed and return why it failed; who hangs is not tried again."""
        insistente = Retrying(
            stop=stop_after_attempt(self._prazos.tentativas),
            wait=wait_exponential_jitter(
                multiplier=self._prazos.espera, jitter=self._prazos.espera
            ),
            retry=retry_if_not_exception_type((EnderecoInvalido, SemResposta)),
            sleep=self._descansar,
            reraise=True,
        )
        try:
            insistente(self._tentar, mensagem)
        except (FalhaDeEnvio, SemResposta) as erro:
            return str(erro)
        return ""

    def _descansar(self, segundos: float) -> None:
        self._fechando.wait(segundos)

    def _tentar(self, mensagem: Mensagem) -> None:
        """Do one attempt in a thread of its own, for nothing else can leave one that hangs."""
        if self._desistiu:
            raise SemResposta(_NO_FIM)
        if self._presa is not None:
            self._presa.join(self._prazos.tentativa)
            if self._presa.is_alive():
                raise SemResposta("o envio anterior ainda não teve resposta")
        falhas: list[FalhaDeEnvio] = []

        def enviar() -> None:
            try:
                self._canal.enviar(mensagem)
            except FalhaDeEnvio as falha:
                falhas.append(falha)

        thread = threading.Thread(target=enviar, name=f"envio-{self.nome}", daemon=True)
        thread.start()
        thread.join(self._prazos.tentativa)
        if thread.is_alive():
            self._presa = thread
            raise SemResposta(f"sem resposta em {self._prazos.tentativa:.0f} s")
        if falhas:
            raise falhas[0]
