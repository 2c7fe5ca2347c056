"""What two runs saw, and what differs between them, as values; all paths are relative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from componentes.base.tipos import ResumoExecucao


class Especie(StrEnum):
    """The kinds of change, most important first; a file may have changed in several ways."""

    RISCOS_NOVOS = "riscos_novos"
    ROTULOS_MUDADOS = "rotulos_mudados"
    ALTERADOS = "alterados"
    NOVOS = "novos"
    MOVIDOS = "movidos"
    SUMIDOS = "sumidos"
    RISCOS_SUMIDOS = "riscos_sumidos"


class Causa(StrEnum):
    """Why labels of a file differ; with several, nobody can say how much each of them did."""

    CONTEUDO = "conteudo"
    CONTEXTO = "contexto"
    """Its folder or what it includes: the same content is judged by that, too."""
    LEITURA = "leitura"
    """It could be read only once of the two times, or not as far."""
    REGRAS = "regras"
    VERSAO = "versao"
    """Of the program."""


class Prova(Struct, frozen=True):
    """The line that best proves a risk; line 0 means the whole file."""

    risco: str
    regra: str
    linha: int
    trecho: str
    porque: str


class Rotulos(Struct, frozen=True):
    """The labels of a content, as machine values."""

    linguagem: str
    tipo: str
    familias: tuple[str, ...] = ()
    riscos: tuple[str, ...] = ()
    certeza: int | None = None
    """The weaker of the confidences in language and type, 0-100."""
    provas: tuple[Prova, ...] = ()


class Visto(Struct, frozen=True):
    """One path as one run saw it; `rotulos` is None where there is no result."""

    caminho: str
    sha256: str
    """Empty when it could not be read."""
    tamanho: int
    situacao: str
    contexto: str = ""
    pacote: str = ""
    """Path of the archive that holds it, "" for a file."""
    rotulos: Rotulos | None = None


class Totais(Struct, frozen=True):
    """The size of what a run saw: files on disk, and what lies in archives apart."""

    arquivos: int
    bytes: int
    conteudos: int
    membros: int = 0
    compactados: int = 0


class Lado(Struct, frozen=True):
    """One of two runs; `vistos` holds at least all that the other did not see alike.

    `chave` is the key of its results: equal keys, same rules and program. `fora` counts what lies
    outside the folders of the other run and is left out.
    """

    execucao: ResumoExecucao
    chave: str
    totais: Totais
    vistos: tuple[Visto, ...] = ()
    conteudos: frozenset[str] = frozenset()
    """Every content the run saw, wherever."""
    fora: int = 0


class Mudanca(Struct, frozen=True):
    """One file before and after; None where it was not there."""

    antes: Visto | None
    depois: Visto | None
    rotulos: tuple[str, ...] = ()
    """The labels that changed: linguagem, tipo, familias, riscos, certeza, situacao."""
    causas: tuple[Causa, ...] = ()
    riscos_novos: tuple[str, ...] = ()
    riscos_sumidos: tuple[str, ...] = ()
    conhecido: bool = False
    """New or gone, while the other run saw the same content at another place: a copy."""

    @property
    def caminho(self) -> str:
        """Where it is, or was."""
        return self.visto.caminho

    @property
    def visto(self) -> Visto:
        """The file as it is, or was."""
        visto = self.depois or self.antes
        assert visto is not None  # noqa: S101 a change of nothing is none
        return visto

    @property
    def conteudo(self) -> tuple[str, str]:
        """The contents before and after; copies that changed alike have the same two."""
        return (self.antes.sha256 if self.antes else "", self.depois.sha256 if self.depois else "")


class Quantos(Struct, frozen=True):
    """How many files changed in one way, and how many distinct contents among them."""

    arquivos: int
    conteudos: int


class Comparacao(Struct, frozen=True):
    """What differs between two runs; every list is whole and sorted by path, risks by danger."""

    antes: ResumoExecucao
    depois: ResumoExecucao
    mesmas_pastas: bool
    regras_mudaram: bool
    versao_mudou: bool
    totais_antes: Totais
    totais_depois: Totais
    fora_antes: int
    """Files of the earlier run outside the folders of the later one, left out."""
    fora_depois: int
    novos: tuple[Mudanca, ...]
    sumidos: tuple[Mudanca, ...]
    movidos: tuple[Mudanca, ...]
    alterados: tuple[Mudanca, ...]
    rotulos_mudados: tuple[Mudanca, ...]
    riscos_novos: tuple[Mudanca, ...]
    riscos_sumidos: tuple[Mudanca, ...]

    def de(self, especie: Especie) -> tuple[Mudanca, ...]:
        """Return the changes of one kind."""
        mudancas: tuple[Mudanca, ...] = getattr(self, especie.value)
        return mudancas

    def contagens(self) -> Mapping[str, Quantos]:
        """Return how many changes of each kind there are."""
        return {especie.value: quantos(self.de(especie)) for especie in Especie}

    @property
    def vazia(self) -> bool:
        """Whether nothing differs."""
        return not any(self.de(especie) for especie in Especie)


def quantos(mudancas: Iterable[Mudanca]) -> Quantos:
    """Count changes; what could not be read has no content that is known."""
    todas = [mudanca.conteudo for mudanca in mudancas]
    return Quantos(len(todas), len({conteudo for conteudo in todas if any(conteudo)}))
