"""What a program calls itself: its titles, the labels of what it plots, the head of the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from componentes.lexico.pine import DECLARACAO
from componentes.lexico.vistas import Vistas

_TITULOS = (
    "IndicatorShortName",
    "INDICATOR_SHORTNAME",
    "hort_name",
    "hortName",
    "ndicatorName",
)
_DESCRICAO = "#property description"
_ROTULOS = (_DESCRICAO, "SetIndexLabel", "#property indicator_label", "PLOT_LABEL")
_TITULOS_NA_DECLARACAO = 2
_DEPOIS = 300
_CABECA = 2500
_LINHAS_DA_CABECA = 6
_COMENTARIO_MAXIMO = 800
_LINHA_MAXIMA = 160
_OCORRENCIAS_MAXIMAS = 20
# Lines that say who made a file, where it is sold, what changed, or what every wizard writes.
_SEM_TEMA = re.compile(
    r"copyright|https?:|www\.|@|licen[sc]e|\.com|t\.me|telegram|metaquotes|wizard|property|"
    r"all rights|subject to the terms|function|\bversion [\d.]{1,9}:|\badded\b|\bsupport for\b",
    re.IGNORECASE,
)


def titulos(vistas: Vistas) -> Iterator[tuple[int, str]]:
    """Yield offset and text of every title, then of the first comment lines that name the idea."""
    limite = _CABECA
    if vistas.gramatica == "pine":
        declaracao = DECLARACAO.search(vistas.codigo)
        if declaracao:
            limite = declaracao.start()
            yield from _textos_depois(vistas, declaracao.start(), _TITULOS_NA_DECLARACAO)
    else:
        for nome in _TITULOS:
            for posicao in _achar(vistas.codigo, nome):
                yield from _textos_depois(vistas, posicao, _OCORRENCIAS_MAXIMAS)
        for posicao in islice(_achar(vistas.codigo, "iCustom"), 2):
            yield from _textos_depois(vistas, posicao, 1)
        descricao = vistas.codigo.find(_DESCRICAO)
        if descricao >= 0:
            yield from _textos_depois(vistas, descricao, 1)
        corpo = vistas.codigo.find("{", 0, _CABECA)
        limite = corpo if corpo >= 0 else _CABECA
    yield from _cabeca(vistas, limite)


def rotulos(vistas: Vistas) -> Iterator[tuple[int, str]]:
    """Yield offset and text of the labels of plots."""
    nomes = ("plot",) if vistas.gramatica == "pine" else _ROTULOS
    maximo = 1 if vistas.gramatica == "pine" else _OCORRENCIAS_MAXIMAS
    for nome in nomes:
        for posicao in _achar(vistas.codigo, nome):
            yield from _textos_depois(vistas, posicao, maximo)


def _achar(codigo: str, nome: str) -> Iterator[int]:
    posicao = codigo.find(nome)
    for _ in range(_OCORRENCIAS_MAXIMAS):
        if posicao < 0:
            return
        yield posicao
        posicao = codigo.find(nome, posicao + len(nome))


def _textos_depois(vistas: Vistas, posicao: int, maximo: int) -> Iterator[tuple[int, str]]:
    """Yield the first strings between an offset and the end of its line."""
    fim = vistas.codigo.find("\n", posicao, posicao + _DEPOIS)
    fim = fim if fim >= 0 else posicao + _DEPOIS
    primeiro = bisect_left(vistas.textos, (posicao, 0))
    for inicio, final in vistas.textos[primeiro : primeiro + maximo]:
        if inicio >= fim:
            return
        yield inicio, vistas.original[inicio:final][:_DEPOIS]


def _cabeca(vistas: Vistas, limite: int) -> Iterator[tuple[int, str]]:
    """Yield the comment lines at the start of the file that are no boilerplate."""
    restantes = _LINHAS_DA_CABECA
    for inicio, fim in vistas.comentarios[: 2 * _LINHAS_DA_CABECA]:
        if inicio > limite or restantes <= 0:
            return
        if vistas.codigo[vistas.codigo.rfind("\n", 0, inicio) + 1 : inicio].strip():
            continue  # a remark beside code, not a head
        texto = vistas.original[inicio : min(fim, inicio + _COMENTARIO_MAXIMO)]
        for linha in texto.split("\n")[:restantes]:
            restantes -= 1
            if not _SEM_TEMA.search(linha):
                yield inicio, linha[:_LINHA_MAXIMA]
