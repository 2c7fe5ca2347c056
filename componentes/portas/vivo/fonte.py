"""Where a live screen gets what it shows: this process's agents, or the row of another's run."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from componentes.base.eventos import Evento, SituacaoLida
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.execucoes.cancelamento import pedir_cancelamento
from componentes.orquestracao.historia.noticias import Noticia
from componentes.orquestracao.historia.relato import falhas_da_execucao, noticias_da_execucao
from componentes.orquestracao.retrato import (
    ExecucaoVista,
    Retrato,
    adiantado,
    retrato_da_equipe,
    retrato_de,
    segundos_desde,
)
from componentes.relatorio.falhas import GrupoFalha


class Fonte(Protocol):
    """What a screen can ask about a run, and the one thing it can ask of it."""

    pede_confirmacao: bool
    """Whether the run is somebody else's to stop, so that one key must not do it."""

    def retrato(self) -> Retrato:
        """Return the run as it is at this moment."""

    def noticias(self, quantas: int) -> list[Noticia]:
        """Return what happened last, oldest first."""

    def falhas(self) -> tuple[GrupoFalha, ...]:
        """Return the failures so far by cause."""

    def parar(self) -> str:
        """Ask the run to end after the batches at hand; return what to tell the user."""


class DesteProcesso:
    """The run that the agents of this process carry out."""

    pede_confirmacao = False

    def __init__(self, central: OrquestradorCentral, comando: str) -> None:
        self._central = central
        self._comando = comando

    def retrato(self) -> Retrato:
        """Return the run as its agents tell it."""
        return retrato_da_equipe(self._central, self._comando)

    def noticias(self, quantas: int) -> list[Noticia]:
        """Return the last news from memory."""
        return self._central.noticias.ultimas(quantas)

    def falhas(self) -> tuple[GrupoFalha, ...]:
        """Return the failures from the catalogue, which has every result that is told."""
        return falhas_da_execucao(self._central.ambiente)

    def parar(self) -> str:
        """Ask the agents."""
        self._central.pedir_parada()
        return "terminando o lote atual; o mesmo comando retoma. Ctrl-C duas vezes para na hora."


class DeOutroProcesso:
    """The run of another process, as `monitorar_tempo_real` reads it from the catalogue."""

    pede_confirmacao = True

    def __init__(self, central: OrquestradorCentral) -> None:
        self._central = central
        self._trava = threading.Lock()
        self._lido = (time.monotonic(), Retrato())

    def __call__(self, evento: Evento) -> None:
        """Take over what was read last; subscribe this to the events of the watching command."""
        if isinstance(evento, SituacaoLida):
            retrato = retrato_de(evento.situacao)
            with self._trava:
                self._lido = (time.monotonic() - _idade(retrato), retrato)

    def retrato(self) -> Retrato:
        """Return the run as it was at its last sign of life, clocks gone on since."""
        with self._trava:
            quando, retrato = self._lido
        return adiantado(retrato, time.monotonic() - quando) if _idade(retrato) else retrato

    def noticias(self, quantas: int) -> list[Noticia]:
        """Return the last news from the catalogue."""
        return noticias_da_execucao(self._central.ambiente, self._nome(), quantas)

    def falhas(self) -> tuple[GrupoFalha, ...]:
        """Return the failures from the catalogue."""
        return falhas_da_execucao(self._central.ambiente, self._nome())

    def parar(self) -> str:
        """Leave the request in the catalogue, for the run that is shown and no other."""
        execucao = self._execucao()
        if execucao is None or not pedir_cancelamento(self._central.ambiente, execucao.id):
            return "não há mais o que parar: a execução terminou"
        return f"pedido feito a {execucao.nome}: vai parar após os arquivos em mãos"

    def _nome(self) -> str:
        execucao = self._execucao()
        return execucao.nome if execucao else ""

    def _execucao(self) -> ExecucaoVista | None:
        with self._trava:
            return self._lido[1].execucao


def _idade(retrato: Retrato) -> float:
    """Return how old a row is; 0 for a snapshot of this process, which has no row to go by."""
    return segundos_desde(retrato.execucao.batida_em) if retrato.execucao else 0.0
