"""Reads the YAML files of rules and tables into values, and names the item that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from componentes.base.erros import ErroConfiguracao
from componentes.base.yaml_seguro import ler_yaml

T = TypeVar("T")


def textos_do_programa(*pasta: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the bundled files of one folder below `dados/`, sorted by name."""
    dados = resources.files("componentes.regras").joinpath("dados", *pasta)
    for arquivo in sorted(dados.iterdir(), key=lambda item: item.name):
        if arquivo.name.endswith(".yaml"):
            yield arquivo.name, arquivo.read_text(encoding="utf-8")


def textos_do_usuario(pasta: Path | None) -> Iterator[tuple[str, str]]:
    """Yield path and text of the user's files, sorted; raises `ErroConfiguracao`."""
    for caminho in sorted(pasta.glob("*.yaml")) if pasta else ():
        yield str(caminho), _ler_texto(caminho)


def converter(texto: str, nome: str, molde: type[T], item: type[Any], pagina: str) -> T:
    """Parse the text of the file `nome` into a `molde`, whose `regras` are of the shape `item`.

    Raises `ErroConfiguracao`, which sends the user to `pagina`.
    """
    try:
        dados = ler_yaml(texto)
    except ValueError as erro:
        raise erro_em(nome, f"YAML inválido: {erro}", pagina) from erro
    try:
        return msgspec.convert(dados, molde)
    except msgspec.ValidationError as erro:
        o_que = f"{_culpada(dados, item)}chave ou valor inválido: {erro}"
        raise erro_em(nome, o_que, pagina) from erro


def erro_em(onde: str, o_que: str, pagina: str) -> ErroConfiguracao:
    """Return the error about one file, to be raised."""
    return ErroConfiguracao(f"Regra com erro: {o_que}", onde=onde, o_que_fazer=pagina)


def _ler_texto(caminho: Path) -> str:
    try:
        return caminho.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as erro:
        raise ErroConfiguracao(
            f"Não foi possível ler o arquivo de regras: {erro}",
            onde=caminho,
            o_que_fazer="confira as permissões e salve o arquivo em UTF-8",
        ) from erro


def _culpada(dados: Any, item: type[Any]) -> str:
    """Return the first rule that does not convert, as the start of a message."""
    regras = dados.get("regras") if isinstance(dados, dict) else None
    for regra in regras if isinstance(regras, list) else ():
        try:
            msgspec.convert(regra, item)
        except msgspec.ValidationError:
            return f"regra {regra.get('id', '?')}: " if isinstance(regra, dict) else ""
    return ""
