"""Checks plain values against a struct, and says of each mistake where it is and what is allowed.

Unknown keys are dropped with a warning, at any depth; everything else wrong is an error.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import inspect

_ONDE = re.compile(r" - at `\$(?P<caminho>[^`]*)`$")
_PASSO = re.compile(r"\.(?P<nome>\w+)|\[(?P<indice>\d+|\.\.\.)\]")
_FALTA = re.compile(r"missing required field `(\w+)`")
_VALOR_MAXIMO = 200
_ENDERECO = re.compile(r"([a-z][a-z0-9+.-]{1,30}://)[^\s\"]+", re.IGNORECASE)
_DE_ENDERECO = "endereco"
_VALOR_DE_ENDERECO = re.compile(rf'({_DE_ENDERECO}"\s*:\s*")(?!env:)(?:\\.|[^"\\])*')
"""An address that is not even one: a token alone is a password too."""
_MASCARA = "●●●●"


class ValorInvalido(Exception):
    """One wrong value: `chave` is its path (`alertas.regras[0].limite`), `permitido` a sentence."""

    def __init__(self, chave: str, valor: Any, permitido: str) -> None:
        self.chave = chave
        self.valor = valor
        self.permitido = permitido
        super().__init__(f"{chave} = {self.valor_em_json()}")

    def valor_em_json(self) -> str:
        """Return the value as it stands in the file, cut where it is long."""
        if self.valor is not None and self.chave.endswith(_DE_ENDERECO):
            return _MASCARA
        texto = sem_enderecos(json.dumps(self.valor, ensure_ascii=False))
        return texto if len(texto) <= _VALOR_MAXIMO else texto[:_VALOR_MAXIMO] + "…"


def sem_enderecos(texto: str) -> str:
    """Return `texto` with only the beginning of each address: the rest may be a password."""
    return _VALOR_DE_ENDERECO.sub(rf"\1{_MASCARA}", _ENDERECO.sub(rf"\1{_MASCARA}", texto))


def conferir(valor: Any, tipo: Any, chave: str) -> tuple[Any, list[str]]:
    """Return `valor` as `tipo` and warnings about unknown keys; raises `ValorInvalido`."""
    avisos: list[str] = []
    conhecido = _sem_desconhecidas(valor, _despido(inspect.type_info(tipo)), chave, avisos)
    try:
        return msgspec.convert(conhecido, tipo), avisos
    except msgspec.ValidationError as erro:
        raise _onde_errou(erro, conhecido, tipo, chave) from erro


def aviso_de_chave(chave: str, dentro: str, conhecidas: Iterable[str]) -> str:
    """Return the warning about an unknown key, with the nearest one that exists."""
    proximas = difflib.get_close_matches(chave, list(conhecidas), n=1, cutoff=0.5)
    dica = f"; você quis dizer '{proximas[0]}'?" if proximas else ""
    return f"chave desconhecida na configuração, ignorada: '{dentro}{chave}'{dica}"


def _sem_desconhecidas(valor: Any, tipo: Any, chave: str, avisos: list[str]) -> Any:
    """Return `valor` without the keys that no struct in `tipo` has."""
    if isinstance(tipo, inspect.StructType) and isinstance(valor, dict):
        campos = {campo.encode_name: campo for campo in tipo.fields}
        avisos.extend(
            aviso_de_chave(nome, f"{chave}.", campos) for nome in valor if nome not in campos
        )
        return {
            nome: _sem_desconhecidas(v, _despido(campos[nome].type), f"{chave}.{nome}", avisos)
            for nome, v in valor.items()
            if nome in campos
        }
    if isinstance(tipo, inspect.VarTupleType | inspect.ListType) and isinstance(valor, list):
        item = _despido(tipo.item_type)
        return [_sem_desconhecidas(v, item, f"{chave}[{n}]", avisos) for n, v in enumerate(valor)]
    return valor


def _onde_errou(erro: msgspec.ValidationError, valor: Any, tipo: Any, chave: str) -> ValorInvalido:
    """Follow the path of an error down to the innermost value that has a description."""
    achado = _ONDE.search(str(erro))
    atual, nome, alvo = inspect.type_info(tipo), chave, valor
    dito = ValorInvalido(nome, alvo, _descricao(atual))
    for passo, texto in _passos(achado["caminho"] if achado else ""):
        dentro = _abaixo(_despido(atual), passo)
        if dentro is None or not _tem(alvo, passo):
            break
        atual, nome, alvo = dentro, nome + texto, alvo[passo]
        if _descricao(atual):
            dito = ValorInvalido(nome, alvo, _descricao(atual))
    falta = _FALTA.search(str(erro))
    campo = _abaixo(_despido(atual), falta[1]) if falta else None
    if falta is None or campo is None:
        return dito
    return ValorInvalido(f"{nome}.{falta[1]}", None, _descricao(campo))


def _passos(caminho: str) -> Iterator[tuple[str | int, str]]:
    for passo in _PASSO.finditer(caminho):
        if passo["indice"]:
            # "..." stands for a key of a free dictionary; nothing is known below it.
            yield (int(passo["indice"]) if passo["indice"].isdigit() else "...", passo[0])
        else:
            yield passo["nome"], passo[0]


def _abaixo(tipo: Any, passo: str | int) -> Any:
    if isinstance(tipo, inspect.StructType):
        return next((c.type for c in tipo.fields if c.encode_name == passo), None)
    return getattr(tipo, "item_type", None) if isinstance(passo, int) else None


def _tem(valor: Any, passo: str | int) -> bool:
    if isinstance(valor, dict):
        return passo in valor
    return isinstance(valor, list) and isinstance(passo, int) and passo < len(valor)


def _despido(tipo: Any) -> Any:
    """Return a type without its annotations, and of "X or nothing" the X."""
    while isinstance(tipo, inspect.Metadata):
        tipo = tipo.type
    if isinstance(tipo, inspect.UnionType):
        outros = [t for t in tipo.types if not isinstance(t, inspect.NoneType)]
        return _despido(outros[0]) if len(outros) == 1 else tipo
    return tipo


def _descricao(tipo: Any) -> str:
    extra = tipo.extra_json_schema if isinstance(tipo, inspect.Metadata) else None
    return str((extra or {}).get("description", ""))
