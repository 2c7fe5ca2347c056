"""What planning starts from, and what the journal keeps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from componentes.base.plano import Acao
from componentes.base.tipos import Dependencia


class Item(Struct, frozen=True, kw_only=True):
    """One file of a run with what decides its place; paths as in `Passo`."""

    caminho: str
    local: str
    sha256: str
    tamanho: int
    mtime_ns: int
    nome: str = ""
    """The suggested one."""
    raiz: str = ""
    pasta: str = ""
    divisao: str = ""
    """The three parts of the suggested folder; the last one needs a number of files."""
    cabecalho: bool = False
    """Whether it is a header, which others find by its name and path."""
    raiz_incerta: bool = False
    """Whether its language could not be told: it goes where those that include it go."""
    preferido: bool = False
    """Whether its group of versions keeps it: it is the first to choose a name."""
    motivo: str = ""
    copia_de: str = ""
    """Path of the file of the same bytes that has the place instead."""
    falha: str = ""
    """Why there is nothing that could be placed."""
    dependencias: tuple[Dependencia, ...] = ()


class Opcoes(Struct, frozen=True, kw_only=True):
    """What was asked for, and what is already there."""

    execucao: str
    raiz: str
    destino: str
    quarentena: str
    mover: bool = False
    quarentenar: bool = False
    minimo_por_pasta: int = 5
    resto: str = "Misc"
    limite: int = 200
    """Longest path below the tree, in bytes of UTF-8."""
    na_arvore: Mapping[str, str] = {}
    """Files that the tree has, by relative path, with their hash where it may matter, else ""."""
    na_quarentena: tuple[str, ...] = ()


class EstadoOrganizacao(StrEnum):
    """Where the application of a plan stands."""

    APLICANDO = "aplicando"
    APLICADA = "aplicada"
    DESFAZENDO = "desfazendo"
    DESFEITA = "desfeita"


class EstadoPasso(StrEnum):
    """Where one step stands; each is in the journal before what follows it is done."""

    PENDENTE = "pendente"
    INICIADO = "iniciado"
    """The destination was free; now it may hold the file, proven or not."""
    VERIFICADO = "verificado"
    """The destination is on disk and proven; the source, if it is to go, may be gone."""
    FEITO = "feito"
    PULADO = "pulado"
    """Nothing was done, for the reason in `nota`."""
    DESFAZENDO = "desfazendo"
    DESFEITO = "desfeito"


A_APLICAR = (EstadoPasso.PENDENTE, EstadoPasso.INICIADO, EstadoPasso.VERIFICADO)
A_DESFAZER = (
    EstadoPasso.INICIADO,
    EstadoPasso.VERIFICADO,
    EstadoPasso.FEITO,
    EstadoPasso.DESFAZENDO,
)


class Organizacao(Struct, frozen=True, kw_only=True):
    """One application of a plan."""

    id: int
    nome: str
    estado: EstadoOrganizacao
    digest: str
    execucao: str
    raiz: str
    destino: str
    quarentena: str
    mover: bool
    quarentenar: bool
    criada_em: str
    mudada_em: str


class PassoGravado(Struct, frozen=True, kw_only=True):
    """One step as the journal has it; `origem` and `destino` are absolute."""

    numero: int
    acao: Acao
    origem: str
    destino: str
    sha256: str
    tamanho: int
    mtime_ns: int
    estado: EstadoPasso
    nota: str


class Mudanca(Struct, frozen=True):
    """A new state of a step, with what there is to say about it."""

    numero: int
    estado: EstadoPasso
    nota: str = ""


class Balanco(Struct, frozen=True):
    """How an application or its undoing went."""

    feitos: int
    """Steps that are where this command wanted them."""
    bytes: int
    ressalvas: tuple[PassoGravado, ...]
    """Steps that are not, with the reason in `nota`, and those with something to say."""
    cancelado: bool
