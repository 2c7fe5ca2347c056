"""The watcher without its thread: one call of `pulsar` after the other, on any clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from componentes.base.caminhos import para_texto
from componentes.base.erros import (
    CODIGO_DE_FALHAS,
    CODIGO_DE_INTERRUPCAO,
    CODIGO_DE_TRAVA,
)
from componentes.base.secoes_vigilancia import AjustesDaVigilancia
from componentes.base.tempo import agora as hora
from componentes.base.vigilancia import EstadoVigia, Rodada
from componentes.fontes.vigilancia.observadores import Observar
from componentes.fontes.vigilancia.posto import Examinar, Posto
from componentes.fontes.vigilancia.presenca import examinar
from componentes.fontes.vigilancia.quietude import Medida, Quietude
from componentes.fontes.vigilancia.ritmo import Desfecho, Ritmo

registro = logging.getLogger("orquestrador.vigia")
# Who cancels a run wants it ended, not begun again at once.
_FEITAS = frozenset({0, CODIGO_DE_FALHAS, CODIGO_DE_INTERRUPCAO})

Olhar = Callable[[tuple[Path, ...], str], Rodada]
"""Looks at these folders for the reason given, classifies what changed, and tells."""


@dataclass(frozen=True, slots=True)
class Ordens:
    """What a watcher is told."""

    pastas: tuple[Path, ...]
    excluir: frozenset[Path]
    """Folders the program writes to."""
    ajustes: AjustesDaVigilancia
    olhar: Olhar
    observar: Observar
    examinar: Examinar = examinar
    relogio: Callable[[], float] = time.monotonic


class Ronda:
    """Folders, hints and reasons of one watch; a look at everything runs in `executor`."""

    def __init__(self, ordens: Ordens, executor: Executor) -> None:
        self._ordens = ordens
        self._executor = executor
        ajustes = ordens.ajustes
        self._postos = [
            Posto(pasta, ordens.excluir, ordens.observar, ordens.examinar)
            for pasta in ordens.pastas
        ]
        self._quietude = Quietude(ajustes.quietude, ajustes.espera_maxima)
        self._ritmo = Ritmo(60.0 * ajustes.varredura)
        self._ritmo.pedir("início")
        self._olhada: Future[Rodada] | None = None
        self._motivo = ""
        self._espera = ""
        self._evento = ("", "")
        self._varredura = ""
        self._ultima: Rodada | None = None

    def pulsar(self) -> None:
        """Take in what happened and begin what is due."""
        agora = self._ordens.relogio()
        for posto in self._postos:
            motivo = posto.cuidar(agora)
            if motivo:
                self._ritmo.pedir(motivo)
            for caminho in posto.eventos():
                self._quietude.notar(caminho, agora)
                self._evento = (hora(), caminho)
        self._quietude.avaliar(agora, medir)
        if not self.colher():
            self._talvez_olhar(agora)

    def colher(self) -> bool:
        """Take the outcome of a look that has ended; tells whether there was a look at all."""
        if self._olhada is None:
            return False
        if self._olhada.done():
            self._concluir(self._olhada, self._ordens.relogio())
        return True

    def estado(self) -> EstadoVigia:
        """Return what there is to say."""
        quando, caminho = self._evento
        return EstadoVigia(
            pastas=tuple(posto.estado() for posto in self._postos),
            atividade=f"verificando: {self._motivo}" if self._olhada else self._espera,
            ultimo_evento=quando,
            ultimo_caminho=para_texto(Path(caminho).as_posix()) if caminho else "",
            ultima_varredura=self._varredura,
            fila=self._quietude.fila,
            ultima=self._ultima,
        )

    @property
    def ocupada(self) -> bool:
        """Whether a look is under way."""
        return self._olhada is not None and not self._olhada.done()

    def encerrar(self) -> None:
        """End watching; a look under way is left to its own end."""
        for posto in self._postos:
            posto.parar()

    def _talvez_olhar(self, agora: float) -> None:
        motivo = self._ritmo.motivo(
            agora, pronta=self._quietude.pronta(agora), segura=self._quietude.segura(agora)
        )
        if not motivo:
            return
        for posto in self._postos:
            posto.conferir(agora)
        presentes = [posto for posto in self._postos if posto.presente]
        if not presentes:
            return
        self._ritmo.comecar()
        self._quietude.recolher(agora)
        self._motivo, self._espera = motivo, ""
        pastas = tuple(posto.pasta for posto in presentes)
        self._olhada = self._executor.submit(self._ordens.olhar, pastas, motivo)

    def _concluir(self, olhada: Future[Rodada], agora: float) -> None:
        """Take the outcome of a look and settle when the next one is due."""
        self._olhada = None
        rodada = self._resultado(olhada)
        desfecho = _desfecho(rodada)
        espera = self._ritmo.terminar(desfecho, agora)
        if desfecho is Desfecho.OCUPADA:
            self._espera = f"esperando: {rodada.erro}"
            return
        self._ultima = rodada
        registro.info("%s", rodada)
        if desfecho is Desfecho.FALHOU:
            self._espera = f"nova tentativa em {espera:.0f} s: {rodada.erro}"
        elif rodada.codigo != CODIGO_DE_INTERRUPCAO:
            self._varredura = rodada.quando

    def _resultado(self, olhada: Future[Rodada]) -> Rodada:
        erro = olhada.exception()
        if erro is None:
            return olhada.result()
        registro.error("a verificação falhou", exc_info=erro)
        texto = f"{type(erro).__name__}: {erro}"
        return Rodada(self._motivo, quando=hora(), codigo=1, erro=texto)


def medir(caminho: str) -> Medida | None:
    """Measure a path; None when it is gone or cannot be asked."""
    try:
        estado = Path(caminho).lstat()
    except (OSError, ValueError):
        return None
    return Medida(estado.st_size, estado.st_mtime_ns)


def _desfecho(rodada: Rodada) -> Desfecho:
    if rodada.codigo in _FEITAS:
        return Desfecho.FEITA
    return Desfecho.OCUPADA if rodada.codigo == CODIGO_DE_TRAVA else Desfecho.FALHOU
