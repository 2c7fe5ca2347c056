"""Which kind of second place an address stands for."""

from __future__ import annotations

from componentes.copia_seguranca.deposito import Deposito, DepositoEmPasta
from componentes.copia_seguranca.deposito_remoto import DepositoRemoto
from componentes.copia_seguranca.enderecos import Lugar


def deposito_de(lugar: Lugar) -> Deposito:
    """Return what reads and writes there; raises `ErroConfiguracao` for an unknown kind."""
    return DepositoEmPasta(lugar.pasta) if lugar.pasta else DepositoRemoto(lugar)
