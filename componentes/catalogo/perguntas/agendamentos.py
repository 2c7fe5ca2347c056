"""What became of the entries of the agenda, for whoever asks."""

from __future__ import annotations

from sqlalchemy import Engine, select

from componentes.catalogo.perguntas.agendado import Agendado
from componentes.catalogo.tabelas import agendamentos


def agendados(motor: Engine) -> dict[str, Agendado]:
    """Return what is known of each entry, by name."""
    with motor.connect() as conn:
        linhas = conn.execute(select(agendamentos).order_by(agendamentos.c.nome)).mappings()
        return {linha["nome"]: Agendado(**linha) for linha in linhas}
