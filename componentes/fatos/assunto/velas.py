"""Candles compared with one another: shapes that have names, told by their prices alone.

A price is known by its field and its bar: `High[i+1]`, `iHigh(NULL, 0, i + 1)`, `rates[1].high`,
Pine's `high[1]`, or a variable that holds one of them. Two comparisons close to each other make a
shape: a range inside the range of the bar before, a body that swallows the body before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_PRECO = re.compile(
    r"\s*\(?\s*(?:"
    r"i(High|Low|Open|Close)\s*\([^,()]{1,30}(?:\(\))?,[^,()]{1,30}(?:\(\))?,([^,()]{1,20})\)"
    r"|([Hh]igh|[Ll]ow|[Oo]pen|[Cc]lose)\s*\[([^\[\]]{1,20})\]"
    r"|\w{1,20}\[([^\[\]]{1,20})\]\.(high|low|open|close)\b"
    r")"
)
_NOME = re.compile(r"\s*\(?\s*([^\W\d]\w*)")
_ANTES = re.compile(
    r"(?:\bi(?:High|Low|Open|Close)\s*\([^()]{1,60}(?:\(\)[^()]{0,30})?\)"
    r"|\b\w{1,24}(?:\s*\[[^\[\]]{1,20}\])?(?:\.\w{1,6})?)\s*\Z"
)
_COMPARACAO = re.compile(r"([<>])=?[ \t(]*([^\W\d]\w*)(\[?)")
# From the sign of equality on, a literal: the name before it is read backwards.
_GUARDADO = re.compile(
    r"=(?=\s*(?:i(?:High|Low|Open|Close)\s*\(|[HhLlOoCc](?:igh|ow|pen|lose)\s*\[))"
)
_NOME_ANTES = re.compile(r"\b([^\W\d]\w*)\s*\Z")
_NOME_MAXIMO = 60
_DEPOIS_DO_PRECO = frozenset(";,\n")
_PRECOS_DO_PINE = frozenset(["high", "low", "open", "close"])
_NOMES_DE_PRECOS = _PRECOS_DO_PINE.union(
    nome for campo in ("High", "Low", "Open", "Close") for nome in (campo, f"i{campo}")
)
_JANELAS = frozenset(["indicator_chart_window", "indicator", "study"])
_COMPARACOES_OLHADAS = 400
_JANELA_ANTES = 70
_PERTO = 220
_SEGUIDAS = 3
_CORPO = frozenset(["open", "close"])


class Preco(NamedTuple):
    """One price of one bar, the bar as it is written without blanks."""

    campo: str
    barra: str


class Comparacao(NamedTuple):
    """Two prices compared; `maior` tells that the first is asked to be the higher one."""

    posicao: int
    um: Preco
    outro: Preco
    maior: bool


def anotar_velas(coletor: Coletor) -> None:
    """Note shapes of candles (`formula:`)."""
    vistas = coletor.vistas
    if vistas.palavras.isdisjoint(_NOMES_DE_PRECOS) or vistas.palavras.isdisjoint(_JANELAS):
        return
    feitas = list(_comparacoes(vistas))
    for fato, posicao in (
        ("formula:vela_dentro", _dentro(feitas)),
        ("formula:corpos_cruzados", _corpos_cruzados(feitas)),
        ("formula:velas_seguidas", _seguidas(feitas)),
    ):
        if posicao is not None:
            coletor.anotar(fato, posicao)


def _comparacoes(vistas: Vistas) -> Iterator[Comparacao]:
    """Yield the first comparisons between two prices of bars."""
    codigo = vistas.codigo
    guardados = _guardados(codigo)
    pine = vistas.gramatica == "pine"
    for sinal in islice(_COMPARACAO.finditer(codigo), _COMPARACOES_OLHADAS):
        if sinal[3] != "[" and sinal[2] not in _NOMES_DE_PRECOS and sinal[2] not in guardados:
            continue
        outro = _preco(codigo, sinal.start(2), guardados, pine)
        if outro is None:
            continue
        antes = _ANTES.search(codigo, max(0, sinal.start() - _JANELA_ANTES), sinal.start())
        um = antes and _preco(codigo, antes.start(), guardados, pine)
        if um:
            yield Comparacao(sinal.start(), um, outro, sinal[1] == ">")


def _guardados(codigo: str) -> dict[str, Preco]:
    """Return the prices that variables hold, by their names."""
    guardados: dict[str, Preco] = {}
    for achado in islice(_GUARDADO.finditer(codigo), _COMPARACOES_OLHADAS):
        preco = _PRECO.match(codigo, achado.end())
        inicio = max(0, achado.start() - _NOME_MAXIMO)
        nome = _NOME_ANTES.search(codigo, inicio, achado.start())
        if preco and nome and codigo[preco.end() : preco.end() + 1] in _DEPOIS_DO_PRECO:
            guardados.setdefault(nome[1], _lido(preco))
    return guardados


def _preco(codigo: str, inicio: int, guardados: Mapping[str, Preco], pine: bool) -> Preco | None:
    """Return the price that stands at an offset."""
    achado = _PRECO.match(codigo, inicio)
    if achado:
        return _lido(achado)
    nome = _NOME.match(codigo, inicio)
    if nome is None:
        return None
    if pine and nome[1] in _PRECOS_DO_PINE:
        return Preco(nome[1], "0")
    return guardados.get(nome[1])


def _lido(achado: re.Match[str]) -> Preco:
    campo = achado[1] or achado[3] or achado[6]
    barra = achado[2] or achado[4] or achado[5]
    return Preco(campo.lower(), barra.replace(" ", ""))


def _pares(feitas: Sequence[Comparacao]) -> Iterator[tuple[Comparacao, Comparacao]]:
    """Yield comparisons of two bars with the next ones, as far as one condition reaches."""
    entre = [c for c in feitas if c.um.barra != c.outro.barra]
    for indice, primeira in enumerate(entre):
        for segunda in entre[indice + 1 : indice + 4]:
            if segunda.posicao - primeira.posicao <= _PERTO:
                yield primeira, segunda


def _dentro(feitas: Sequence[Comparacao]) -> int | None:
    """Return where one bar's high and low are both inside, or both outside, those of another."""
    for primeira, segunda in _pares(feitas):
        campos = [{c.um.campo, c.outro.campo} for c in (primeira, segunda)]
        if campos in ([{"high"}, {"low"}], [{"low"}, {"high"}]):
            inverso = primeira.um.barra == segunda.outro.barra
            mesmas = {primeira.um.barra, primeira.outro.barra} == {
                segunda.um.barra,
                segunda.outro.barra,
            }
            if mesmas and (primeira.maior == segunda.maior) is inverso:
                return primeira.posicao
    return None


def _corpos_cruzados(feitas: Sequence[Comparacao]) -> int | None:
    """Return where open and close of one bar are both held against those of another."""
    for primeira, segunda in _pares(feitas):
        campos = [c.campo for c in (primeira.um, primeira.outro, segunda.um, segunda.outro)]
        if _CORPO.issuperset(campos) and set(campos) == _CORPO and _troca(primeira, segunda):
            return primeira.posicao
    return None


def _troca(primeira: Comparacao, segunda: Comparacao) -> bool:
    """Tell whether an open is held against a close in at least one of two comparisons."""
    return any(c.um.campo != c.outro.campo for c in (primeira, segunda))


def _seguidas(feitas: Sequence[Comparacao]) -> int | None:
    """Return where the colours of three bars or more are asked for."""
    cores = [
        c for c in feitas if c.um.barra == c.outro.barra and {c.um.campo, c.outro.campo} == _CORPO
    ]
    return cores[0].posicao if len({c.um.barra for c in cores}) >= _SEGUIDAS else None
