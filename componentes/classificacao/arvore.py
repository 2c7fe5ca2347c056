"""The scheme of the tidy tree, as data: parts of a name, folders by language, type and family.

The user's file changes single entries of the program's, as RFC 7396 (JSON Merge Patch) says:
what it names is replaced, what it sets to null is taken away, the rest stays.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from componentes.base.erros import ErroConfiguracao
from componentes.base.nomes import portatil
from componentes.base.tipos import Familia, Linguagem, Tipo
from componentes.base.yaml_seguro import ler_yaml

_PAGINA = "o esquema está em Development/docs/arvore.md"
_PARTES = frozenset({"prefixo", "nome", "versao", "mercado"})
_PARTE = re.compile(r"\{(\w*)\}")
_ESTRANHO = re.compile(r"[^\w .+-]", re.ASCII)
_LINGUAS = Literal["mql", "pine"]


class Arvore(Struct, frozen=True, forbid_unknown_fields=True):
    """What `dados/arvore.yaml` says; a field's description is what its error message allows."""

    nome: Annotated[
        str,
        Meta(description="um texto com {nome} e, se quiser, {prefixo}, {versao} e {mercado}"),
    ]
    sem_mercado: Annotated[str, Meta(description="um texto, posto no lugar de vários mercados")]
    com_mercado: Annotated[
        frozenset[Tipo], Meta(description="uma lista de tipos cujo nome termina com o mercado")
    ]
    prefixos: Annotated[
        dict[Tipo, str], Meta(description="um prefixo para cada tipo cujo nome se refaz")
    ]
    raizes: Annotated[dict[Linguagem, str], Meta(description="uma pasta para cada linguagem")]
    resto: Annotated[str, Meta(description="a pasta do que não tem outra")]
    minimo_por_pasta: Annotated[
        int, Meta(ge=1, le=1000, description="um inteiro de 1 a 1000: arquivos para abrir pasta")
    ]
    pastas: Annotated[
        dict[_LINGUAS, dict[Tipo, str]],
        Meta(description="em mql e em pine, uma pasta para cada tipo"),
    ]
    familias: Annotated[
        dict[Tipo, dict[Familia, str]],
        Meta(description="para cada tipo, uma pasta para cada família"),
    ]
    outros: Annotated[
        dict[str, str],
        Meta(description="uma pasta para cada espécie de arquivo (zip, ex4) ou extensão (.set)"),
    ]

    def pastas_citadas(self) -> Iterator[tuple[str, str]]:
        """Yield the key and the text of every folder."""
        yield "resto", self.resto
        yield from ((f"raizes.{chave}", pasta) for chave, pasta in self.raizes.items())
        yield from ((f"outros.{chave}", pasta) for chave, pasta in self.outros.items())
        for nome, tabela in (("pastas", self.pastas), ("familias", self.familias)):
            for dono, pastas in tabela.items():
                yield from ((f"{nome}.{dono}.{chave}", pasta) for chave, pasta in pastas.items())


@lru_cache(maxsize=1)
def arvore() -> Arvore:
    """Return the scheme that comes with the program."""
    return msgspec.convert(_do_programa(), Arvore)


def carregar_arvore(arquivo: Path) -> Arvore:
    """Return the scheme with the changes of the user's `arquivo`; without one, the program's.

    Raises `ErroConfiguracao` naming file, key and what is allowed.
    """
    try:
        texto = arquivo.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return arvore()
    except (OSError, UnicodeDecodeError) as erro:
        raise ErroConfiguracao(
            f"O esquema de pastas não pôde ser lido: {erro}",
            onde=arquivo,
            o_que_fazer="confira as permissões e salve o arquivo em UTF-8",
        ) from erro
    return interpretar_arvore(texto, str(arquivo))


def interpretar_arvore(texto: str, arquivo: str) -> Arvore:
    """Return the scheme as the text of the user's file changes it; raises `ErroConfiguracao`."""
    try:
        mudancas = ler_yaml(texto)
    except ValueError as erro:
        raise _erro(arquivo, f"YAML inválido: {erro}", _PAGINA) from erro
    if mudancas is None:
        return arvore()
    if not isinstance(mudancas, dict):
        raise _erro(arquivo, "o arquivo não é uma tabela de chaves", _PAGINA)
    campos = {campo.name: campo for campo in msgspec.structs.fields(Arvore)}
    for chave in mudancas:
        if chave not in campos:
            raise _erro(arquivo, f"a chave '{chave}' não existe", _parecida(str(chave), campos))
    juntas = _emendar(_do_programa(), mudancas)
    aceitas = {nome: _conferir(juntas, campo, arquivo) for nome, campo in campos.items()}
    return _coerente(Arvore(**aceitas), arquivo)


def _do_programa() -> Any:
    dados = resources.files("componentes.classificacao").joinpath("dados", "arvore.yaml")
    return ler_yaml(dados.read_text(encoding="utf-8"))


def _emendar(alvo: Any, mudanca: Any) -> Any:
    if not isinstance(mudanca, dict):
        return mudanca
    junto = dict(alvo) if isinstance(alvo, dict) else {}
    for chave, valor in mudanca.items():
        if valor is None:
            junto.pop(chave, None)
        else:
            junto[chave] = _emendar(junto.get(chave), valor)
    return junto


def _conferir(juntas: Mapping[str, Any], campo: msgspec.structs.FieldInfo, arquivo: str) -> Any:
    permitido = f"'{campo.name}' aceita {_descricao(campo)}; {_PAGINA}"
    if campo.name not in juntas:
        raise _erro(arquivo, f"a chave '{campo.name}' não pode ser retirada", permitido)
    try:
        return msgspec.convert(juntas[campo.name], campo.type)
    except msgspec.ValidationError as erro:
        raise _erro(arquivo, f"valor inválido em '{campo.name}': {erro}", permitido) from erro


def _descricao(campo: msgspec.structs.FieldInfo) -> str:
    info = msgspec.json.schema(Arvore)["$defs"]["Arvore"]["properties"]
    return str(info[campo.name]["description"])


def _coerente(lida: Arvore, arquivo: str) -> Arvore:
    """Return the scheme if names come apart and folders lead down; raises `ErroConfiguracao`."""
    partes = set(_PARTE.findall(lida.nome))
    if "nome" not in partes or not partes <= _PARTES or _ESTRANHO.search(_PARTE.sub("", lida.nome)):
        permitido = (
            "use {nome} e, se quiser, {prefixo}, {versao}, {mercado}; letras e _ - . entre si"
        )
        raise _erro(arquivo, f"valor inválido em 'nome': {lida.nome}", permitido)
    for chave, pasta in lida.pastas_citadas():
        if not pasta or portatil(pasta) != pasta:
            raise _erro(
                arquivo,
                f"valor inválido em '{chave}': {pasta!r} não é nome de pasta em todo sistema",
                "use letras, números, espaços e / entre pastas; sem ponto ou espaço no fim",
            )
    return lida


def _parecida(chave: str, campos: Mapping[str, Any]) -> str:
    proximas = difflib.get_close_matches(chave, campos, n=1, cutoff=0.5)
    return f"você quis dizer '{proximas[0]}'?" if proximas else f"use {', '.join(campos)}"


def _erro(arquivo: str, o_que: str, o_que_fazer: str) -> ErroConfiguracao:
    return ErroConfiguracao(
        f"Esquema de pastas com erro: {o_que}", onde=arquivo, o_que_fazer=o_que_fazer
    )
