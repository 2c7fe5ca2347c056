"""YAML as plain values: nothing in a file can make an object, and any fault of it is one error."""

from __future__ import annotations

from typing import Any

import yaml

_CARREGADOR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def ler_yaml(texto: str) -> Any:
    """Return what a text holds; raises `ValueError` for what is no YAML."""
    try:
        return yaml.load(texto, Loader=_CARREGADOR)  # noqa: S506 both loaders are safe ones
    except yaml.YAMLError as erro:  # a date such as 2024-13-45 is a ValueError already
        raise ValueError(str(erro)) from erro
