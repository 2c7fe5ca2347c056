"""The walk: every file below the library folders, sorted, nothing opened, no link followed."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from componentes.base.erros import ErroUso, erro_de_disco

PROFUNDIDADE_MAXIMA = 64
# What version control and tools keep beside sources; none of it is a trader's file.
PASTAS_IGNORADAS = frozenset({".git", ".svn", ".hg", "__pycache__", "node_modules", ".venv"})
# A damaged NTFS date can lie beyond what a database keeps in 64 bits.
_MAIOR_INTEIRO = 2**63 - 1
_WINDOWS = os.name == "nt"
# Junctions and mounted volumes pass for plain folders; `stat` names the tag on Windows only.
# learn.microsoft.com/windows/win32/fileio/reparse-point-tags
_JUNCAO = 0xA0000003


@dataclass(frozen=True, slots=True)
class Encontrado:
    """One entry of the library; `problema` says why it can not be opened, if so."""

    caminho: Path
    tamanho: int
    mtime_ns: int
    problema: str = ""
    oculta: bool = False
    """A folder, or what may be one, that did not show what is below it."""


class _Excluidas:
    """Folders not entered, told by identity: links, letter case and `subst` respell a path."""

    def __init__(self, pastas: frozenset[Path]) -> None:
        por_nome: dict[str, list[Path]] = defaultdict(list)
        for pasta in sorted(pastas):
            for nome in {pasta.name.casefold(), Path(os.path.realpath(pasta)).name.casefold()}:
                por_nome[nome].append(pasta)
        self._por_nome: Mapping[str, Sequence[Path]] = dict(por_nome)

    def contem(self, entrada: os.DirEntry[str]) -> bool:
        """Tell whether a folder is one of them; only one that bears such a name is looked at."""
        candidatas = self._por_nome.get(entrada.name.casefold(), ())
        return any(_mesma_pasta(Path(entrada.path), pasta) for pasta in candidatas)


def varrer(
    pastas: tuple[Path, ...],
    *,
    excluir: frozenset[Path] = frozenset(),
    linhas: int = 4,
    cancelado: Callable[[], bool] = lambda: False,
) -> list[Encontrado]:
    """Return what is below `pastas`, sorted by path and once each, walking them side by side.

    `excluir` names folders not entered (the program's own output); once `cancelado`, no further
    folder is entered. Raises `ErroUso` for a folder that does not exist and `ErroDisco` for one
    that cannot be listed.
    """
    for pasta in pastas:
        conferir_pasta(pasta)
    percurso = _Percurso(_Excluidas(excluir), cancelado)
    with ThreadPoolExecutor(max_workers=linhas, thread_name_prefix="varredura") as executor:
        partes = executor.map(lambda pasta: list(percurso.descer(pasta, 0)), pastas)
        achados = {item.caminho: item for parte in partes for item in parte}
    return sorted(achados.values(), key=lambda item: os.fspath(item.caminho))


def varrer_pastas(
    raiz: Path, *, excluir: frozenset[Path] = frozenset()
) -> Iterator[tuple[Path, int]]:
    """Yield `raiz` and each folder that `varrer` enters below it, with its mtime in ns.

    A folder that cannot be listed is left out with what it holds.
    """
    return _Percurso(_Excluidas(excluir), lambda: False).pastas(raiz, 0)


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


@dataclass(frozen=True, slots=True)
class _Percurso:
    """One walk: what it does not enter, and whether it is still wanted."""

    excluidas: _Excluidas
    cancelado: Callable[[], bool]

    def descer(self, pasta: Path, nivel: int) -> Iterator[Encontrado]:
        if self.cancelado():
            return
        if nivel > PROFUNDIDADE_MAXIMA:
            yield Encontrado(pasta, 0, 0, f"mais de {PROFUNDIDADE_MAXIMA} níveis de pastas")
            return
        try:
            with os.scandir(pasta) as lista:
                entradas = list(lista)
        except OSError as erro:
            motivo = f"a pasta não pôde ser listada: {erro.strerror or erro}"
            yield Encontrado(pasta, 0, 0, motivo, oculta=True)
            return
        for entrada in entradas:
            if not _e_pasta(entrada):
                yield _medir(entrada)
            elif self._interessa(entrada):
                if _WINDOWS and e_juncao(entrada.stat(follow_symlinks=False)):
                    yield _medir(entrada)
                else:
                    yield from self.descer(Path(entrada.path), nivel + 1)

    def pastas(self, pasta: Path, nivel: int) -> Iterator[tuple[Path, int]]:
        try:
            estado = pasta.stat()
            with os.scandir(pasta) as lista:
                abaixo = [e for e in lista if _e_pasta(e) and self._interessa(e)]
                juncoes = {e.name for e in abaixo if e_juncao(e.stat(follow_symlinks=False))}
        except OSError:
            return
        yield pasta, estado.st_mtime_ns
        for entrada in abaixo:
            if nivel < PROFUNDIDADE_MAXIMA and entrada.name not in juncoes:
                yield from self.pastas(Path(entrada.path), nivel + 1)

    def _interessa(self, entrada: os.DirEntry[str]) -> bool:
        return entrada.name not in PASTAS_IGNORADAS and not self.excluidas.contem(entrada)


def _e_pasta(entrada: os.DirEntry[str]) -> bool:
    try:
        return entrada.is_dir(follow_symlinks=False)
    except OSError:  # a file system that lists names without types: `_medir` says what is wrong
        return False


def e_juncao(estado: os.stat_result) -> bool:
    """Tell a junction of Windows, which leads elsewhere though it passes for a plain folder."""
    return getattr(estado, "st_reparse_tag", 0) == _JUNCAO


def _mesma_pasta(uma: Path, outra: Path) -> bool:
    if uma == outra:
        return True
    try:
        estado = uma.stat()
        # Some network drives number nothing: two zeros are no proof.
        return estado.st_ino != 0 and os.path.samestat(estado, outra.stat())
    except OSError:
        return False


def _medir(entrada: os.DirEntry[str]) -> Encontrado:
    caminho = Path(entrada.path)
    try:
        estado = entrada.stat(follow_symlinks=False)
    except OSError as erro:
        motivo = f"não pôde ser examinado: {erro.strerror or erro}"
        return Encontrado(caminho, 0, 0, motivo, oculta=True)
    mtime_ns = max(-_MAIOR_INTEIRO, min(estado.st_mtime_ns, _MAIOR_INTEIRO))
    problema = _problema(estado)
    return Encontrado(caminho, 0 if problema else estado.st_size, mtime_ns, problema)


def _problema(estado: os.stat_result) -> str:
    if stat.S_ISREG(estado.st_mode):
        return ""
    if stat.S_ISLNK(estado.st_mode):
        return "link simbólico, que não é seguido"
    if e_juncao(estado):
        return "junção, que não é seguida"
    return "não é um arquivo comum (FIFO, dispositivo)"
