"""Version 1: runs, batches, files, observations, results and events. Frozen."""

from __future__ import annotations

from sqlalchemy import Connection

_INSTRUCOES = (
    """
    CREATE TABLE esquema (
        versao INTEGER NOT NULL PRIMARY KEY,
        aplicada_em TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE execucoes (
        id INTEGER NOT NULL PRIMARY KEY,
        nome TEXT NOT NULL UNIQUE,
        comando TEXT NOT NULL,
        parametros TEXT NOT NULL,
        raizes TEXT NOT NULL,
        raiz TEXT NOT NULL,
        estado TEXT NOT NULL,
        iniciada_em TEXT NOT NULL,
        terminada_em TEXT NOT NULL,
        batida_em TEXT NOT NULL,
        pid BIGINT NOT NULL,
        maquina TEXT NOT NULL,
        versao TEXT NOT NULL,
        regras TEXT NOT NULL,
        chave TEXT NOT NULL,
        totais TEXT NOT NULL,
        erro TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE lotes (
        id INTEGER NOT NULL PRIMARY KEY,
        execucao_id INTEGER NOT NULL REFERENCES execucoes (id),
        numero BIGINT NOT NULL,
        estado TEXT NOT NULL,
        arquivos BIGINT NOT NULL,
        bytes BIGINT NOT NULL,
        iniciado_em TEXT NOT NULL,
        terminado_em TEXT NOT NULL,
        UNIQUE (execucao_id, numero)
    )
    """,
    """
    CREATE TABLE arquivos (
        id INTEGER NOT NULL PRIMARY KEY,
        caminho TEXT NOT NULL UNIQUE,
        tamanho BIGINT NOT NULL,
        mtime_ns BIGINT NOT NULL,
        sha256 TEXT NOT NULL,
        contexto TEXT NOT NULL,
        situacao TEXT NOT NULL,
        falha TEXT,
        presente BOOLEAN NOT NULL,
        execucao_id INTEGER NOT NULL REFERENCES execucoes (id)
    )
    """,
    """
    CREATE TABLE observacoes (
        execucao_id INTEGER NOT NULL REFERENCES execucoes (id),
        arquivo_id INTEGER NOT NULL REFERENCES arquivos (id),
        tamanho BIGINT NOT NULL,
        mtime_ns BIGINT NOT NULL,
        sha256 TEXT NOT NULL,
        contexto TEXT NOT NULL,
        situacao TEXT NOT NULL,
        falha TEXT,
        PRIMARY KEY (execucao_id, arquivo_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE resultados (
        chave TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        contexto TEXT NOT NULL,
        analise BLOB NOT NULL,
        PRIMARY KEY (chave, sha256, contexto)
    )
    """,
    """
    CREATE TABLE eventos (
        id INTEGER NOT NULL PRIMARY KEY,
        execucao_id INTEGER NOT NULL REFERENCES execucoes (id),
        quando TEXT NOT NULL,
        nivel TEXT NOT NULL,
        tipo TEXT NOT NULL,
        dados TEXT NOT NULL
    )
    """,
    "CREATE INDEX eventos_da_execucao ON eventos (execucao_id)",
)


def aplicar(conexao: Connection) -> None:
    """Create the tables in the transaction of the caller."""
    for instrucao in _INSTRUCOES:
        conexao.exec_driver_sql(instrucao)
