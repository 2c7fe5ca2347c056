"""One watched folder: is it there, who watches it, and the hints that came in."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from componentes.base.caminhos import para_texto
from componentes.base.erros import erro_de_disco
from componentes.base.tempo import agora as hora
from componentes.base.vigilancia import EstadoPasta, SituacaoDaPasta
from componentes.fontes.vigilancia.filtro import Filtro
from componentes.fontes.vigilancia.observadores import Observador, Observar
from componentes.fontes.vigilancia.presenca import Exame, Mudanca, Presenca

registro = logging.getLogger("orquestrador.vigia")
_EVENTOS_GUARDADOS = 100_000

Examinar = Callable[[Path], Exame]


class Posto:
    """Watches one folder for as long as it is there, and says what became of it.

    `evento` and `problema` are called in threads of the observer; everything else in one thread.
    """

    def __init__(
        self, pasta: Path, excluir: frozenset[Path], observar: Observar, examinar: Examinar
    ) -> None:
        self.pasta = pasta
        self._excluir = excluir
        self._observar = observar
        self._examinar = examinar
        self._presenca = Presenca()
        self._observador: Observador | None = None
        self._filtro: Filtro | None = None
        self._eventos: deque[str] = deque(maxlen=_EVENTOS_GUARDADOS)
        self._problemas: deque[str] = deque(maxlen=1)
        self._desde = hora()

    def evento(self, caminho: str) -> None:
        """Take a hint of the observer, unless it is noise."""
        if self._filtro is None or not self._filtro.ignora(caminho):
            self._eventos.append(caminho)

    def problema(self, motivo: str) -> None:
        """Take a complaint of the observer: hints may be missing."""
        self._problemas.append(motivo)

    @property
    def presente(self) -> bool:
        """Whether the folder is there and somebody watches it."""
        return self._observador is not None

    def eventos(self) -> Iterator[str]:
        """Yield the hints that came in, and forget them."""
        while self._eventos:
            yield self._eventos.popleft()

    def cuidar(self, agora: float) -> str:
        """Look after the folder; returns why everything is to be looked at, "" if not."""
        parou = self._observador is not None and not self._observador.vivo()
        if parou or self._presenca.devida(agora):
            motivo = self._examinar_agora(agora)
            parou = parou and not motivo and self._presenca.presente
            return self._recomecar(agora, "a observação recomeçou") if parou else motivo
        if self._problemas:
            registro.warning("eventos perdidos em %s: %s", self.pasta, self._problemas.pop())
            return "eventos perdidos"
        return ""

    def conferir(self, agora: float) -> None:
        """See that the folder is still there before it is walked, and wholly under watch.

        An observer that has become blind in part is replaced, by polling where events cannot help.
        """
        if self._observador:
            self._examinar_agora(agora)
        if self._observador and self._observador.cego():
            self._recomecar(agora, "")

    def parar(self) -> None:
        """End watching."""
        if self._observador:
            self._observador.parar()
            self._observador = None

    def estado(self) -> EstadoPasta:
        """Return what there is to say of the folder."""
        caminho = para_texto(self.pasta.as_posix())
        if self._observador is None:
            motivo = self._presenca.motivo or "ainda não examinada"
            return EstadoPasta(caminho, SituacaoDaPasta.DEGRADADO, self._desde, motivo)
        vigiando, quem = SituacaoDaPasta.VIGIANDO, self._observador
        return EstadoPasta(caminho, vigiando, self._desde, quem.motivo, quem.modo)

    def _examinar_agora(self, agora: float) -> str:
        mudanca = self._presenca.ver(self._examinar(self.pasta), agora)
        if mudanca is Mudanca.SUMIU:
            self.parar()
            self._desde = hora()
        elif mudanca is Mudanca.CHEGOU:
            return self._recomecar(agora, "a pasta está de volta")
        elif mudanca is Mudanca.TROCADA:
            return self._recomecar(agora, "outra pasta está no lugar")
        return ""

    def _recomecar(self, agora: float, motivo: str) -> str:
        """Begin to watch anew: what happened meanwhile nobody has seen."""
        self.parar()
        self._filtro = Filtro(self.pasta, self._excluir)
        self._desde = hora()
        try:
            self._observador = self._observar(self.pasta, self)
        except OSError as erro:  # it vanished between the look and the watch, or is kept shut
            motivo = erro_de_disco(erro, "vigiar a pasta", self.pasta).o_que
            self._presenca.ver(Exame(motivo=motivo), agora)
            return ""
        return motivo
