"""What the walk found against what the catalogue knows: only the difference is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
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


def inventariar(
    encontrados: Iterable[Encontrado],
    conhecidos: Mapping[str, EstadoArquivo],
    resultados: Set[tuple[str, str]],
    chave: str,
) -> Inventario:
    """Split what was found into work, cache and what cannot be read.

    `resultados` holds (sha256, context) of the analyses made under `chave`.
    """
    total = bytes_total = em_cache = bytes_em_cache = falhas = 0
    pendentes: list[Item] = []
    nao_lidos: list[EstadoArquivo] = []
    ausentes = set(conhecidos)
    feicoes: set[tuple[int, str]] = set()
    for achado in encontrados:
        texto = para_texto(achado.caminho.as_posix())
        ausentes.discard(texto)
        total += 1
        bytes_total += achado.tamanho
        if not achado.problema:
            feicoes.add((achado.tamanho, achado.caminho.suffix.lower()))
        conhecido = conhecidos.get(texto)
        if achado.problema and conhecido != _nao_lido(achado, texto):
            nao_lidos.append(_nao_lido(achado, texto))
        elif achado.problema:
            em_cache += 1
            falhas += 1
        elif conhecido and _vale(conhecido, achado, resultados, chave):
            em_cache += 1
            bytes_em_cache += achado.tamanho
            falhas += conhecido.situacao != Situacao.OK
        else:
            pendentes.append(_item(achado, texto))
    return Inventario(
        arquivos=total,
        bytes_total=bytes_total,
        unicos_estimados=len(feicoes),
        pendentes=tuple(pendentes),
        em_cache=em_cache,
        bytes_em_cache=bytes_em_cache,
        falhas_em_cache=falhas,
        nao_lidos=tuple(nao_lidos),
        removidos=tuple(sorted(ausentes)),
    )


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
    contexto = contexto_do_nome(achado.caminho.name)
    return Item(achado.caminho, texto, achado.tamanho, achado.mtime_ns, contexto)


def _nao_lido(achado: Encontrado, texto: str) -> EstadoArquivo:
    falha = Falha("inventario", achado.problema)
    return EstadoArquivo(texto, 0, achado.mtime_ns, "", "", Situacao.ILEGIVEL, falha)
