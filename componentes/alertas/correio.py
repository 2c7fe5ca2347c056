"""Brings each message where its rule wants it: log, terminal, and the channels in the background.

Addresses never come along here, and what channels say of failures has no secrets any more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec.structs import replace

from componentes.alertas.entrega import Entregador, Prazos
from componentes.alertas.envio import Canal
from componentes.alertas.modelo import Mensagem
from componentes.base.barramento import Barramento
from componentes.base.eventos import AlertaEmitido
from componentes.base.secoes_alertas import EXTERNOS, LOG, TERMINAL, Gravidade

registro = logging.getLogger("orquestrador.alertas")
_NIVEIS: dict[Gravidade, int] = {
    "baixa": logging.INFO,
    "media": logging.WARNING,
    "alta": logging.ERROR,
}
Anotar = Callable[[str, tuple[str, ...], str], None]


class Correio:
    """Owns the deliverers; `anotar` is told of each message what came of it."""

    def __init__(
        self,
        canais: Sequence[Canal],
        prazos: Prazos,
        barramento: Barramento,
        anotar: Anotar,
        assinatura: str = "",
    ) -> None:
        self._prazos = prazos
        self._barramento = barramento
        self._anotar = anotar
        self._assinatura = assinatura
        self._entregadores = {c.nome: Entregador(c, prazos, self._ao_entregar) for c in canais}

    def dizer(self, regra: str, mensagem: Mensagem, destinos: Collection[str]) -> tuple[str, ...]:
        """Say it in log and terminal, and return the channels it is meant for too."""
        if LOG in destinos:
            nivel = logging.INFO if mensagem.resolvido else _NIVEIS[mensagem.gravidade]
            registro.log(nivel, "%s: %s", mensagem.titulo, mensagem.texto)
        texto = f"{mensagem.titulo}: {mensagem.texto}"
        no_terminal = TERMINAL in destinos
        self._barramento.publicar(
            AlertaEmitido(regra, mensagem.gravidade, texto, mensagem.resolvido, no_terminal)
        )
        nomes = self._entregadores
        return tuple(nome for nome in nomes if EXTERNOS in destinos or nome in destinos)

    def enviar(self, mensagem: Mensagem, destinos: Iterable[str]) -> None:
        """Hand a message, signed, to the threads of its channels."""
        texto = f"{mensagem.texto}\n{self._assinatura}".rstrip()
        for destino in destinos:
            self._entregadores[destino].entregar(replace(mensagem, texto=texto))

    def fechar(self) -> None:
        """Wait for what is under way, all channels against one deadline, and note the rest."""
        prazo = time.monotonic() + self._prazos.fechamento
        for entregador in self._entregadores.values():
            entregador.fechar()
        for nome, entregador in self._entregadores.items():
            if not entregador.aguardar(max(0.0, prazo - time.monotonic())):
                entregador.desistir()
            if entregador.descartadas:
                registro.warning("%d alertas sem lugar na fila de %s", entregador.descartadas, nome)

    def _ao_entregar(self, nome: str, mensagem: Mensagem, motivo: str) -> None:
        if motivo:
            registro.warning("alerta não entregue a %s: %s (%s)", nome, mensagem.titulo, motivo)
        self._anotar(nome, mensagem.impressoes, motivo)
