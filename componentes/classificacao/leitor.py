"""Reads the files of a batch in a thread; what cannot be read is a result."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from componentes.base.caminhos import DENTRO, de_texto
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from componentes.classificacao.inventario import Item
from componentes.fontes.compactados.expansao import ler_membros
from componentes.fontes.compactados.membro import BEM, Desfecho, Membro
from componentes.fontes.leitura import LeituraCancelada, Lido, ler

ARQUIVOS_POR_LOTE = 64
BYTES_POR_LOTE = 4 * 1024 * 1024
_WINDOWS = os.name == "nt"
# learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
_CAMINHO_LONGO = 260


@dataclass(frozen=True, slots=True)
class ItemLido:
    """A file or member with its bytes, or with the reason why there are none."""

    item: Item
    lido: Lido | None
    desfecho: Desfecho = BEM


def repartir(itens: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield batches bounded in files and bytes, so that memory is; a large file is one alone."""
    lote: list[Item] = []
    soma = 0
    for item in itens:
        if lote and (len(lote) >= ARQUIVOS_POR_LOTE or soma + item.tamanho > BYTES_POR_LOTE):
            yield tuple(lote)
            lote, soma = [], 0
        lote.append(item)
        soma += item.tamanho
    if lote:
        yield tuple(lote)


def ler_lote(itens: Sequence[Item], cancelado: Callable[[], bool]) -> list[ItemLido]:
    """Read the files of one batch in order; stops soon when cancelled, with what it has."""
    lidos: list[ItemLido] = []
    for pacote, grupo in groupby(itens, lambda item: item.pacote):
        if pacote and not cancelado():
            lidos.extend(_ler_membros(list(grupo)))
            continue
        for item in grupo:
            if cancelado():
                return lidos
            try:
                lidos.append(_ler_um(item, cancelado))
            except LeituraCancelada:
                return lidos
    return lidos


def _ler_um(item: Item, cancelado: Callable[[], bool]) -> ItemLido:
    try:
        return ItemLido(item, ler(item.caminho, cancelado))
    except OSError as erro:
        return ItemLido(item, None, _ilegivel(_motivo(erro, item.caminho)))


def _ler_membros(itens: Sequence[Item]) -> Iterator[ItemLido]:
    """Read some members of one archive again, in one pass through it."""
    nomes = {item.texto.removeprefix(item.pacote + DENTRO): item for item in itens}
    membros = ler_membros(itens[0].caminho, nomes)
    for nome, item in nomes.items():
        if nome in membros:
            yield ItemLido(item, membros[nome].lido, membros[nome].desfecho)
        else:
            yield ItemLido(item, None, _ilegivel("o compactado mudou enquanto era lido"))


def membro_lido(pacote: Item, membro: Membro) -> ItemLido:
    """Return a member just read as the item it makes."""
    texto = pacote.texto + DENTRO + membro.caminho
    tamanho = membro.lido.tamanho if membro.lido else 0
    contexto = contexto_do_nome(texto)
    item = Item(pacote.caminho, texto, tamanho, pacote.mtime_ns, contexto, pacote.texto)
    return ItemLido(item, membro.lido, membro.desfecho)


def item_de_novo(estado: EstadoArquivo, contexto: Contexto) -> Item:
    """Return what reads a catalogued file or member once more, to judge it in another context."""
    caminho = Path(de_texto(estado.pacote or estado.caminho))
    return Item(caminho, estado.caminho, estado.tamanho, estado.mtime_ns, contexto, estado.pacote)


def _ilegivel(motivo: str) -> Desfecho:
    return Desfecho(Situacao.ILEGIVEL, Falha("leitura", motivo))


def _motivo(erro: OSError, caminho: Path) -> str:
    if isinstance(erro, FileNotFoundError):
        # Windows lists such a file and then denies that it exists.
        if _WINDOWS and len(str(caminho)) >= _CAMINHO_LONGO:
            return (
                f"caminho com mais de {_CAMINHO_LONGO} caracteres: ative caminhos longos no Windows"
            )
        return "o arquivo sumiu entre o inventário e a leitura"
    if isinstance(erro, PermissionError):
        return "sem permissão de leitura"
    return f"não pôde ser lido: {erro.strerror or erro}"
