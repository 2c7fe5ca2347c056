"""What the walk found against what the catalogue knows: only the difference is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from componentes.base.caminhos import para_texto
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from componentes.fontes.varredura import Encontrado


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read, with the context in which its content will be judged."""

    caminho: Path
    texto: str
    tamanho: int
    mtime_ns: int
    contexto: Contexto


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
    """Known paths that are gone, but for those below a folder that could not be listed."""


def inventariar(
    encontrados: Iterable[Encontrado],
    conhecidos: Mapping[str, EstadoArquivo],
    resultados: Set[tuple[str, str]],
    chave: str,
) -> Inventario:
    """Split what was found into work, cache and what cannot be read.

    `resultados` holds (sha256, context) of the analyses made under `chave`.
    """
    conta = _Conta()
    pendentes: list[Item] = []
    ausentes = set(conhecidos)
    ocultas: list[str] = []
    for achado in encontrados:
        texto = para_texto(achado.caminho.as_posix())
        ausentes.discard(texto)
        conhecido = conhecidos.get(texto)
        conta.ver(achado)
        if achado.oculta:
            ocultas.append(texto + "/")
        if achado.problema:
            conta.nao_lido(_nao_lido(achado, texto), conhecido)
        elif conhecido and _vale(conhecido, achado, resultados, chave):
            conta.guardado(conhecido)
        else:
            pendentes.append(_item(achado, texto))
    return conta.inventario(pendentes, _sumidos(ausentes, ocultas))


@dataclass(slots=True)
class _Conta:
    """The figures of an inventory while it is being taken."""

    arquivos: int = 0
    bytes_total: int = 0
    em_cache: int = 0
    bytes_em_cache: int = 0
    falhas_em_cache: int = 0
    feicoes: set[tuple[int, str]] = field(default_factory=set)
    nao_lidos: list[EstadoArquivo] = field(default_factory=list)

    def ver(self, achado: Encontrado) -> None:
        self.arquivos += 1
        self.bytes_total += achado.tamanho
        if not achado.problema:
            self.feicoes.add((achado.tamanho, achado.caminho.suffix.lower()))

    def guardado(self, conhecido: EstadoArquivo) -> None:
        self.em_cache += 1
        self.bytes_em_cache += conhecido.tamanho
        self.falhas_em_cache += conhecido.situacao != Situacao.OK

    def nao_lido(self, linha: EstadoArquivo, conhecido: EstadoArquivo | None) -> None:
        if linha == conhecido:
            self.guardado(linha)
        else:
            self.nao_lidos.append(linha)

    def inventario(self, pendentes: Iterable[Item], removidos: Iterable[str]) -> Inventario:
        return Inventario(
            arquivos=self.arquivos,
            bytes_total=self.bytes_total,
            unicos_estimados=len(self.feicoes),
            pendentes=tuple(pendentes),
            em_cache=self.em_cache,
            bytes_em_cache=self.bytes_em_cache,
            falhas_em_cache=self.falhas_em_cache,
            nao_lidos=tuple(self.nao_lidos),
            removidos=tuple(removidos),
        )


def _sumidos(ausentes: Iterable[str], ocultas: Iterable[str]) -> list[str]:
    """Return what is gone, sorted; below a folder that showed nothing, nothing is known to be."""
    prefixos = tuple(ocultas)
    return sorted(caminho for caminho in ausentes if not caminho.startswith(prefixos))


def _vale(
    conhecido: EstadoArquivo, achado: Encontrado, resultados: Set[tuple[str, str]], chave: str
) -> bool:
    """Tell whether what the catalogue holds of a file is still true and complete."""
    if (conhecido.tamanho, conhecido.mtime_ns) != (achado.tamanho, achado.mtime_ns):
        return False
    if conhecido.situacao == Situacao.QUARENTENA:
        return conhecido.contexto == chave  # other rules or another version may survive the file
    if conhecido.situacao == Situacao.LIMITE_EXCEDIDO:
        return True
    return (
        conhecido.situacao == Situacao.OK and (conhecido.sha256, conhecido.contexto) in resultados
    )


def _item(achado: Encontrado, texto: str) -> Item:
    return Item(achado.caminho, texto, achado.tamanho, achado.mtime_ns, contexto_do_nome(texto))


def _nao_lido(achado: Encontrado, texto: str) -> EstadoArquivo:
    falha = Falha("inventario", achado.problema)
    return EstadoArquivo(texto, 0, achado.mtime_ns, "", "", Situacao.ILEGIVEL, falha)
