"""What one agent's failures lead to: a wait, an open breaker, or the end; and who is told."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable

from msgspec.structs import replace
from tenacity import RetryCallState, Retrying, wait_exponential_jitter

from componentes.agentes.supervisao import disjuntor
from componentes.agentes.supervisao.disjuntor import Disjuntor, EstadoDisjuntor
from componentes.agentes.supervisao.historico import Historico, com_falha, com_reinicio
from componentes.agentes.supervisao.politica import SEM_REMEDIO, Politica
from componentes.base.erros import ErroOrquestrador, em_uma_linha
from componentes.base.eventos import (
    AgenteRecuperado,
    AgenteReiniciado,
    Aviso,
    DisjuntorMudou,
    Evento,
)

registro = logging.getLogger("orquestrador.agentes")


class Supervisao:
    """The history of one agent and the decisions it leads to; any thread may ask.

    Its lock guards the history alone: events are published outside.
    """

    def __init__(
        self,
        nome: str,
        politica: Politica,
        publicar: Callable[[Evento], None],
        relogio: Callable[[], float],
    ) -> None:
        self.politica = politica
        self._nome = nome
        self._publicar = publicar
        self._relogio = relogio
        self._trava = threading.Lock()
        self._historico = Historico()
        self._batida = 0.0
        self._provado_em = math.inf

    def historico(self) -> Historico:
        """Return what is to be remembered."""
        with self._trava:
            return replace(self._historico, batida=self._batida)

    def lembrar(self, historico: Historico) -> None:
        """Go on from what was remembered."""
        with self._trava:
            self._historico, self._batida = historico, historico.batida

    def pulsar(self) -> None:
        """Note a sign of life; one who works on and on has passed its try as time goes by."""
        self._batida = self._relogio()
        if not self.politica.insiste or self._batida < self._provado_em:
            return
        if self._historico.disjuntor.estado is EstadoDisjuntor.MEIO_ABERTO:
            self.acertar()
        elif self._historico.abalado:  # the breaker goes on counting what failed within its window
            self._recuperar()

    def espera(self) -> float:
        """Return for how many seconds the breaker allows no try."""
        return disjuntor.espera(self.historico().disjuntor, self._relogio())

    def tentar(self) -> None:
        """Let the agent work: through an open breaker as its one try."""
        self._provado_em = self._relogio() + self.politica.resfriamento
        self._por(disjuntor.tentar, "uma tentativa")

    def acertar(self) -> None:
        """Note that the work went well."""
        self._por(disjuntor.acertar, "o trabalho foi bem")
        self._recuperar()

    def falhar(self, erro: Exception) -> float | None:
        """Note a failure; return the seconds until the next try, None when there is none."""
        sem_remedio = isinstance(erro, SEM_REMEDIO)
        momento, texto = self._relogio(), em_uma_linha(erro)
        with self._trava:
            self._historico = com_falha(self._historico, texto, momento)
        if sem_remedio:
            return None
        depois = self._por(lambda d: disjuntor.falhar(d, self.politica, momento), texto)
        if depois.estado is EstadoDisjuntor.ABERTO:
            self._publicar(Aviso(self._aviso(texto, len(depois.falhas))))
            return self.politica.resfriamento if self.politica.insiste else None
        return recuo(self.politica, len(depois.falhas))

    def reiniciar(self, espera: float, erro: str) -> None:
        """Count a restart and say so; `erro` is empty when it was asked for."""
        with self._trava:
            self._historico = com_reinicio(self._historico, self._relogio())
            quantos = self._historico.reinicios
        registro.info("agente %s recomeça em %.1f s", self._nome, espera)
        self._publicar(AgenteReiniciado(self._nome, quantos, round(espera, 1), erro))

    def redefinir(self) -> None:
        """Forget failures, restarts and breaker."""
        self._por(disjuntor.acertar, "redefinido")
        self._recuperar()
        with self._trava:
            self._historico = Historico()

    def suspenso(self) -> ErroOrquestrador:
        """Return the error of an agent whose breaker is open."""
        return ErroOrquestrador(
            f"suspenso por mais {periodo(self.espera())} depois de falhas seguidas; "
            f"a última: {_sem_conselho(self.historico().erro)}",
            o_que_fazer=f"corrija a causa e execute 'agentes redefinir {self._nome}', ou espere",
        )

    def _recuperar(self) -> None:
        """Say once that what had failed goes well again."""
        with self._trava:
            abalado = self._historico.abalado
            self._historico = replace(self._historico, abalado=False)
        if abalado:
            registro.info("agente %s voltou a trabalhar bem", self._nome)
            self._publicar(AgenteRecuperado(self._nome))

    def _por(self, mudanca: Callable[[Disjuntor], Disjuntor], motivo: str) -> Disjuntor:
        """Change the breaker, and tell of another state."""
        with self._trava:
            antes = self._historico.disjuntor
            depois = mudanca(antes)
            self._historico = replace(self._historico, disjuntor=depois)
        if depois.estado is not antes.estado:
            registro.warning("disjuntor de %s: %s (%s)", self._nome, depois.estado, motivo)
            self._publicar(DisjuntorMudou(self._nome, depois.estado.value, motivo))
        return depois

    def _aviso(self, texto: str, falhas: int) -> str:
        vezes = "1 falha" if falhas == 1 else f"{falhas} falhas seguidas"
        tempo = periodo(self.politica.resfriamento)
        depois = f"tenta de novo em {tempo}" if self.politica.insiste else f"suspenso por {tempo}"
        return (
            f"o agente {self._nome} parou depois de {vezes} (a última: {_sem_conselho(texto)}); "
            f"{depois}. "
            f"Corrija a causa; 'agentes redefinir {self._nome}' dispensa a espera"
        )


def recuo(politica: Politica, falhas: int) -> float:
    """Return how long to wait after so many failures in a row: exponential, with jitter."""
    tentativa = RetryCallState(Retrying(), None, (), {})
    tentativa.attempt_number = falhas
    estrategia = wait_exponential_jitter(
        multiplier=politica.espera_inicial,
        max=politica.espera_maxima,
        jitter=politica.espera_inicial,
    )
    return estrategia(tentativa)


def periodo(segundos: float) -> str:
    """Return a span of time as people say it: 45 s, 5 min."""
    return f"{segundos:.0f} s" if segundos < 100 else f"{segundos / 60:.0f} min"


def _sem_conselho(texto: str) -> str:
    """Return an error without what it says to do: the sentence around it says that."""
    return texto.partition(" · O que fazer:")[0]
