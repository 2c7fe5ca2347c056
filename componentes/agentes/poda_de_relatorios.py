"""Old reports go: only what the program wrote itself, and never the newest."""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from pathlib import Path

import msgspec
from msgspec import Struct

from componentes.agentes.gravacao_de_relatorios import ULTIMO_JSON
from componentes.base.secoes_relatorios import AjustesDosRelatorios
from componentes.fontes.varredura import e_juncao

_RELATORIO = "relatorio.json"
# What a report is made of, comparisons with earlier runs, and what a killed writer left of them.
_NOSSO = r"(?:relatorio\.(?:html|json|csv|md|xlsx)|contra_.+\.(?:html|json|md))"
_ESCRITO_POR_NOS = re.compile(rf"{_NOSSO}|\.{_NOSSO}\.[0-9a-f]{{12}}\.tmp")


class _Execucao(Struct, frozen=True):
    nome: str
    iniciada_em: str
    terminada_em: str


class _Relatorio(Struct, frozen=True):
    """The part of a `relatorio.json` that says whose it is."""

    schema_version: int
    execucao: _Execucao


class _Guardado(Struct, frozen=True):
    """The folder of a report, and when its run ended, or began where it never did."""

    pasta: Path
    fim: datetime


def podar_relatorios(
    pasta: Path, ajustes: AjustesDosRelatorios, protegidas: Collection[str], agora: datetime
) -> list[str]:
    """Delete the reports below `pasta` that are too many or too old; returns their names, sorted.

    Kept are the newest `ajustes.manter` by the end of their runs, of these none older than
    `ajustes.dias` before `agora` (with a time zone), and always the runs in `protegidas` and the
    one that `ultimo.json` is of. Files that the program did not write stay, with their folder;
    what cannot be deleted now is tried again next time. Raises nothing.
    """
    intocaveis = {*protegidas, _do_ultimo(pasta)}
    guardados = sorted(_guardados(pasta), key=attrgetter("fim", "pasta"), reverse=True)
    limite = agora - timedelta(days=ajustes.dias) if ajustes.dias else None
    return sorted(
        guardado.pasta.name
        for lugar, guardado in enumerate(guardados)
        if (lugar >= ajustes.manter or (limite is not None and guardado.fim < limite))
        and guardado.pasta.name not in intocaveis
        and _apagar(guardado.pasta)
    )


def _do_ultimo(pasta: Path) -> str:
    relatorio = _ler(pasta / ULTIMO_JSON)
    return relatorio.execucao.nome if relatorio else ""


def _guardados(pasta: Path) -> Iterator[_Guardado]:
    """Yield each folder called like the run whose report is in it: a copy has another name."""
    with contextlib.suppress(OSError):
        for caminho in list(pasta.iterdir()):
            relatorio = _ler(caminho / _RELATORIO) if _e_pasta(caminho) else None
            if relatorio is not None and relatorio.execucao.nome == caminho.name:
                fim = _momento(relatorio.execucao.terminada_em or relatorio.execucao.iniciada_em)
                if fim is not None:
                    yield _Guardado(caminho, fim)


def _e_pasta(caminho: Path) -> bool:
    """Tell a folder of its own; a link or a junction leads to somebody else's."""
    with contextlib.suppress(OSError):
        estado = caminho.lstat()
        return stat.S_ISDIR(estado.st_mode) and not e_juncao(estado)
    return False


def _e_arquivo(caminho: Path) -> bool:
    with contextlib.suppress(OSError):
        return stat.S_ISREG(caminho.lstat().st_mode)
    return False


def _ler(arquivo: Path) -> _Relatorio | None:
    """Return what a report says of its run; None for what is no report, or cannot be read."""
    if not _e_arquivo(arquivo):
        return None
    try:
        return msgspec.json.decode(arquivo.read_bytes(), type=_Relatorio)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def _momento(rfc3339: str) -> datetime | None:
    """Return a recorded time; None for a text that is none, or that does not say its zone."""
    with contextlib.suppress(ValueError):
        momento = datetime.fromisoformat(rfc3339)
        return momento if momento.tzinfo else None
    return None


def _apagar(pasta: Path) -> bool:
    """Delete what the program wrote in `pasta`, and tell whether all of it went.

    `relatorio.json` goes last: as long as something is left, the folder is known for a report.
    """
    try:
        nossos = [p for p in pasta.iterdir() if _ESCRITO_POR_NOS.fullmatch(p.name)]
        for arquivo in sorted(nossos, key=lambda p: (p.name == _RELATORIO, p.name)):
            if _e_arquivo(arquivo):
                arquivo.unlink()
    except OSError:  # open in Excel, or taken by another program
        return False
    with contextlib.suppress(OSError):  # what somebody else put there stays, and its folder too
        pasta.rmdir()
    return True
