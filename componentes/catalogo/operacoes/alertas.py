"""What was warned of, how often, and what came of sending it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, insert, update

from componentes.catalogo.perguntas.alertas import Alerta
from componentes.catalogo.tabelas import alertas

_DE_OUTROS = frozenset({"silenciado_ate", "envio"})


def gravar_alerta(conn: Connection, alerta: Alerta) -> None:
    """Store the state of an alert; its silence and what came of sending are others' to say."""
    valores = msgspec.structs.asdict(alerta)
    mudam = {nome: valor for nome, valor in valores.items() if nome not in _DE_OUTROS}
    comando = update(alertas).where(alertas.c.impressao == alerta.impressao).values(**mudam)
    if not conn.execute(comando).rowcount:
        conn.execute(insert(alertas).values(**valores))


def anotar_envio(conn: Connection, notas: Mapping[str, str]) -> None:
    """Note, by fingerprint, where the latest message did not arrive, and why; "" when it did."""
    for impressao, nota in notas.items():
        conn.execute(update(alertas).where(alertas.c.impressao == impressao).values(envio=nota))


def silenciar_alerta(conn: Connection, impressao: str, ate: str) -> bool:
    """Silence an alert until a moment; False when there is none."""
    comando = update(alertas).where(alertas.c.impressao == impressao)
    return conn.execute(comando.values(silenciado_ate=ate)).rowcount == 1
