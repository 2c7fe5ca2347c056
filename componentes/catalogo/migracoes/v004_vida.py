"""Version 4: leases of batches, and what agents, services, alerts and schedule remember. Frozen."""

from __future__ import annotations

from sqlalchemy import Connection

_INSTRUCOES = (
    "ALTER TABLE lotes ADD COLUMN dono TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE lotes ADD COLUMN vence_em TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE pedidos (
        id INTEGER NOT NULL PRIMARY KEY,
        alvo TEXT NOT NULL,
        acao TEXT NOT NULL,
        dados TEXT NOT NULL,
        pedido_em TEXT NOT NULL,
        atendido_em TEXT NOT NULL,
        resposta TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE agentes (
        nome TEXT NOT NULL PRIMARY KEY,
        estado TEXT NOT NULL,
        gravado_em TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE servicos (
        nome TEXT NOT NULL PRIMARY KEY,
        pid BIGINT NOT NULL,
        maquina TEXT NOT NULL,
        iniciado_em TEXT NOT NULL,
        batida_em TEXT NOT NULL,
        estado TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE alertas (
        impressao TEXT NOT NULL PRIMARY KEY,
        regra TEXT NOT NULL,
        gravidade TEXT NOT NULL,
        alvo TEXT NOT NULL,
        mensagem TEXT NOT NULL,
        situacao TEXT NOT NULL,
        vezes BIGINT NOT NULL,
        nao_avisadas BIGINT NOT NULL,
        primeira_em TEXT NOT NULL,
        ultima_em TEXT NOT NULL,
        avisado_em TEXT NOT NULL,
        resolvido_em TEXT NOT NULL,
        silenciado_ate TEXT NOT NULL,
        envio TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE agendamentos (
        nome TEXT NOT NULL PRIMARY KEY,
        definicao TEXT NOT NULL,
        proxima_em TEXT NOT NULL,
        ultima_em TEXT NOT NULL,
        ultimo_resultado TEXT NOT NULL
    )
    """,
)


def aplicar(conexao: Connection) -> None:
    """Give batches an owner, and make room for what lives beside runs."""
    for instrucao in _INSTRUCOES:
        conexao.exec_driver_sql(instrucao)
