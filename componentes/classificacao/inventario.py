"""What the walk found against what the catalogue knows: only the difference is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from componentes.base.caminhos import DENTRO, para_texto
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from componentes.fontes.compactados.membro import ETAPA_FERRAMENTA
from componentes.fontes.varredura import Encontrado

ETAPA_LIMITE = "limite"
"""The stage at which a text too large to analyse fails."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file or member to read, with the context in which its content will be judged."""

    caminho: Path
    """What to open: of a member, the archive."""
    texto: str
    tamanho: int
    mtime_ns: int
    contexto: Contexto
    pacote: str = ""
    """The path of the archive as text, "" for a file."""


@dataclass(frozen=True, slots=True)
class Inventario:
    """The work of a run, known before anything is opened."""

    arquivos: int
    bytes_total: int
    unicos_estimados: int
    """Different pairs of size and extension: copies nearly always share both."""
    pendentes: tuple[Item, ...]
    em_cache: int
    bytes_em_cache: int
    falhas_em_cache: int
    """Files known to fail and unchanged since."""
    nao_lidos: tuple[EstadoArquivo, ...]
    """Entries that are listed and never opened: links, devices, folders without permission."""
    removidos: tuple[str, ...]
    """Known files that are gone, but for those below a folder that could not be listed."""
    soltos: tuple[str, ...]
    """Members of archives that are gone or to be opened anew, and these archives themselves.

    They are absent until found again: a run that is cut off must not take half for all.
    """
    abertos: tuple[tuple[EstadoArquivo, tuple[EstadoArquivo, ...]], ...]
    """The archives in the cache, each with its members."""
    ocupados: frozenset[str]
    """Paths of files that could be taken for paths of members."""


@dataclass(frozen=True, slots=True)
class Validade:
    """Tells whether what the catalogue holds is still true and complete."""

    resultados: Set[tuple[str, str]]
    """(sha256, context) of the analyses made under `chave`."""
    chave: str
    ha_ferramenta: bool = False
    """Whether archives that waited for a program can be opened now."""
    repetir_falhas: bool = False
    """Whether what failed is work again."""

    def de(
        self, conhecido: EstadoArquivo, achado: Encontrado, membros: Sequence[EstadoArquivo]
    ) -> bool:
        """Tell it of a file, and of an archive with its members."""
        if (conhecido.tamanho, conhecido.mtime_ns) != (achado.tamanho, achado.mtime_ns):
            return False
        sem_conteudo = not conhecido.sha256  # a file that could not be read may be readable now
        return not sem_conteudo and all(map(self._julgado, (conhecido, *membros)))

    def _julgado(self, conhecido: EstadoArquivo) -> bool:
        falha = conhecido.falha
        if falha and falha.etapa == ETAPA_FERRAMENTA and self.ha_ferramenta:
            return False
        if self.repetir_falhas and Situacao(conhecido.situacao).falhou:
            return False
        if conhecido.situacao == Situacao.QUARENTENA:
            return conhecido.contexto == self.chave  # other rules or another version may survive it
        if conhecido.situacao == Situacao.FALHA:
            return False
        if not conhecido.sha256 or (falha and falha.etapa == ETAPA_LIMITE):
            return True
        return (conhecido.sha256, conhecido.contexto) in self.resultados


def inventariar(
    encontrados: Iterable[Encontrado], conhecidos: Mapping[str, EstadoArquivo], validade: Validade
) -> Inventario:
    """Split what was found into work, cache (what is known and still valid) and the unreadable."""
    conta = _Conta()
    membros = _por_pacote(conhecidos.values())
    ausentes = {caminho for caminho, estado in conhecidos.items() if not estado.pacote}
    ocultas: list[str] = []
    for achado in encontrados:
        texto = para_texto(achado.caminho.as_posix())
        ausentes.discard(texto)
        conhecido = conhecidos.get(texto)
        if conhecido and conhecido.pacote:  # a file came to lie where a member's path would lead
            conhecido = None
        deste = membros.pop(texto, ())
        conta.ver(achado, texto)
        if achado.oculta:
            ocultas.append(texto + "/")
        if achado.problema:
            conta.nao_lido(_nao_lido(achado, texto), conhecido)
            conta.soltar(deste)
        elif conhecido and validade.de(conhecido, achado, deste):
            conta.guardado(conhecido)
            conta.abertos.append((conhecido, tuple(deste)))
        else:
            conta.pendentes.append(_item(achado, texto))
            conta.soltar([conhecido, *deste] if conhecido and deste else deste)
    orfaos = (m for deste in membros.values() for m in deste)
    conta.soltar(m for m in orfaos if not m.caminho.startswith(tuple(ocultas)))
    return conta.inventario(_sumidos(ausentes, ocultas))


def _por_pacote(estados: Iterable[EstadoArquivo]) -> dict[str, list[EstadoArquivo]]:
    membros: dict[str, list[EstadoArquivo]] = defaultdict(list)
    for estado in estados:
        if estado.pacote:
            membros[estado.pacote].append(estado)
    return membros


@dataclass(slots=True)
class _Conta:
    """The figures of an inventory while it is being taken."""

    arquivos: int = 0
    bytes_total: int = 0
    em_cache: int = 0
    bytes_em_cache: int = 0
    falhas_em_cache: int = 0
    feicoes: set[tuple[int, str]] = field(default_factory=set)
    pendentes: list[Item] = field(default_factory=list)
    nao_lidos: list[EstadoArquivo] = field(default_factory=list)
    soltos: list[str] = field(default_factory=list)
    abertos: list[tuple[EstadoArquivo, tuple[EstadoArquivo, ...]]] = field(default_factory=list)
    ocupados: set[str] = field(default_factory=set)

    def ver(self, achado: Encontrado, texto: str) -> None:
        if DENTRO in texto:
            self.ocupados.add(texto)
        self.arquivos += 1
        self.bytes_total += achado.tamanho
        if not achado.problema:
            self.feicoes.add((achado.tamanho, achado.caminho.suffix.lower()))

    def guardado(self, conhecido: EstadoArquivo) -> None:
        self.em_cache += 1
        self.bytes_em_cache += conhecido.tamanho
        self.falhas_em_cache += Situacao(conhecido.situacao).falhou

    def soltar(self, estados: Iterable[EstadoArquivo]) -> None:
        self.soltos.extend(estado.caminho for estado in estados)

    def nao_lido(self, linha: EstadoArquivo, conhecido: EstadoArquivo | None) -> None:
        if linha == conhecido:
            self.guardado(linha)
        else:
            self.nao_lidos.append(linha)

    def inventario(self, removidos: Iterable[str]) -> Inventario:
        return Inventario(
            arquivos=self.arquivos,
            bytes_total=self.bytes_total,
            unicos_estimados=len(self.feicoes),
            pendentes=tuple(self.pendentes),
            em_cache=self.em_cache,
            bytes_em_cache=self.bytes_em_cache,
            falhas_em_cache=self.falhas_em_cache,
            nao_lidos=tuple(self.nao_lidos),
            removidos=tuple(removidos),
            soltos=tuple(self.soltos),
            abertos=tuple(par for par in self.abertos if par[1]),
            ocupados=frozenset(self.ocupados),
        )


def _sumidos(ausentes: Iterable[str], ocultas: Iterable[str]) -> list[str]:
    """Return what is gone, sorted; below a folder that showed nothing, nothing is known to be."""
    prefixos = tuple(ocultas)
    return sorted(caminho for caminho in ausentes if not caminho.startswith(prefixos))


def _item(achado: Encontrado, texto: str) -> Item:
    return Item(achado.caminho, texto, achado.tamanho, achado.mtime_ns, contexto_do_nome(texto))


def _nao_lido(achado: Encontrado, texto: str) -> EstadoArquivo:
    falha = Falha("inventario", achado.problema)
    return EstadoArquivo(texto, 0, achado.mtime_ns, "", "", Situacao.ILEGIVEL, falha)
