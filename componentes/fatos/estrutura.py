"""The blocks of MQL code: which functions and types a file defines at its top level.

Braces are followed, not types parsed: that survives the half-broken code of real collections, and
a method called OnTick inside a class is not taken for the handler.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from msgspec import Struct

_CONDICIONAL = re.compile(r"^[ \t]*#[ \t]*(if|el|end)\w*", re.MULTILINE)
_DIRETIVA = re.compile(r"^[ \t]*#[^\n]*$", re.MULTILINE)
_FUNCAO = re.compile(r"(?<![\w.:~])([^\W\d~][\w.:~]*+)[ \t\n]*+\(")
_DEPOIS_DE_FUNCAO = re.compile(r"(?:const\b|override\b|final\b|\s)*+\Z")
_TIPO = re.compile(r"\b(class|struct|enum|interface|namespace)\s+([^\W\d]\w*)[^;{}()=]*\Z")
_CABECALHO_MAXIMO = 800
_CONTROLE = frozenset({"if", "for", "while", "switch", "else", "do", "return"})


class Bloco(Struct, frozen=True, gc=False):
    """A function or type at the top level; offsets of its name and of its two braces."""

    forma: str
    nome: str
    parametros: str
    inicio: int
    abre: int
    fim: int


def blocos(codigo: str) -> list[Bloco]:
    """Return the top-level functions and types of blanked MQL code in the order of the file."""
    achados: list[Bloco] = []
    anterior = 0
    for abre, fecha in _chaves_externas(codigo):
        bloco = _nomear(codigo, max(anterior, abre - _CABECALHO_MAXIMO), abre, fecha)
        if bloco:
            achados.append(bloco)
        anterior = fecha + 1 if fecha > abre else abre + 1
    return achados


def _chaves_externas(codigo: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the braces around each outermost block, closed or not.

    Every branch of a `#ifdef` starts from the depth before it, or the two heads of
    `#ifdef A f(){ #else g(){ #endif` would count as nested.
    """
    profundidade, abertura = 0, -1
    ramos: list[int] = []
    for posicao, marca in _marcas(codigo):
        if marca == "{":
            if profundidade == 0:
                if abertura >= 0:
                    yield abertura, abertura
                abertura = posicao
            profundidade += 1
        elif marca == "}":
            profundidade = max(profundidade - 1, 0)
            if profundidade == 0 and abertura >= 0:
                yield abertura, posicao
                abertura = -1
        else:
            profundidade = _ramificar(ramos, marca, profundidade)
    if abertura >= 0:
        yield abertura, len(codigo)


def _ramificar(ramos: list[int], marca: str, profundidade: int) -> int:
    """Return the depth that holds after a conditional directive."""
    if marca == "if":
        ramos.append(profundidade)
    elif marca == "el" and ramos:
        return ramos[-1]
    elif marca == "end" and ramos:
        ramos.pop()
    return profundidade


def _marcas(codigo: str) -> Iterator[tuple[int, str]]:
    """Yield braces and conditional directives with their offsets, in order."""
    if "#if" not in codigo and "# if" not in codigo:
        return _chaves(codigo)
    return merge(_chaves(codigo), ((a.start(), a[1]) for a in _CONDICIONAL.finditer(codigo)))


def _chaves(codigo: str) -> Iterator[tuple[int, str]]:
    """Yield the braces; two plain searches side by side cost a third of one pattern."""
    abre, fecha = codigo.find("{"), codigo.find("}")
    while fecha >= 0:
        if 0 <= abre < fecha:
            yield abre, "{"
            abre = codigo.find("{", abre + 1)
        else:
            yield fecha, "}"
            fecha = codigo.find("}", fecha + 1)
    while abre >= 0:
        yield abre, "{"
        abre = codigo.find("{", abre + 1)


def _nomear(codigo: str, inicio: int, abre: int, fecha: int) -> Bloco | None:
    """Read the text before an opening brace: a function head, a type head, or neither."""
    cabeca = codigo[inicio:abre]
    if "#" in cabeca:
        cabeca = _DIRETIVA.sub(lambda linha: " " * len(linha[0]), cabeca)
    base = inicio + cabeca.rfind(";") + 1
    # Comments are blanks by now, and patterns would try every one of them.
    cabeca = cabeca[base - inicio :].rstrip()
    base += len(cabeca) - len(cabeca.lstrip())
    cabeca = cabeca.lstrip()
    tipo = None if cabeca.endswith(")") else _TIPO.search(cabeca)
    if tipo:
        return Bloco(tipo[1], tipo[2], "", base + tipo.start(2), abre, fecha)
    return _funcao(cabeca, base, abre, fecha)


def _funcao(cabeca: str, base: int, abre: int, fecha: int) -> Bloco | None:
    """Read the head of a function: a name, and parentheses that hold no braces, up to its end."""
    ultimo = cabeca.rfind(")")
    if ultimo < 0 or not _DEPOIS_DE_FUNCAO.match(cabeca, ultimo + 1):
        return None
    piso = max(cabeca.rfind("{", 0, ultimo), cabeca.rfind("}", 0, ultimo)) + 1
    funcao = _FUNCAO.search(cabeca, piso, ultimo)
    if not funcao or funcao[1] in _CONTROLE:
        return None
    parametros = cabeca[funcao.end() : ultimo].strip()
    return Bloco("funcao", funcao[1], parametros, base + funcao.start(1), abre, fecha)
