"""A channel of alerts that stays in the test."""

from __future__ import annotations

import threading

from componentes.alertas.envio import FalhaDeEnvio
from componentes.alertas.modelo import Mensagem


class CanalDeMemoria:
    """Keeps what it is given, fails as often as it is told, and can be made to hang."""

    def __init__(self, nome: str = "memoria", *, falhas: int = 0) -> None:
        self.nome = nome
        self.recebidas: list[Mensagem] = []
        self.tentativas = 0
        self.aberto = threading.Event()
        self.aberto.set()
        self._falhas = falhas

    def enviar(self, mensagem: Mensagem) -> None:
        """Deliver, once `aberto` is set, or raise `FalhaDeEnvio`."""
        self.tentativas += 1
        self.aberto.wait()
        if self.tentativas <= self._falhas:
            raise FalhaDeEnvio("recusado de propósito")
        self.recebidas.append(mensagem)
