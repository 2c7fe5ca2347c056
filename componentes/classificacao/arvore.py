"""The scheme of the tidy tree, as data: parts of a name, folders by language, type and family."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec
from msgspec import Struct

from componentes.base.tipos import Familia, Linguagem, Tipo


class Arvore(Struct, frozen=True, forbid_unknown_fields=True):
    """What `dados/arvore.yaml` says."""

    nome: str
    sem_mercado: str
    com_mercado: frozenset[Tipo]
    prefixos: dict[Tipo, str]
    raizes: dict[Linguagem, str]
    resto: str
    pastas: dict[str, dict[Tipo, str]]
    """By `mql` and `pine`."""
    familias: dict[Tipo, dict[Familia, str]]


@lru_cache(maxsize=1)
def arvore() -> Arvore:
    """Return the scheme that comes with the program."""
    dados = resources.files("componentes.classificacao").joinpath("dados", "arvore.yaml")
    return msgspec.yaml.decode(dados.read_bytes(), type=Arvore)
