"""The rows of the catalogue as frozen values; times are RFC 3339 in UTC, empty while unknown."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct

from componentes.base.tipos import Falha


class EstadoExecucao(StrEnum):
    """Where a run stands."""

    NA_FILA = "na_fila"
    EXECUTANDO = "executando"
    CANCELANDO = "cancelando"
    CANCELADA = "cancelada"
    CONCLUIDA = "concluida"
    CONCLUIDA_COM_FALHAS = "concluida_com_falhas"
    FALHOU = "falhou"
    INTERROMPIDA = "interrompida"


ATIVAS = frozenset({EstadoExecucao.EXECUTANDO, EstadoExecucao.CANCELANDO})
"""Some process is working, or died without saying so."""

ABERTAS = ATIVAS | {EstadoExecucao.NA_FILA}
"""Everything else is an end state, which only `reabrir_execucao` leaves."""

CONCLUIDAS = frozenset({EstadoExecucao.CONCLUIDA, EstadoExecucao.CONCLUIDA_COM_FALHAS})
"""The catalogue holds a result for every file of the run."""

RETOMAVEIS = frozenset(
    {
        EstadoExecucao.NA_FILA,
        EstadoExecucao.INTERROMPIDA,
        EstadoExecucao.CANCELADA,
        EstadoExecucao.FALHOU,
    }
)
"""Nobody is working and there is work left."""


ESQUECIDA_APOS = 60.0
"""Seconds without a sign of life after which a run that waits in line is taken for dead."""


class EstadoLote(StrEnum):
    """Where a batch of files stands."""

    NA_FILA = "na_fila"
    EXECUTANDO = "executando"
    CONCLUIDO = "concluido"


class NovaExecucao(Struct, frozen=True, kw_only=True):
    """What is known of a run before it has a row."""

    comando: str
    raizes: tuple[str, ...]
    """Absolute folders as text, with `/`."""
    raiz: str
    """Common root that makes exported paths relative."""
    versao: str
    regras: str
    chave: str
    """Key of the results this run writes and reads: digest of `versao` and `regras`."""
    parametros: dict[str, Any] = {}
    pid: int = 0
    maquina: str = ""
    estado: EstadoExecucao = EstadoExecucao.EXECUTANDO


class Execucao(Struct, frozen=True, kw_only=True):
    """One run; `batida_em` is the last sign of life of the process `pid` on `maquina`."""

    id: int
    nome: str
    comando: str
    parametros: dict[str, Any]
    raizes: tuple[str, ...]
    raiz: str
    estado: EstadoExecucao
    iniciada_em: str
    terminada_em: str
    batida_em: str
    pid: int
    maquina: str
    versao: str
    regras: str
    chave: str
    totais: dict[str, Any]
    erro: str


class NovoLote(Struct, frozen=True):
    """Size of a batch before it has a row."""

    arquivos: int
    bytes: int


class Lote(Struct, frozen=True, kw_only=True):
    """One batch of a run; `numero` counts from 1 within the run."""

    id: int
    execucao_id: int
    numero: int
    estado: EstadoLote
    arquivos: int
    bytes: int
    iniciado_em: str
    terminado_em: str
    dono: str = ""
    """Who works at it, as `maquina:pid`; "" while nobody does."""
    vence_em: str = ""
    """Until when, unless the owner says that it still does."""


class SituacaoAlerta(StrEnum):
    """Where an alert stands."""

    ATIVO = "ativo"
    RESOLVIDO = "resolvido"
    REGISTRADO = "registrado"
    """It tells of something that happened, which nothing resolves."""


class EstadoArquivo(Struct, frozen=True):
    """Latest known state of one path: a file, or a member of the archive `pacote`.

    `sha256` is empty when it could not be read.
    """

    caminho: str
    tamanho: int
    mtime_ns: int
    sha256: str
    contexto: str
    situacao: str
    falha: Falha | None = None
    pacote: str = ""
    """Path of the archive on disk that holds it, at any depth; "" for a file."""


class Resultado(Struct, frozen=True):
    """Encoded analysis of one content seen in one context."""

    sha256: str
    contexto: str
    analise: bytes


class RegistroArquivo(EstadoArquivo, frozen=True):
    """One path as one run saw it, with the analysis of its content where there is one."""

    analise: bytes | None = None


class EventoGravado(Struct, frozen=True, kw_only=True):
    """One line in the log of a run."""

    id: int
    execucao_id: int
    quando: str
    nivel: str
    tipo: str
    dados: dict[str, Any]


class Decisao(Struct, frozen=True):
    """A content that the user chose to keep, and the absolute path it lay at."""

    sha256: str
    caminho: str
    decidida_em: str


class Contagens(Struct, frozen=True):
    """Totals of what one run saw: files on disk and their bytes, members of archives apart.

    `conteudos` counts different sha256 values, `por_situacao` records, both of files and members.
    """

    arquivos: int
    bytes: int
    conteudos: int
    por_situacao: dict[str, int]
    membros: int = 0
    compactados: int = 0
    """Archives on disk that have members."""
