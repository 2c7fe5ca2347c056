"""What a decompiler made of a program that is also there as its author wrote it.

Names of variables and functions are gone, so no run of words is left to compare. The inputs stay:
the terminal shows them, so a compiled file holds their names and defaults.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from componentes.base.tipos import Linguagem, Tipo
from componentes.classificacao.semelhanca.caminhos import raiz_do_nome
from componentes.classificacao.semelhanca.modelo import Conteudo

_COMUNS_MINIMAS = 6
_PARCELA_DE_NOMES = 0.8
_PARCELA_DE_PADROES = 0.5
_NOMES_DE_DONOS = 20
"""Inputs that programs of more names share (`Lots`, those of all Ilans) tell nobody apart."""

Entradas = Mapping[str, str]


def gemeos_descompilados(conteudos: Iterable[Conteudo]) -> Iterator[tuple[str, str]]:
    """Yield each decompiled program and the original that its inputs are most like; linear."""
    programas = [c for c in conteudos if c.impressao and len(_entradas(c)) >= _COMUNS_MINIMAS]
    originais = sorted((c for c in programas if not c.descompilado), key=lambda c: c.sha256)
    descompilados = sorted((c for c in programas if c.descompilado), key=lambda c: c.sha256)
    donos = _donos(originais)
    for descompilado in descompilados:
        proprias = _entradas(descompilado)
        comuns = Counter(dono for nome in proprias for dono in donos.get(nome, ()))
        candidatos = [
            (semelhanca, -numero)
            for numero, quantas in comuns.items()
            if quantas >= _COMUNS_MINIMAS
            and _especie(originais[numero]) == _especie(descompilado)
            and (semelhanca := _semelhanca(proprias, _entradas(originais[numero])))
        ]
        if candidatos:
            yield descompilado.sha256, originais[-max(candidatos)[1]].sha256


def _semelhanca(umas: Entradas, outras: Entradas) -> tuple[float, float] | None:
    """Return the shares of names and of defaults two programs have in common, None for too few."""
    comuns = umas.keys() & outras.keys()
    nomes = len(comuns) / len(umas.keys() | outras.keys())
    if nomes < _PARCELA_DE_NOMES:
        return None
    padroes = sum(umas[nome] == outras[nome] for nome in comuns) / len(comuns)
    return (nomes, padroes) if padroes >= _PARCELA_DE_PADROES else None


def _donos(originais: Sequence[Conteudo]) -> dict[str, list[int]]:
    """Return the originals that have an input, for inputs that few programs have."""
    donos: dict[str, list[int]] = defaultdict(list)
    nomes: dict[str, set[str]] = defaultdict(set)
    for numero, original in enumerate(originais):
        for entrada in _entradas(original):
            donos[entrada].append(numero)
            nomes[entrada].add(raiz_do_nome(original.caminhos[0]))
    return {entrada: donos[entrada] for entrada in donos if len(nomes[entrada]) <= _NOMES_DE_DONOS}


def _especie(conteudo: Conteudo) -> tuple[Linguagem, Tipo] | None:
    """Return dialect and type: a port to the other terminal is no twin."""
    programa = conteudo.programa
    return (programa.linguagem, programa.tipo) if programa else None


def _entradas(conteudo: Conteudo) -> Entradas:
    """Return the inputs with their defaults, written alike: `0.10` is `0.1` in a compiled file."""
    entradas = conteudo.programa.entradas if conteudo.programa else ()
    return {entrada.nome: _igualado(entrada.padrao) for entrada in entradas}


def _igualado(padrao: str) -> str:
    try:
        return repr(float(padrao))
    except ValueError:
        return padrao.strip().casefold()
