"""Reads rule files and says exactly which key of which file is wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from componentes.base.erros import ErroConfiguracao
from componentes.base.tipos import Familia, Linguagem, Risco, Tipo
from componentes.regras.carga_de_mesas import carregar_mesas, textos_de_mesas
from componentes.regras.leitura import (
    converter,
    erro_em,
    textos_do_programa,
    textos_do_usuario,
)
from componentes.regras.mesas import Mesa
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
    """All rules and tables in force, in file order, and the digest that names them."""

    regras: tuple[Regra, ...]
    digest: str
    do_usuario: bool = False
    """Whether rules of the user's are among them."""
    mesas: tuple[Mesa, ...] = ()
    """The tables of firms' rules in force."""


def carregar(
    pasta_do_usuario: Path | None = None, mesas_do_usuario: Path | None = None
) -> ConjuntoDeRegras:
    """Read the bundled rules and tables and then the user's; raises `ErroConfiguracao`."""
    do_usuario = list(textos_do_usuario(pasta_do_usuario))
    textos = [*textos_do_programa(), *do_usuario]
    das_mesas = textos_de_mesas(mesas_do_usuario)
    lidas = [
        (nome, regra)
        for nome, texto in textos
        for modelo in ler_regras(texto, nome)
        for regra in desdobrar(modelo)
    ]
    _conferir_unicos(lidas)
    return ConjuntoDeRegras(
        regras=tuple(regra for _, regra in lidas),
        digest=_soma(texto for _, texto in (*textos, *das_mesas)),
        do_usuario=bool(do_usuario),
        mesas=carregar_mesas(das_mesas),
    )


def ler_regras(texto: str, nome: str) -> tuple[Regra, ...]:
    """Parse and check the text of one rule file called `nome`; raises `ErroConfiguracao`."""
    arquivo = converter(texto, nome, ArquivoDeRegras, Regra, _ESQUEMA)
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


def _soma(textos: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(textos).encode()).hexdigest()[:16]


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


def _conferir_unicos(regras: Iterable[tuple[str, Regra]]) -> None:
    vistos: dict[str, str] = {}
    for nome, regra in regras:
        if regra.id in vistos:
            em = f" (a outra está em {vistos[regra.id]})"
            raise _erro(nome, f"há duas regras com o id '{regra.id}'{em}; ids nunca se repetem")
        vistos[regra.id] = nome


def _erro(onde: str, o_que: str) -> ErroConfiguracao:
    return erro_em(onde, o_que, _ESQUEMA)
