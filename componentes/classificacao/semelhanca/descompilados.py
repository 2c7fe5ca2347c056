"""What a decompiler made of a program that is also there as its author wrote it.

Names of variables and functions are gone, so no run of words is left to compare. The inputs stay:
the terminal shows them, so a compiled file holds their names and defaults.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from componentes.base.tipos import Tipo
from componentes.classificacao.semelhanca.modelo import Conteudo

_COMUNS_MINIMAS = 6
_PARCELA_DE_NOMES = 0.8
_PARCELA_DE_PADROES = 0.5
_DONOS_MAXIMOS = 200
"""A name that so many programs have (`Lots`) finds nobody; those it goes with do."""

Entradas = Mapping[str, str]


def gemeos_descompilados(conteudos: Iterable[Conteudo]) -> Iterator[tuple[str, str]]:
    """Yield each decompiled program and the original that its inputs are most like; linear."""
    programas = [c for c in conteudos if c.impressao and len(_entradas(c)) >= _COMUNS_MINIMAS]
    originais = sorted((c for c in programas if not c.descompilado), key=lambda c: c.sha256)
    descompilados = sorted((c for c in programas if c.descompilado), key=lambda c: c.sha256)
    entradas = [_entradas(original) for original in originais]
    donos = _donos(entradas)
    for descompilado in descompilados:
        proprias = _entradas(descompilado)
        comuns = Counter(dono for nome in proprias for dono in donos.get(nome, ()))
        candidatos = [
            (semelhanca, -numero)
            for numero in comuns
            if _tipo(originais[numero]) == _tipo(descompilado)
            and (semelhanca := _semelhanca(proprias, entradas[numero]))
        ]
        if candidatos:
            yield descompilado.sha256, originais[-max(candidatos)[1]].sha256


def _semelhanca(umas: Entradas, outras: Entradas) -> tuple[float, float] | None:
    """Return the shares of names and of defaults two programs have in common, None for too few."""
    comuns = umas.keys() & outras.keys()
    nomes = len(comuns) / len(umas.keys() | outras.keys())
    if len(comuns) < _COMUNS_MINIMAS or nomes < _PARCELA_DE_NOMES:
        return None
    padroes = sum(umas[nome] == outras[nome] for nome in comuns) / len(comuns)
    return (nomes, padroes) if padroes >= _PARCELA_DE_PADROES else None


def _donos(entradas: Sequence[Entradas]) -> dict[str, list[int]]:
    donos: dict[str, list[int]] = defaultdict(list)
    for numero, nomes in enumerate(entradas):
        for nome in nomes:
            donos[nome].append(numero)
    return {nome: de for nome, de in donos.items() if len(de) <= _DONOS_MAXIMOS}


def _tipo(conteudo: Conteudo) -> Tipo | None:
    return conteudo.programa.tipo if conteudo.programa else None


def _entradas(conteudo: Conteudo) -> Entradas:
    """Return the inputs with their defaults, written alike: `0.10` is `0.1` in a compiled file."""
    entradas = conteudo.programa.entradas if conteudo.programa else ()
    return {entrada.nome: _igualado(entrada.padrao) for entrada in entradas}


def _igualado(padrao: str) -> str:
    try:
        return repr(float(padrao))
    except ValueError:
        return padrao.strip().casefold()
