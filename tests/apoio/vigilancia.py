"""A watch without waiting: a clock one turns, observers one speaks through, looks done at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from componentes.fontes.vigilancia.observadores import Ouvinte


class Relogio:
    """A clock in seconds that stands still until it is turned."""

    def __init__(self) -> None:
        self.agora = 1000.0

    def __call__(self) -> float:
        return self.agora

    def andar(self, segundos: float) -> None:
        self.agora += segundos


class ObservadorFalso:
    """Watches nothing and tells what the test makes it tell."""

    modo = "eventos"
    motivo = ""

    def __init__(self, ouvinte: Ouvinte) -> None:
        self.ouvinte = ouvinte
        self.esta_vivo = True
        self.esta_cego = False

    def vivo(self) -> bool:
        return self.esta_vivo

    def cego(self) -> bool:
        return self.esta_cego

    def parar(self) -> None:
        self.esta_vivo = False


class Observacoes:
    """Makes false observers and keeps the newest of each folder."""

    def __init__(self) -> None:
        self.feitas = 0
        self.de: dict[Path, ObservadorFalso] = {}

    def __call__(self, pasta: Path, ouvinte: Ouvinte) -> ObservadorFalso:
        self.feitas += 1
        self.de[pasta] = ObservadorFalso(ouvinte)
        return self.de[pasta]


class NaHora(Executor):
    """Runs what is submitted when the test says so."""

    def __init__(self) -> None:
        self._pendente: Callable[[], None] | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        futuro: Future[Any] = Future()

        def fazer() -> None:
            try:
                futuro.set_result(fn(*args, **kwargs))
            except Exception as erro:
                futuro.set_exception(erro)

        self._pendente = fazer
        return futuro

    def fazer(self) -> None:
        """Do what was submitted; nothing when nothing was."""
        pendente, self._pendente = self._pendente, None
        if pendente:
            pendente()
