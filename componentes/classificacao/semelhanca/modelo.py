"""What grouping knows of a content, and the groups it makes."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from componentes.base.tipos import Dependencia, Entrada, Impressao, Linguagem, Risco, Tipo


class Nivel(IntEnum):
    """How two contents are the same thing, the closest first."""

    BYTES = 1
    TEXTO = 2
    CODIGO = 3
    MARCA = 4
    VERSAO = 5
    DESCOMPILADO = 6

    @property
    def nome(self) -> str:
        """The word for it in what the program writes."""
        return self.name.lower()


class Programa(Struct, frozen=True):
    """The part of an analysis that grouping needs; decoding skips the rest."""

    linguagem: Linguagem
    tipo: Tipo
    origem: tuple[str, ...] = ()
    riscos: tuple[Risco, ...] = ()
    propriedades: dict[str, str] = {}
    entradas: tuple[Entrada, ...] = ()
    dependencias: tuple[Dependencia, ...] = ()
    indicadores: tuple[str, ...] = ()
    observacoes: tuple[str, ...] = ()
    linhas: int = 0
    impressao: Impressao | None = None


class Conteudo(Struct, frozen=True):
    """One content and the paths where it lies, relative and sorted; `tamanho` in bytes."""

    sha256: str
    caminhos: tuple[str, ...]
    tamanho: int
    locais: tuple[str, ...] = ()
    """The same paths, absolute, as the catalogue writes them."""
    decidido: str = ""
    """The path among them that the user decided to keep, "" for none."""
    programa: Programa | None = None
    pacotes: tuple[str, ...] = ()
    """For each path, in order, the absolute one of the archive it lies in, "" for a file."""

    @property
    def membros(self) -> int:
        """How many of the paths lie in archives, where nothing can be moved or recovered."""
        return sum(map(bool, self.pacotes))

    @property
    def arquivos(self) -> int:
        """How many files on disk hold it."""
        return len(self.caminhos) - self.membros

    @property
    def impressao(self) -> Impressao | None:
        """The fingerprints, None for what is no program."""
        return self.programa.impressao if self.programa else None

    @property
    def descompilado(self) -> bool:
        """Whether a decompiler wrote it: the code of somebody's compiled program."""
        return self.programa is not None and Risco.DESCOMPILADO in self.programa.riscos


class Membro(Struct, frozen=True):
    """A content of a group and how it is the same thing as the one to keep."""

    conteudo: Conteudo
    nivel: Nivel


class Grupo(Struct, frozen=True):
    """Contents that are one thing; the one to keep is the first, at the path `manter`."""

    membros: tuple[Membro, ...]
    manter: str
    motivos: tuple[str, ...]
    """Why that one, in words, what decided first."""

    @property
    def nivel(self) -> Nivel:
        """The farthest level that holds the group together."""
        return max(membro.nivel for membro in self.membros)

    @property
    def arquivos(self) -> int:
        """How many files on disk the group has."""
        return sum(membro.conteudo.arquivos for membro in self.membros)

    @property
    def em_compactados(self) -> int:
        """How many members of archives the group has."""
        return sum(membro.conteudo.membros for membro in self.membros)

    @property
    def recuperaveis(self) -> int:
        """Bytes of files whose code is the kept one's; a re-brand or a version is no waste.

        One file of each stays, also where the one to keep lies in an archive.
        """
        total, fica = 0, False
        for membro in self.membros:
            copias = membro.conteudo.arquivos
            if copias and (membro.nivel > Nivel.CODIGO or not fica):
                copias -= 1
                fica = True
            total += copias * membro.conteudo.tamanho
        return total
