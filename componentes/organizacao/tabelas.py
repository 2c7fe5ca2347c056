"""The tables of the journal: applications, their steps, and the folders they concern."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, Table, Text

from componentes.base.plano import Acao
from componentes.catalogo.colunas import Escolha, TextoLivre
from componentes.organizacao.modelo import EstadoOrganizacao, EstadoPasso

VERSAO = 1
"""Of the tables below, as the file's `user_version`; a change raises it and must migrate."""

metadados = MetaData()


def _texto(nome: str) -> Column[str]:
    return Column(nome, Text, nullable=False)


def _da_organizacao() -> Column[int]:
    return Column("organizacao_id", ForeignKey("organizacoes.id"), primary_key=True)


organizacoes = Table(
    "organizacoes",
    metadados,
    Column("id", Integer, primary_key=True),
    Column("nome", Text, nullable=False, unique=True),
    Column("estado", Escolha(EstadoOrganizacao), nullable=False),
    _texto("digest"),
    _texto("execucao"),
    _texto("raiz"),
    _texto("destino"),
    _texto("quarentena"),
    Column("mover", Boolean, nullable=False),
    Column("quarentenar", Boolean, nullable=False),
    _texto("criada_em"),
    _texto("mudada_em"),
)

passos = Table(
    "passos",
    metadados,
    _da_organizacao(),
    Column("numero", Integer, primary_key=True),
    Column("acao", Escolha(Acao), nullable=False),
    _texto("origem"),
    _texto("destino"),
    _texto("sha256"),
    Column("tamanho", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("estado", Escolha(EstadoPasso), nullable=False),
    Column("nota", TextoLivre, nullable=False),
    sqlite_with_rowid=False,
)

# A folder without a time was made by the application; one with a time lay in the library, and
# moving its files away changed that time.
pastas = Table(
    "pastas",
    metadados,
    _da_organizacao(),
    Column("caminho", Text, primary_key=True),
    Column("mtime_ns", BigInteger),
    sqlite_with_rowid=False,
)
