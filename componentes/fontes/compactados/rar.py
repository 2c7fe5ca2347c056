"""Reads a RAR through bsdtar; without it at least the names, and what was stored uncompressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from componentes.base.tipos import Situacao
from componentes.fontes.compactados.entrada import (
    CompactadoFechado,
    CompactadoIlegivel,
    Entrada,
    FaltaFerramenta,
    fechada,
)
from componentes.fontes.compactados.ferramenta import entradas_pela_ferramenta
from componentes.fontes.compactados.limites import LimiteExcedido, Limites
from componentes.fontes.compactados.nomes import nome_inerte

_PEDACO = 256 * 1024
_GUARDADO = 0x30
"""What RAR calls its way of not compressing."""
COM_SENHA = "protegido por senha"


def entradas_do_rar(arquivo: BinaryIO, caminho: Path | None, limites: Limites) -> Iterator[Entrada]:
    """Yield the files of a RAR, `caminho` being where it lies, None for one inside another.

    Raises, after what could be read or named, `FaltaFerramenta`, `CompactadoFechado`,
    `CompactadoIlegivel`, `LimiteExcedido` or `OSError`.
    """
    entregues: Counter[str] = Counter()
    try:
        for entrada in entradas_pela_ferramenta(caminho, limites):
            entregues[nome_inerte(entrada.nome)[0]] += 1
            yield entrada
    except (FaltaFerramenta, CompactadoFechado, CompactadoIlegivel) as erro:
        pacote = _abrir(arquivo, limites.entradas)
        if pacote is None:
            raise
        faltam = _faltam(pacote, entregues)
        yield from (_sem_ferramenta(pacote, info, erro) for info in faltam)
        if pacote.needs_password():
            raise CompactadoFechado(COM_SENHA) from erro
        if not faltam or any(info.compress_type != _GUARDADO for info in faltam):
            raise


def _faltam(pacote: Any, entregues: Counter[str]) -> list[Any]:
    """Return the files among the names that no tool has delivered."""
    faltam = []
    for info in pacote.infolist():
        nome = nome_inerte(info.filename)[0]
        entregues[nome] -= 1
        if entregues[nome] < 0 and not info.is_dir():
            faltam.append(info)
    return faltam


def _abrir(arquivo: BinaryIO, maximo: int) -> Any:
    """Return the archive with its names read, None where it is no longer one."""
    import rarfile  # noqa: PLC0415 only few libraries hold a RAR, and every start would pay

    # A compressed comment would be written to a temporary file to be read.
    rarfile.RAR_MAX_COMMENT = -1
    vistas = 0

    def contar(_: object) -> None:
        nonlocal vistas
        vistas += 1
        if vistas > maximo:
            raise LimiteExcedido(f"mais de {maximo} entradas")

    arquivo.seek(0)
    try:
        return rarfile.RarFile(arquivo, info_callback=contar, part_only=True)
    except (LimiteExcedido, OSError):
        raise
    except Exception:  # a parser of others' over any bytes: whatever it stumbles on is damage
        return None


def _sem_ferramenta(pacote: Any, info: Any, erro: Exception) -> Entrada:
    if info.needs_password():
        return fechada(info.filename, Situacao.NAO_VERIFICAVEL, COM_SENHA)
    if info.is_symlink() or info.file_redir:
        return fechada(info.filename, Situacao.INSEGURO, "é um link, que não se segue")
    if info.compress_type == _GUARDADO:
        return Entrada(info.filename, partial(_ler, pacote, info), lambda: info.compress_size)
    dano = isinstance(erro, CompactadoIlegivel)
    situacao = Situacao.ILEGIVEL if dano else Situacao.NAO_VERIFICAVEL
    return fechada(info.filename, situacao, str(erro))


def _ler(pacote: Any, info: Any) -> Iterator[bytes]:
    try:
        with pacote.open(info) as conteudo:
            while pedaco := conteudo.read(_PEDACO):
                yield pedaco
    except OSError:
        raise
    except Exception as erro:  # see `_abrir`
        raise CompactadoIlegivel("o conteúdo não confere com a sua soma (CRC)") from erro
