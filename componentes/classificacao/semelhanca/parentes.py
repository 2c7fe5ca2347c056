"""Versions and editions of one program, found without comparing every pair.

MinHash over runs of words, candidates by LSH (https://pypi.org/project/rensa/). What many programs
of different names share is a generator's or a template's: those slots of the signatures count for
nobody, so that forty strategies written into one frame are not forty versions of it. Where a known
maker wrote nearly all of two programs, what it left to be chosen has to agree as well (`Feitio`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from rensa import RMinHash, RMinHashLSH

from componentes.classificacao.semelhanca.feitio import Feitio
from componentes.fatos.impressao import PERMUTACOES, SEMENTE

_SEMELHANCA = 0.7
_SEMELHANCA_DE_CURTOS = ((120, 0.95), (250, 0.85))
"""Below so many words two programs are alike by what every program needs: more is asked."""
_PROPRIA = 0.55
"""Likeness needed without what is common to many; nearly equal signatures need none."""
_QUASE_IGUAL = 0.97
_IGUAL = 0.99
"""So alike, two programs by one generator are one strategy; two strategies reach 0.98."""
_CONTIDO = 0.5
"""How much of the shorter of two programs of one name is in the longer: versions add code."""
_PALAVRAS_DE_CONTIDO = 120
_SLOTS_DE_CONTIDO = 0.25
"""Below so many equal slots, how much of one is in the other is guessed, not measured."""
_FAIXAS = 32
_NOMES_DE_MOLDE = 8
_AMOSTRA_DE_MOLDE = 20_000
_CANDIDATOS = 64

Slot = tuple[int, int]


class Assinado:
    """One content to compare: its signature, its length, the root of its name and its make."""

    def __init__(self, assinatura: bytes, palavras: int, nome: str, feitio: Feitio) -> None:
        self.minhash = RMinHash(num_perm=PERMUTACOES, seed=SEMENTE)
        self.minhash.__setstate__(assinatura)
        self.palavras = palavras
        self.nome = nome
        self.feitio = feitio
        self.valores: tuple[Slot, ...] = tuple(enumerate(self.minhash.digest()))


def parentes(assinados: Mapping[str, Assinado]) -> Iterator[tuple[str, str]]:
    """Yield pairs of keys of programs that are versions of one another; linear in their number."""
    chaves = sorted(assinados)
    molde = _molde([assinados[chave] for chave in chaves])
    indice = RMinHashLSH(threshold=_SEMELHANCA, num_perm=PERMUTACOES, num_bands=_FAIXAS)
    for numero, chave in enumerate(chaves):
        atual = assinados[chave]
        for vizinho in islice(sorted(indice.query(atual.minhash)), _CANDIDATOS):
            if sao_versoes(atual, assinados[chaves[vizinho]], molde):
                yield chaves[vizinho], chave
        indice.insert(numero, atual.minhash)
    yield from _do_mesmo_nome(assinados, chaves)


def _do_mesmo_nome(
    assinados: Mapping[str, Assinado], chaves: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of one name of which the longer holds much of the shorter."""
    por_nome: dict[str, list[str]] = defaultdict(list)
    for chave in chaves:
        atual = assinados[chave]
        if atual.palavras >= _PALAVRAS_DE_CONTIDO:
            vizinhos = por_nome[atual.nome]
            for vizinho in vizinhos[-_CANDIDATOS:]:
                if esta_contido(atual, assinados[vizinho]):
                    yield vizinho, chave
            vizinhos.append(chave)


def esta_contido(um: Assinado, outro: Assinado) -> bool:
    """Tell whether the longer of two programs holds most of what the shorter one has."""
    if not um.feitio.mesma_ideia(outro.feitio):
        return False
    semelhanca = len(_comuns(um, outro)) / PERMUTACOES
    if semelhanca < _SLOTS_DE_CONTIDO:
        return False
    comuns = semelhanca / (1 + semelhanca) * (um.palavras + outro.palavras)
    return comuns >= _CONTIDO * min(um.palavras, outro.palavras)


def sao_versoes(um: Assinado, outro: Assinado, molde: frozenset[Slot]) -> bool:
    """Tell whether two programs share more than what is common to many."""
    comuns = _comuns(um, outro)
    semelhanca = len(comuns) / PERMUTACOES
    if semelhanca < _exigida(min(um.palavras, outro.palavras)):
        return False
    if semelhanca < _IGUAL and not um.feitio.mesma_ideia(outro.feitio):
        return False
    de_molde = len(comuns & molde)
    resto = PERMUTACOES - de_molde
    return semelhanca >= _QUASE_IGUAL or (len(comuns) - de_molde) >= _PROPRIA * resto


def _comuns(um: Assinado, outro: Assinado) -> set[Slot]:
    """Return the slots on which two signatures agree."""
    return set(um.valores).intersection(outro.valores)


def _exigida(palavras: int) -> float:
    return next((s for ate, s in _SEMELHANCA_DE_CURTOS if palavras < ate), _SEMELHANCA)


def _molde(assinados: Sequence[Assinado]) -> frozenset[Slot]:
    """Return the slots that programs of many different names share."""
    passo = -(-len(assinados) // _AMOSTRA_DE_MOLDE) or 1
    nomes: dict[Slot, set[str]] = defaultdict(set)
    for assinado in assinados[::passo]:
        for slot in assinado.valores:
            nomes[slot].add(assinado.nome)
    return frozenset(slot for slot, donos in nomes.items() if len(donos) >= _NOMES_DE_MOLDE)
