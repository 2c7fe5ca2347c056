"""What became of runs whose process was killed is told by the next one, once."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from componentes.base.eventos import ExecucaoInterrompida
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.cortadas import cortadas
from componentes.orquestracao.historia.contos import nivel_de


def tomar_cortadas(conn: Connection) -> list[ExecucaoInterrompida]:
    """Return the runs that are to be told of, and write into their stories that they are.

    Whoever healed them, and when: their stories lack an end, and that is what is asked for.
    """
    achadas = cortadas(conn)
    for evento in achadas:
        dados = msgspec.structs.asdict(evento)
        tipo = type(evento).__name__
        operacoes.registrar_evento(conn, evento.id, nivel_de(evento), tipo, dados)
    return achadas
