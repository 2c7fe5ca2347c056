"""What was warned of: the row, and the questions about it."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, select

from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.tabelas import alertas as tabela


class Alerta(Struct, frozen=True, kw_only=True):
    """One rule about one target, however often it was raised."""

    impressao: str
    """Fingerprint of rule and target."""
    regra: str
    gravidade: str
    alvo: str
    mensagem: str
    """Of the latest time."""
    situacao: SituacaoAlerta
    vezes: int = 0
    nao_avisadas: int = 0
    """How many of them nobody was told of, since somebody was."""
    primeira_em: str = ""
    """When it began, or began again after it was resolved."""
    ultima_em: str = ""
    avisado_em: str = ""
    resolvido_em: str = ""
    silenciado_ate: str = ""
    envio: str = ""
    """Where the latest message did not arrive, and why; "" when it did everywhere."""


def alertas(conn: Connection, limite: int) -> list[Alerta]:
    """Return up to `limite` alerts: those raised now, then the others, the latest first."""
    ativos = tabela.c.situacao == SituacaoAlerta.ATIVO
    ordem = (ativos.desc(), tabela.c.ultima_em.desc(), tabela.c.impressao)
    linhas = conn.execute(select(tabela).order_by(*ordem).limit(limite)).mappings()
    return [Alerta(**linha) for linha in linhas]


def alertas_que_comecam(conn: Connection, inicio: str) -> list[Alerta]:
    """Return the alerts whose fingerprint begins with `inicio`."""
    comecam = tabela.c.impressao.startswith(inicio, autoescape=True)
    return [Alerta(**linha) for linha in conn.execute(select(tabela).where(comecam)).mappings()]


def silencio(conn: Connection, impressao: str) -> str:
    """Return until when the user silenced an alert; "" where they did not."""
    pergunta = select(tabela.c.silenciado_ate).where(tabela.c.impressao == impressao)
    return str(conn.execute(pergunta).scalar() or "")
