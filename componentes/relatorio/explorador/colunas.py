"""What the page's script knows of every file, as columns; texts are already inert."""

from __future__ import annotations

from msgspec import Struct

SEM_CERTEZA = -1
SEM_NOTA = -1
SEM_GRUPO = -1
SEM_DATA = 0


class Linhas(Struct):
    """One place per file."""

    pasta: list[int] = []
    nome: list[str] = []
    conteudo: list[int] = []
    situacao: list[int] = []
    falha: list[int] = []
    pendencias: list[int] = []
    dia: list[int] = []
    """Days from 1970-01-01 to its last change, UTC; 0 where unknown."""
    membro: list[int] = []
    """1 for what lies in an archive."""


class Conteudos(Struct):
    """One place per distinct content; labels are numbers of `Explorador.dicionarios`."""

    sha256: list[str] = []
    tamanho: list[int] = []
    linhas: list[int] = []
    codificacao: list[int] = []
    linguagem: list[int] = []
    versao: list[int] = []
    tipo: list[int] = []
    origens: list[list[int]] = []
    familias: list[list[int]] = []
    riscos: list[list[int]] = []
    mercados: list[list[int]] = []
    timeframes: list[list[int]] = []
    certeza: list[int] = []
    nota: list[int] = []
    conformidade: list[int] = []
    mantido: list[int] = []
    """The row of the file to keep among identical ones."""
    arquivos: list[int] = []
    grupo: list[int] = []
    nivel: list[int] = []
    """How the content is the same thing as the kept one of its group, a number of `niveis`."""


class Grupos(Struct):
    """One place per group of contents that are one thing; `mantido` is the row to keep."""

    mantido: list[int] = []
    motivos: list[list[int]] = []


class Explorador(Struct, frozen=True):
    """What the page needs to search, filter and sort; `detalhes` it opens when a row is opened."""

    dicionarios: dict[str, list[tuple[str, str]]]
    """Machine value and name of every label in use, by dimension; rules with their why."""
    textos: dict[str, list[str]]
    linhas: Linhas
    conteudos: Conteudos
    grupos: Grupos
    niveis: list[str]
    motivos: list[str]
    """Why a file is the one to keep, each reason once."""
    mesas: list[tuple[str, str, str, str]]
    """Key, firm, text and sense of the rules that letters of `textos.conformidade` stand for."""
    raiz: str
    """The folder that all paths are relative to."""
    gravidades: list[tuple[str, ...]]
    """Classes of risks, the gravest first."""
    por_bloco: int
    """Contents in each block of details."""
