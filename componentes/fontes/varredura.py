"""The walk: every file below the library folders, sorted, nothing opened, no link followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from componentes.base.erros import ErroUso, erro_de_disco

PROFUNDIDADE_MAXIMA = 64
# What version control and tools keep beside sources; none of it is a trader's file.
_PASTAS_IGNORADAS = frozenset({".git", ".svn", ".hg", "__pycache__", "node_modules", ".venv"})
# A damaged NTFS date can lie beyond what a database keeps in 64 bits.
_MAIOR_INTEIRO = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Encontrado:
    """One entry of the library; `problema` says why it can not be opened, if so."""

    caminho: Path
    tamanho: int
    mtime_ns: int
    problema: str = ""


def varrer(
    pastas: tuple[Path, ...], *, excluir: frozenset[Path] = frozenset(), linhas: int = 4
) -> list[Encontrado]:
    """Return what is below `pastas`, sorted by path and once each, walking them side by side.

    `excluir` names folders not entered (the program's own output). Raises `ErroUso` for a folder
    that does not exist and `ErroDisco` for one that cannot be listed.
    """
    for pasta in pastas:
        conferir_pasta(pasta)
    with ThreadPoolExecutor(max_workers=linhas, thread_name_prefix="varredura") as executor:
        partes = executor.map(lambda pasta: list(_descer(pasta, excluir, 0)), pastas)
        achados = {item.caminho: item for parte in partes for item in parte}
    return sorted(achados.values(), key=lambda item: os.fspath(item.caminho))


def conferir_pasta(pasta: Path) -> None:
    """Raise `ErroUso` for a library folder that is not there, `ErroDisco` for one kept shut."""
    if not pasta.is_dir():
        o_que = "O caminho não é uma pasta" if pasta.exists() else "A pasta não existe"
        raise ErroUso(
            f"{o_que}: não há o que classificar",
            onde=pasta,
            o_que_fazer="confira o caminho informado, ou 'diretorios' na configuração",
        )
    try:
        with os.scandir(pasta):
            pass
    except OSError as erro:
        raise erro_de_disco(erro, "listar a pasta da biblioteca", pasta) from erro


def _descer(pasta: Path, excluir: frozenset[Path], nivel: int) -> Iterator[Encontrado]:
    if nivel > PROFUNDIDADE_MAXIMA:
        yield Encontrado(pasta, 0, 0, f"mais de {PROFUNDIDADE_MAXIMA} níveis de pastas")
        return
    try:
        with os.scandir(pasta) as lista:
            entradas = list(lista)
    except OSError as erro:
        yield Encontrado(pasta, 0, 0, f"a pasta não pôde ser listada: {erro.strerror or erro}")
        return
    for entrada in entradas:
        if entrada.is_dir(follow_symlinks=False):
            caminho = Path(entrada.path)
            if entrada.name not in _PASTAS_IGNORADAS and caminho not in excluir:
                yield from _descer(caminho, excluir, nivel + 1)
        else:
            yield _medir(entrada)


def _medir(entrada: os.DirEntry[str]) -> Encontrado:
    caminho = Path(entrada.path)
    try:
        estado = entrada.stat(follow_symlinks=False)
    except OSError as erro:
        return Encontrado(caminho, 0, 0, f"não pôde ser examinado: {erro.strerror or erro}")
    if stat.S_ISREG(estado.st_mode):
        return Encontrado(caminho, estado.st_size, min(estado.st_mtime_ns, _MAIOR_INTEIRO))
    if stat.S_ISLNK(estado.st_mode):
        return Encontrado(caminho, 0, estado.st_mtime_ns, "link simbólico, que não é seguido")
    return Encontrado(caminho, 0, estado.st_mtime_ns, "não é um arquivo comum (FIFO, dispositivo)")
