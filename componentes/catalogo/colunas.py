"""Column types that turn rows into domain values and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from componentes.catalogo.dialeto import erro_de_dano

T = TypeVar("T")


class TextoLivre(TypeDecorator[str]):
    """Text for people, such as the message of an error, whose origin nobody controls."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Make the text storable."""
        return None if value is None else _sem_substitutos(value)


class Json(TypeDecorator[Any]):
    """A value of the type `tipo` kept as JSON text; equal values give equal text."""

    impl = Text
    cache_ok = True

    def __init__(self, tipo: Any) -> None:
        super().__init__()
        self.tipo = tipo
        self._leitor = msgspec.json.Decoder(tipo)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Encode with sorted keys."""
        if value is None:
            return None
        simples = msgspec.to_builtins(value)
        return _sem_substitutos(
            json.dumps(simples, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        )

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Decode into `tipo`."""
        return None if value is None else _ler(self._leitor.decode, value)


class Escolha(TypeDecorator[StrEnum]):
    """One value of a closed list, kept as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, opcoes: type[StrEnum]) -> None:
        super().__init__()
        self.opcoes = opcoes

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text of the value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Return the value with this text."""
        return None if value is None else _ler(self.opcoes, value)


def _ler(leitor: Callable[[str], T], texto: str) -> T:
    """Read what only this program writes: if that fails, the file was damaged."""
    try:
        return leitor(texto)
    except ValueError as erro:
        raise erro_de_dano() from erro


def _sem_substitutos(texto: str) -> str:
    """Return `texto` with `?` for lone surrogates: one odd reason must not fail a whole batch."""
    return texto.encode("utf-8", "replace").decode("utf-8")
