"""Waiting for the answer to what was asked of another process."""

from __future__ import annotations

import time
from functools import partial

from componentes.catalogo.consulta import Consulta
from componentes.catalogo.perguntas.pedidos import Pedido, pedido

_ENTRE_OLHADAS = 0.1


def esperar_resposta(consulta: Consulta, numero: int, prazo: float) -> Pedido | None:
    """Return the request once it is answered; None when it is not by `prazo` (monotonic, s)."""
    while True:
        feito = consulta.perguntar(partial(pedido, pedido_id=numero))
        if feito and feito.atendido_em:
            return feito
        if time.monotonic() > prazo:
            return None
        time.sleep(_ENTRE_OLHADAS)
