"""A bounded queue that never makes anybody wait: when it is full, the least important goes."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Fila(Generic[T]):
    """First in, first out, for any threads; of the lightest items the oldest makes room."""

    def __init__(self, capacidade: int) -> None:
        self._capacidade = capacidade
        self._itens: list[tuple[int, str, T]] = []
        self._mudou = threading.Condition()
        self._acordado = False
        self.descartados = 0

    def por(self, item: T, peso: int, *, vaga: str = "") -> None:
        """Add an item; returns at once. One with a `vaga` takes the place of the one before it."""
        with self._mudou:
            if vaga:
                self._itens = [entrada for entrada in self._itens if entrada[1] != vaga]
            self._itens.append((peso, vaga, item))
            if len(self._itens) > self._capacidade:
                self._descartar()
            self._mudou.notify()

    def tirar(self, espera: float | None) -> T | None:
        """Return the oldest item; None when none came in `espera` seconds, or after `acordar`."""
        with self._mudou:
            self._mudou.wait_for(lambda: self._itens or self._acordado, espera)
            self._acordado = False
            return self._itens.pop(0)[2] if self._itens else None

    def acordar(self) -> None:
        """End one wait of whoever is in `tirar`, or comes to it next."""
        with self._mudou:
            self._acordado = True
            self._mudou.notify_all()

    def __len__(self) -> int:
        with self._mudou:
            return len(self._itens)

    def _descartar(self) -> None:
        menor = min(range(len(self._itens)), key=lambda n: (self._itens[n][0], n))
        del self._itens[menor]
        self.descartados += 1
