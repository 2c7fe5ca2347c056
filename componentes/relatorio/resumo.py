"""The numbers of a run as values; `formatar_json` writes them as they stand here."""

from __future__ import annotations

from msgspec import Struct

from componentes.base.tipos import ResumoExecucao
from componentes.relatorio.comparacao.mudancas import Mudancas
from componentes.relatorio.conformidade import ContagemDaMesa
from componentes.relatorio.contagem import Contagem
from componentes.relatorio.duplicatas import GrupoDuplicado
from componentes.relatorio.falhas import GrupoFalha
from componentes.relatorio.historia import PontoDaTendencia, Vazao
from componentes.relatorio.medidas import Classe
from componentes.relatorio.parentesco import ResumoDeParentesco
from componentes.relatorio.pendencias import Pendencia


class Totais(Struct, frozen=True):
    """The size of the library: files on disk; what lies in archives is counted apart.

    Nothing in an archive can be removed alone: `bytes_copias`, what removing all copies would
    free, is of files. `conteudos` are those of files and members. Every other count of a report
    is of records, both of files and members.
    """

    arquivos: int
    conteudos: int
    copias: int
    sem_hash: int
    """Files that could not be read far enough to know their content."""
    bytes: int
    bytes_copias: int
    grupos_duplicados: int
    membros: int = 0
    compactados: int = 0
    """Archives that have members."""


class Cruzamento(Struct, frozen=True):
    """How many files and contents are of one linguagem and one tipo."""

    linguagem: str
    tipo: str
    arquivos: int
    conteudos: int


class FamiliaComRisco(Struct, frozen=True):
    """How many files and contents carry one familia and one risco."""

    familia: str
    risco: str
    arquivos: int
    conteudos: int


class Resumo(Struct, frozen=True):
    """The numbers of a run; lists go from most to least, and a label never given is absent."""

    execucao: ResumoExecucao
    parcial: bool
    totais: Totais
    por_linguagem: tuple[Contagem, ...]
    por_tipo: tuple[Contagem, ...]
    por_linguagem_e_tipo: tuple[Cruzamento, ...]
    por_familia: tuple[Contagem, ...]
    por_risco: tuple[Contagem, ...]
    por_situacao: tuple[Contagem, ...]
    por_codificacao: tuple[Contagem, ...]
    por_certeza: tuple[Contagem, ...]
    duplicatas: tuple[GrupoDuplicado, ...]
    falhas: tuple[GrupoFalha, ...]
    falhas_ao_todo: int
    """How many reasons of failure there are; the list holds the most frequent ones."""
    pendencias: tuple[Pendencia, ...]
    includes_ausentes: tuple[Contagem, ...]
    """The names that stop most contents from compiling, spelled as first seen."""
    includes_ausentes_ao_todo: int
    nao_verificado: tuple[Contagem, ...]
    """The most common reasons why something could not be checked."""
    nao_verificado_ao_todo: int
    por_mercado: tuple[Contagem, ...]
    por_timeframe: tuple[Contagem, ...]
    por_origem: tuple[Contagem, ...]
    por_familia_e_risco: tuple[FamiliaComRisco, ...]
    por_gravidade: tuple[Contagem, ...]
    """Each content counted once, by the gravest of its riscos."""
    com_pendencia: Contagem
    """Files and contents with anything left to settle; `valor` is empty."""
    por_tamanho: tuple[Classe, ...]
    por_idade: tuple[Classe, ...]
    """Files on disk by size, and by the month or year of their last change."""
    conformidade: tuple[ContagemDaMesa, ...]
    parentesco: ResumoDeParentesco | None = None
    """None while nobody looked, as in a partial report."""
    vazao: Vazao | None = None
    tendencia: tuple[PontoDaTendencia, ...] = ()
    """The finished runs over the same folders, oldest first, this one last."""
    mudancas: Mudancas | None = None
    """What changed since the last finished run over the same folders; None without one."""
