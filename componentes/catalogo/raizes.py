"""Which paths lie under which roots, said so that the index on the path answers it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, or_


def sob_raizes(caminho: ColumnElement[str], raizes: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition "`caminho` lies under one of `raizes`"; no roots, no paths.

    `0` is the character after `/`, so a range takes what LIKE would, without its wildcards. The
    order must be by code point: SQLite's default; in PostgreSQL, a column with COLLATE "C".
    """
    return or_(false(), *(_sob(caminho, raiz.rstrip("/")) for raiz in raizes))


def _sob(caminho: ColumnElement[str], raiz: str) -> ColumnElement[bool]:
    return and_(caminho >= f"{raiz}/", caminho < f"{raiz}0")
