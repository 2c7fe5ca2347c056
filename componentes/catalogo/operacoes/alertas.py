"""What was warned of, how often, and what came of sending it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, insert, update

from componentes.catalogo.alertas import Alerta
from componentes.catalogo.tabelas import alertas


def gravar_alerta(conn: Connection, alerta: Alerta) -> None:
    """Store the state of an alert; until when it is silenced is the user's to say."""
    valores = msgspec.structs.asdict(alerta)
    mudam = {nome: valor for nome, valor in valores.items() if nome != "silenciado_ate"}
    comando = update(alertas).where(alertas.c.impressao == alerta.impressao).values(**mudam)
    if not conn.execute(comando).rowcount:
        conn.execute(insert(alertas).values(**valores))


def anotar_envio(conn: Connection, impressoes: Iterable[str], nota: str) -> None:
    """Note of some alerts why the latest message did not arrive; "" when it did."""
    comando = update(alertas).where(alertas.c.impressao.in_(list(impressoes)))
    conn.execute(comando.values(envio=nota))


def silenciar_alerta(conn: Connection, impressao: str, ate: str) -> bool:
    """Silence an alert until a moment; False when there is none."""
    comando = update(alertas).where(alertas.c.impressao == impressao)
    return conn.execute(comando.values(silenciado_ate=ate)).rowcount == 1
