"""What is on its way: batches of files, and archives, opened part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from componentes.base.caminhos import DENTRO
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import contexto_do_nome
from componentes.classificacao.inventario import Item
from componentes.classificacao.leitor import (
    ARQUIVOS_POR_LOTE,
    BYTES_POR_LOTE,
    ItemLido,
    membro_lido,
)
from componentes.classificacao.tarefa import Tarefa
from componentes.fontes.compactados.expansao import Expansao, expandir
from componentes.fontes.compactados.membro import BEM, Desfecho

_SEM_ANALISE = frozenset({Situacao.FALHA, Situacao.QUARENTENA})


@dataclass(frozen=True, slots=True)
class Aberto:
    """An archive whose members are known: the rows of its `membros` as they are at one path."""

    pacote: str
    situacao: str
    falha: Falha | None
    membros: tuple[EstadoArquivo, ...]

    def em(self, item: Item) -> list[EstadoArquivo]:
        """Return the rows of a copy of the archive at another path, in contexts of their own."""
        return [self._no_lugar(membro, item) for membro in self.membros]

    def _no_lugar(self, membro: EstadoArquivo, item: Item) -> EstadoArquivo:
        caminho = item.texto + membro.caminho.removeprefix(self.pacote)
        return replace(
            membro,
            caminho=caminho,
            pacote=item.texto,
            mtime_ns=item.mtime_ns,
            contexto=contexto_do_nome(caminho).chave if membro.sha256 else "",
        )


@dataclass(slots=True)
class LoteVivo:
    """A batch on its way: what was read of it and which of its contents are being analysed.

    A part of an open archive is one too, without a row of its own.
    """

    id: int
    itens: Sequence[Item]
    abertura: Abertura | None = None
    lidos: list[ItemLido] = field(default_factory=list)
    """What has no archive's end to wait for."""
    tarefas: list[Tarefa] = field(default_factory=list)
    inteiro: bool = False
    faltam: int = 1
    """What is to be stored before the batch is done: its files, and each of its archives."""
    ineditos: int = 0
    """Contents that this run meets here first; the same one under another extension is a copy."""
    gravados: int = 0
    """Files of the batch that are stored, and their bytes."""
    bytes_gravados: int = 0


@dataclass(slots=True)
class Abertura:
    """One archive of a batch, from being read to being stored with its members."""

    lido: ItemLido
    """The archive itself, of whose bytes nothing is kept."""
    lote: LoteVivo
    inedito: bool = False
    """Whether this run met its content here first."""
    desfecho: Desfecho = BEM
    membros: list[EstadoArquivo] = field(default_factory=list)
    em_curso: int = 0
    """Parts that were read and have no results yet."""
    cortada: bool = False
    """Whether a cancel left some member without its result."""
    esgotada: bool = False
    """Whether no part is to come; the thread that reads must not say so before it has come."""
    _lida_ate_o_fim: bool = False
    _expansao: Expansao | None = None

    @property
    def item(self) -> Item:
        """The archive as the walk found it."""
        return self.lido.item

    @property
    def sha256(self) -> str:
        """The hash of the archive."""
        return self.lido.lido.sha256 if self.lido.lido else ""

    @property
    def pronta(self) -> bool:
        """Whether every member has its result."""
        return self.esgotada and not self.em_curso and not self.cortada

    def ler(self, ocupados: Collection[str], cancelado: Callable[[], bool]) -> list[ItemLido]:
        """Read the next part, bounded in members and bytes; none is the end.

        `ocupados` are paths of files that look like members: a folder may be called `a.zip!`.
        """
        if self._expansao is None:
            self._expansao = expandir(self.item.caminho, ocupados=self.nomes_em(ocupados))
        lidos: list[ItemLido] = []
        soma = 0
        while len(lidos) < ARQUIVOS_POR_LOTE and soma < BYTES_POR_LOTE and not cancelado():
            try:
                membro = next(self._expansao)
            except StopIteration as fim:
                self.desfecho, self._lida_ate_o_fim = fim.value, True
                break
            soma += len(membro.lido.dados) if membro.lido else 0
            lidos.append(membro_lido(self.item, membro))
        return lidos

    def receber_parte(self) -> None:
        """Count a part that has come from the thread that reads."""
        self.em_curso += 1
        self.esgotada = self._lida_ate_o_fim

    def nomes_em(self, ocupados: Collection[str]) -> list[str]:
        """Return those of some paths that lie where members of this archive would."""
        prefixo = self.item.texto + DENTRO
        return [c.removeprefix(prefixo) for c in ocupados if c.startswith(prefixo)]

    def fechar(self) -> None:
        """Let go of the file, and of the program that reads it."""
        if self._expansao is not None:
            self._expansao.close()

    def aberto(self, linha: EstadoArquivo) -> Aberto | None:
        """Return what copies of the archive need, None where a member has no result."""
        if any(m.situacao in _SEM_ANALISE for m in self.membros):
            return None
        return Aberto(linha.caminho, linha.situacao, linha.falha, tuple(self.membros))


def ja_abertos(
    guardados: Iterable[tuple[EstadoArquivo, Sequence[EstadoArquivo]]],
) -> dict[str, Aberto]:
    """Return, by hash, the archives that the catalogue knows with all their members."""
    return {
        pacote.sha256: Aberto(pacote.caminho, pacote.situacao, pacote.falha, tuple(membros))
        for pacote, membros in guardados
    }
