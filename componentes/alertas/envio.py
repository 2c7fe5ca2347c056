"""How a message gets to a destination: a channel, of which apprise is the one that sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from componentes.alertas.destinos import Destino
from componentes.alertas.modelo import Mensagem
from componentes.alertas.sigilo import Tarja, vigiar_registros

if TYPE_CHECKING:
    from apprise import Apprise

PREFIXO = "Orquestrador Central"
_MOTIVO_MAXIMO = 200


class FalhaDeEnvio(Exception):
    """A message did not arrive; the text says why, without secrets."""


class EnderecoInvalido(FalhaDeEnvio):
    """No attempt can succeed: the address is not one."""


class Canal(Protocol):
    """What can deliver a message."""

    @property
    def nome(self) -> str:
        """What the destination is called."""

    def enviar(self, mensagem: Mensagem) -> None:
        """Deliver or raise `FalhaDeEnvio`; may take as long as the network lets it."""


class CanalApprise:
    """Sends by apprise, which is imported with the first message: it takes a fifth of a second."""

    def __init__(self, destino: Destino) -> None:
        self.nome = destino.nome
        self._destino = destino
        self._tarja = Tarja.dos((destino.endereco,))

    def __repr__(self) -> str:
        return f"CanalApprise({self.nome!r})"

    def enviar(self, mensagem: Mensagem) -> None:
        """Deliver or raise `FalhaDeEnvio`."""
        vigiar_registros(self._tarja)
        try:
            motivo = self._enviar(mensagem)
        except EnderecoInvalido:
            raise
        except Exception as erro:
            motivo = f"{type(erro).__name__}: {erro}"
        if motivo:
            limpo = " ".join(self._tarja.limpar(motivo).split())
            # Without a cause: the traceback of what apprise raised would show the address.
            raise FalhaDeEnvio(limpo[:_MOTIVO_MAXIMO]) from None

    def _enviar(self, mensagem: Mensagem) -> str:
        """Return why the message did not arrive, "" when it did."""
        from apprise import NotifyFormat, NotifyType  # noqa: PLC0415 only for who has a destination

        tipos = {"baixa": NotifyType.INFO, "media": NotifyType.WARNING, "alta": NotifyType.FAILURE}
        tipo = NotifyType.SUCCESS if mensagem.resolvido else tipos[mensagem.gravidade]
        carteiro = self._carteiro()
        if not len(carteiro):
            raise EnderecoInvalido("o endereço não é um que o apprise entenda")
        resultado = carteiro.notify(
            body=mensagem.texto,
            title=f"{PREFIXO}: {mensagem.titulo}",
            notify_type=tipo,
            body_format=NotifyFormat.TEXT,
        )
        return "" if resultado else _motivo(resultado)

    def _carteiro(self) -> Apprise:
        """Return apprise with the one address, working in this thread and leaving no file."""
        from apprise import Apprise, AppriseAsset, PersistentStoreMode  # noqa: PLC0415

        modo = PersistentStoreMode.MEMORY
        opcoes = AppriseAsset(async_mode=False, service_timeout=0, storage_mode=modo)
        carteiro = Apprise(asset=opcoes)
        carteiro.add(self._destino.endereco)
        return carteiro


def _motivo(resultado: Any) -> str:
    """Return what apprise logged about a failure."""
    ditos = [entrada.message for servico in resultado.results for entrada in servico.logs()]
    if any("onnection error" in dito for dito in ditos):
        return "sem conexão com o serviço"
    return f"o serviço recusou a mensagem: {'; '.join(ditos) or 'sem dizer por quê'}"
