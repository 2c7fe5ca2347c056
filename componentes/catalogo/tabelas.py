"""The tables of the catalogue; a migration must accompany every change here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from componentes.base.tipos import Falha
from componentes.catalogo.colunas import Escolha, Json, TextoLivre
from componentes.catalogo.modelo import EstadoExecucao, EstadoLote, SituacaoAlerta
from componentes.catalogo.perguntas.agendado import ResultadoAgendado

metadados = MetaData()


def _texto(nome: str) -> Column[str]:
    return Column(nome, Text, nullable=False)


def _inteiro(nome: str) -> Column[int]:
    return Column(nome, BigInteger, nullable=False)


def _da_execucao(*, na_chave: bool = False) -> Column[int]:
    return Column("execucao_id", ForeignKey("execucoes.id"), primary_key=na_chave, nullable=False)


def _do_estado() -> tuple[Column[Any], ...]:
    """Return the columns that `arquivos` holds for now and `observacoes` for each run."""
    return (
        _inteiro("tamanho"),
        _inteiro("mtime_ns"),
        _texto("sha256"),
        _texto("contexto"),
        _texto("situacao"),
        Column("falha", Json(Falha)),
    )


esquema = Table(
    "esquema",
    metadados,
    Column("versao", Integer, primary_key=True),
    _texto("aplicada_em"),
)

execucoes = Table(
    "execucoes",
    metadados,
    Column("id", Integer, primary_key=True),
    Column("nome", Text, nullable=False, unique=True),
    _texto("comando"),
    Column("parametros", Json(dict[str, Any]), nullable=False),
    Column("raizes", Json(tuple[str, ...]), nullable=False),
    _texto("raiz"),
    Column("estado", Escolha(EstadoExecucao), nullable=False),
    _texto("iniciada_em"),
    _texto("terminada_em"),
    _texto("batida_em"),
    _inteiro("pid"),
    _texto("maquina"),
    _texto("versao"),
    _texto("regras"),
    _texto("chave"),
    Column("totais", Json(dict[str, Any]), nullable=False),
    Column("erro", TextoLivre, nullable=False),
)

lotes = Table(
    "lotes",
    metadados,
    Column("id", Integer, primary_key=True),
    _da_execucao(),
    _inteiro("numero"),
    Column("estado", Escolha(EstadoLote), nullable=False),
    _inteiro("arquivos"),
    _inteiro("bytes"),
    _texto("iniciado_em"),
    _texto("terminado_em"),
    Column("dono", Text, nullable=False, server_default=""),
    Column("vence_em", Text, nullable=False, server_default=""),
    UniqueConstraint("execucao_id", "numero"),
)

arquivos = Table(
    "arquivos",
    metadados,
    Column("id", Integer, primary_key=True),
    Column("caminho", Text, nullable=False, unique=True),
    *_do_estado(),
    Column("presente", Boolean, nullable=False),
    _da_execucao(),
    Column("pacote", Text, nullable=False, server_default=""),
)

observacoes = Table(
    "observacoes",
    metadados,
    _da_execucao(na_chave=True),
    Column("arquivo_id", ForeignKey("arquivos.id"), primary_key=True),
    *_do_estado(),
    sqlite_with_rowid=False,
)

# With a rowid, unlike `observacoes`: the key's own index then stays free of the blobs, so that
# "which results exist" reads that index alone and a look-up goes through few pages.
resultados = Table(
    "resultados",
    metadados,
    Column("chave", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("contexto", Text, primary_key=True),
    Column("analise", LargeBinary, nullable=False),
)

eventos = Table(
    "eventos",
    metadados,
    Column("id", Integer, primary_key=True),
    _da_execucao(),
    _texto("quando"),
    _texto("nivel"),
    _texto("tipo"),
    Column("dados", Json(dict[str, Any]), nullable=False),
    Index("eventos_da_execucao", "execucao_id"),
)

decisoes = Table(
    "decisoes",
    metadados,
    Column("sha256", Text, primary_key=True),
    _texto("caminho"),
    _texto("decidida_em"),
)

pedidos = Table(
    "pedidos",
    metadados,
    Column("id", Integer, primary_key=True),
    _texto("alvo"),
    _texto("acao"),
    Column("dados", Json(dict[str, Any]), nullable=False),
    _texto("pedido_em"),
    _texto("atendido_em"),
    Column("resposta", TextoLivre, nullable=False),
)

agentes = Table(
    "agentes",
    metadados,
    Column("nome", Text, primary_key=True),
    Column("estado", Json(dict[str, Any]), nullable=False),
    _texto("gravado_em"),
)

servicos = Table(
    "servicos",
    metadados,
    Column("nome", Text, primary_key=True),
    _inteiro("pid"),
    _texto("maquina"),
    _texto("iniciado_em"),
    _texto("batida_em"),
    Column("estado", Json(dict[str, Any]), nullable=False),
)

alertas = Table(
    "alertas",
    metadados,
    Column("impressao", Text, primary_key=True),
    _texto("regra"),
    _texto("gravidade"),
    Column("alvo", TextoLivre, nullable=False),
    Column("mensagem", TextoLivre, nullable=False),
    Column("situacao", Escolha(SituacaoAlerta), nullable=False),
    _inteiro("vezes"),
    _inteiro("nao_avisadas"),
    _texto("primeira_em"),
    _texto("ultima_em"),
    _texto("avisado_em"),
    _texto("resolvido_em"),
    _texto("silenciado_ate"),
    Column("envio", TextoLivre, nullable=False),
)

agendamentos = Table(
    "agendamentos",
    metadados,
    Column("nome", Text, primary_key=True),
    Column("definicao", Json(dict[str, Any]), nullable=False),
    _texto("proxima_em"),
    _texto("ultima_em"),
    Column("ultimo_resultado", Json(ResultadoAgendado), nullable=False),
)
