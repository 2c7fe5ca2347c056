"""Reads rule files and says exactly which key of which file is wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import yaml

from componentes.base.erros import ErroConfiguracao
from componentes.base.tipos import Familia, Linguagem, Risco, Tipo
from componentes.regras.modelo import ArquivoDeRegras, Dimensao, EvidenciaRegra, Regra

_VALORES = {
    Dimensao.LINGUAGEM: frozenset(Linguagem),
    Dimensao.TIPO: frozenset(Tipo),
    Dimensao.FAMILIA: frozenset(Familia),
    Dimensao.RISCO: frozenset(Risco),
}
_VISOES = ("codigo", "comentario", "texto")
_ESQUEMA = "veja o esquema em Development/docs/regras.md"


class ConjuntoDeRegras(msgspec.Struct, frozen=True):
    """All rules in force, in the order of their files, and the digest that names them."""

    regras: tuple[Regra, ...]
    digest: str
    do_usuario: bool = False
    """Whether rules of the user's are among them."""


def carregar(pasta_do_usuario: Path | None = None) -> ConjuntoDeRegras:
    """Read the bundled rules and then the user's own; raises `ErroConfiguracao`."""
    textos = list(_textos_do_programa())
    do_usuario = sorted(pasta_do_usuario.glob("*.yaml")) if pasta_do_usuario else []
    textos += [(str(caminho), ler_texto(caminho)) for caminho in do_usuario]
    lidas = [
        (nome, regra)
        for nome, texto in textos
        for modelo in ler_regras(texto, nome)
        for regra in desdobrar(modelo)
    ]
    _conferir_unicos(lidas)
    soma = hashlib.sha256("\0".join(texto for _, texto in textos).encode()).hexdigest()
    regras = tuple(regra for _, regra in lidas)
    return ConjuntoDeRegras(regras, soma[:16], bool(do_usuario))


def ler_texto(caminho: Path) -> str:
    """Return the text of a rule file; raises `ErroConfiguracao` when it is no readable UTF-8."""
    try:
        return caminho.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as erro:
        raise ErroConfiguracao(
            f"Não foi possível ler o arquivo de regras: {erro}",
            onde=caminho,
            o_que_fazer="confira as permissões e salve o arquivo em UTF-8",
        ) from erro


def ler_regras(texto: str, nome: str) -> tuple[Regra, ...]:
    """Parse and check the text of one rule file called `nome`; raises `ErroConfiguracao`."""
    try:
        dados = yaml.load(texto, Loader=_CARREGADOR)  # noqa: S506 both loaders are safe ones
    except (yaml.YAMLError, ValueError) as erro:  # ValueError: a date such as 2024-13-45
        raise _erro(nome, f"YAML inválido: {erro}") from erro
    try:
        arquivo = msgspec.convert(dados, ArquivoDeRegras)
    except msgspec.ValidationError as erro:
        raise _erro(nome, f"{_culpada(dados)}chave ou valor inválido: {erro}") from erro
    for regra in arquivo.regras:
        _conferir(regra, nome)
    return arquivo.regras


def desdobrar(regra: Regra) -> tuple[Regra, ...]:
    """Return one rule for each value of `cada`, every `{valor}` replaced by it; else the rule."""
    if not regra.cada:
        return (regra,)
    modelo = msgspec.structs.replace(regra, cada=())
    return tuple(_para_valor(modelo, valor) for valor in regra.cada)


def _para_valor(modelo: Regra, valor: str) -> Regra:
    """Fill in the whole rule, examples included; `{minusculo}` is the value in small letters."""
    texto = msgspec.json.encode(modelo).decode()
    texto = texto.replace("{valor}", valor).replace("{minusculo}", valor.lower())
    return msgspec.json.decode(texto, type=Regra)


_CARREGADOR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _textos_do_programa() -> Iterator[tuple[str, str]]:
    pasta = resources.files("componentes.regras") / "dados"
    for arquivo in sorted(pasta.iterdir(), key=lambda item: item.name):
        if arquivo.name.endswith(".yaml"):
            yield arquivo.name, arquivo.read_text(encoding="utf-8")


def _conferir(regra: Regra, nome: str) -> None:
    validos = _VALORES.get(regra.dimensao)
    if validos is not None and regra.valor not in validos:
        lista = ", ".join(sorted(validos))
        raise _erro(nome, f"regra {regra.id}: valor '{regra.valor}' não existe; use um de: {lista}")
    _conferir_alcance(regra, nome)
    ids = [e.id for e in (*regra.evidencias, *regra.contra)]
    if len(ids) != len(set(ids)):
        raise _erro(nome, f"regra {regra.id}: há evidências com o mesmo id")
    a_favor = {e.id for e in regra.evidencias}
    for pedida in regra.exige_um_de:
        if pedida not in a_favor:
            raise _erro(
                nome, f"regra {regra.id}: exige_um_de cita '{pedida}', que não existe em evidencias"
            )
    for evidencia in (*regra.evidencias, *regra.contra):
        _conferir_evidencia(evidencia, regra, nome)


def _conferir_alcance(regra: Regra, nome: str) -> None:
    """Check what a rule is limited to: languages, types, and a quality score of its own axis."""
    alcances: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
        ("linguagens", regra.linguagens, frozenset(Linguagem)),
        ("tipos", regra.tipos, frozenset(Tipo)),
    )
    for chave, valores, validos in alcances:
        if valores and regra.dimensao.exclusiva:
            raise _erro(nome, f"regra {regra.id}: {chave} não vale em {regra.dimensao}")
        for valor in valores:
            if valor not in validos:
                lista = ", ".join(sorted(validos))
                o_que = f"em {chave}, '{valor}' não existe; use um de: {lista}"
                raise _erro(nome, f"regra {regra.id}: {o_que}")
    if regra.nota and regra.dimensao is not Dimensao.QUALIDADE:
        raise _erro(nome, f"regra {regra.id}: nota só vale na dimensão qualidade")
    if regra.cada and not ("{minusculo}" in regra.id and "{valor}" in regra.valor):
        o_que = "com cada, o id leva {minusculo} e o valor leva {valor}"
        raise _erro(nome, f"regra {regra.id}: {o_que}")


def _conferir_evidencia(evidencia: EvidenciaRegra, regra: Regra, nome: str) -> None:
    onde = f"regra {regra.id}, evidência {evidencia.id}"
    formas = sum(map(bool, (evidencia.fatos, evidencia.palavras, evidencia.padrao)))
    if formas != 1:
        raise _erro(nome, f"{onde}: informe exatamente um de fatos, palavras ou padrao")
    if evidencia.visao not in _VISOES:
        raise _erro(nome, f"{onde}: visao '{evidencia.visao}' não existe; use {', '.join(_VISOES)}")
    if evidencia.padrao:
        try:
            re.compile(evidencia.padrao)
        except (re.error, OverflowError, RecursionError) as erro:
            raise _erro(
                nome, f"{onde}: padrao não é uma expressão regular válida: {erro}"
            ) from erro


def _culpada(dados: Any) -> str:
    """Return the first rule that does not convert, as the start of a message."""
    regras = dados.get("regras") if isinstance(dados, dict) else None
    for regra in regras if isinstance(regras, list) else ():
        try:
            msgspec.convert(regra, Regra)
        except msgspec.ValidationError:
            return f"regra {regra.get('id', '?')}: " if isinstance(regra, dict) else ""
    return ""


def _conferir_unicos(regras: Iterable[tuple[str, Regra]]) -> None:
    vistos: dict[str, str] = {}
    for nome, regra in regras:
        if regra.id in vistos:
            em = f" (a outra está em {vistos[regra.id]})"
            raise _erro(nome, f"há duas regras com o id '{regra.id}'{em}; ids nunca se repetem")
        vistos[regra.id] = nome


def _erro(onde: str, o_que: str) -> ErroConfiguracao:
    return ErroConfiguracao(f"Regra com erro: {o_que}", onde=onde, o_que_fazer=_ESQUEMA)
