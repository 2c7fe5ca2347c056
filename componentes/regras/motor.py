"""The engine: weighs the facts of a file by the rules. It knows no language and no label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from componentes.base.tipos import Evidencia
from componentes.regras.carga import ConjuntoDeRegras
from componentes.regras.modelo import Dimensao, EvidenciaRegra, Grau, Regra

Local = tuple[int, str, tuple[str, ...]]
"""Line and snippet of a fact, and the inputs of the program that govern it."""

_DO_MAIS_FRACO = tuple(Grau)


class Rotulo(Struct, frozen=True):
    """A label given by one rule: points before the cap, and what spoke for and against it."""

    dimensao: Dimensao
    valor: str
    pontos: int
    evidencias: tuple[Evidencia, ...]
    grau: Grau | None = None
    """The farthest any evidence in favour reaches; None where none is graded."""
    nota: int = 0

    @property
    def nome(self) -> str:
        """The label as the fact that it is for the rules asked later."""
        return f"{self.dimensao}:{self.valor}"

    @property
    def local(self) -> Local:
        """Where it stands: its first evidence in favour."""
        primeira = self.evidencias[0]
        return primeira.linha, primeira.trecho, primeira.entradas

    @property
    def confianca(self) -> int:
        """Points as the 0-100 that users see, no more than the grade of the evidence allows."""
        return max(0, min(self.pontos, self.grau.teto if self.grau else 100))


def fatos_pedidos(conjunto: ConjuntoDeRegras) -> frozenset[str]:
    """Return the name of every fact, word included, that some rule looks at."""
    return frozenset(
        nome
        for regra in conjunto.regras
        for evidencia in (*regra.evidencias, *regra.contra)
        for nome in nomes_de_fatos(regra, evidencia)
    )


def nomes_de_fatos(regra: Regra, evidencia: EvidenciaRegra) -> tuple[str, ...]:
    """Return the facts one evidence asks for; a pattern becomes a fact of its own name."""
    if evidencia.padrao:
        return (f"padrao:{regra.id}.{evidencia.id}",)
    return evidencia.fatos or tuple(f"palavra:{palavra}" for palavra in evidencia.palavras)


class EvidenciaPronta(Struct, frozen=True):
    """One evidence of a rule with the facts it asks for."""

    evidencia: EvidenciaRegra
    nomes: tuple[str, ...]
    a_favor: bool
    exigida: bool
    """Whether the rule speaks where this one holds; without any of those it is silent."""


@dataclass(frozen=True, slots=True)
class RegraPronta:
    """A rule with the facts of each evidence looked up once, for being asked of many files."""

    regra: Regra
    evidencias: tuple[EvidenciaPronta, ...]
    """Those in favour, then those against."""
    por_fato: Mapping[str, tuple[int, ...]]
    """Which evidences each fact speaks for, by their place: few facts are there, of most files."""
    precisos: frozenset[str]
    """Facts without any of which the rule is silent; most rules are, of most files."""


class Prontas(tuple[RegraPronta, ...]):
    """Rules in the order in which they are asked."""

    @cached_property
    def por_fato(self) -> dict[str, list[int]]:
        """Which rules each fact wakes, by their place."""
        indice: dict[str, list[int]] = defaultdict(list)
        for posicao, pronta in enumerate(self):
            for nome in pronta.precisos:
                indice[nome].append(posicao)
        return dict(indice)


def aprontar(regras: Iterable[Regra]) -> Prontas:
    """Prepare rules for `julgar`."""
    return Prontas(map(_aprontar, regras))


def _aprontar(regra: Regra) -> RegraPronta:
    evidencias = tuple(
        EvidenciaPronta(
            evidencia,
            nomes_de_fatos(regra, evidencia),
            a_favor,
            a_favor and (not regra.exige_um_de or evidencia.id in regra.exige_um_de),
        )
        for a_favor, todas in ((True, regra.evidencias), (False, regra.contra))
        for evidencia in todas
    )
    por_fato: dict[str, tuple[int, ...]] = {}
    for posicao, pronta in enumerate(evidencias):
        for nome in pronta.nomes:
            por_fato[nome] = (*por_fato.get(nome, ()), posicao)
    precisos = frozenset(nome for e in evidencias if e.exigida for nome in e.nomes)
    return RegraPronta(regra, evidencias, por_fato, precisos)


def julgar(
    regras: Prontas,
    fatos: Mapping[str, Local],
    linguagem: str = "",
    tipo: str = "",
) -> list[Rotulo]:
    """Return the labels whose points reach their threshold, strongest first.

    Of rules that give the same label the strongest stands; on an exclusive axis the strongest
    label stands alone, the first in rule order winning a tie. On the other axes a label given is
    a fact (`familia:grade`) for the rules that follow.
    """
    melhores: dict[tuple[Dimensao, str], Rotulo] = {}
    conhecidos = dict(fatos)
    por_fato = regras.por_fato
    acordadas = {i for nome in conhecidos.keys() & por_fato.keys() for i in por_fato[nome]}
    for indice, pronta in enumerate(regras):
        if indice not in acordadas or not vale(pronta.regra, linguagem, tipo):
            continue
        rotulo = _pesar(pronta, conhecidos, pronta.regra.limiar)
        if rotulo is None:
            continue
        chave = (rotulo.dimensao, "" if rotulo.dimensao.exclusiva else rotulo.valor)
        atual = melhores.get(chave)
        if atual is None or rotulo.pontos > atual.pontos:
            melhores[chave] = rotulo
        if not rotulo.dimensao.exclusiva:
            conhecidos.setdefault(rotulo.nome, rotulo.local)
            acordadas.update(por_fato.get(rotulo.nome, ()))
    return sorted(melhores.values(), key=lambda r: -r.pontos)


def vale(regra: Regra, linguagem: str, tipo: str) -> bool:
    """Tell whether a rule is meant for programs of this language and type."""
    if regra.linguagens and linguagem not in regra.linguagens:
        return False
    return not regra.tipos or tipo in regra.tipos


def pesar(pronta: RegraPronta, fatos: Mapping[str, Local]) -> Rotulo | None:
    """Return what one rule says, whatever its threshold; None where nothing it needs is there."""
    return _pesar(pronta, fatos, None)


def _pesar(pronta: RegraPronta, fatos: Mapping[str, Local], limiar: int | None) -> Rotulo | None:
    """Do `pesar`; less than the threshold is not worth citing."""
    regra = pronta.regra
    presentes = list(_presentes(pronta, fatos))
    if not any(e.exigida for e, _ in presentes):
        return None
    pontos = sum(e.evidencia.peso for e, _ in presentes)
    if limiar is not None and pontos < limiar:
        return None
    graus = (e.evidencia.grau for e, _ in presentes if e.a_favor and e.evidencia.grau)
    return Rotulo(
        regra.dimensao,
        regra.valor,
        pontos,
        tuple(_citar(regra, e.evidencia, local) for e, local in presentes),
        max(graus, key=_DO_MAIS_FRACO.index, default=None),
        regra.nota,
    )


def _presentes(
    pronta: RegraPronta, fatos: Mapping[str, Local]
) -> Iterator[tuple[EvidenciaPronta, Local]]:
    """Yield the evidences that hold, in the order of the rule; what no fact names is not asked."""
    citadas = {
        posicao
        for nome in pronta.por_fato.keys() & fatos.keys()
        for posicao in pronta.por_fato[nome]
    }
    for posicao in sorted(citadas):
        evidencia = pronta.evidencias[posicao]
        local = achar(evidencia.nomes, fatos, todos=evidencia.evidencia.todos)
        if local is not None:
            yield evidencia, local


def achar(nomes: tuple[str, ...], fatos: Mapping[str, Local], *, todos: bool) -> Local | None:
    """Return where the evidence stands, or None where it does not hold.

    That is its earliest fact with a line: one of the whole file shows the reader nothing.
    """
    if fatos.keys().isdisjoint(nomes):
        return None
    if len(nomes) == 1:
        return fatos[nomes[0]]
    locais = [fatos[nome] for nome in nomes if nome in fatos]
    if todos and len(locais) < len(nomes):
        return None
    return min(locais, key=lambda local: (not local[0], local))


def _citar(regra: Regra, evidencia: EvidenciaRegra, local: Local) -> Evidencia:
    return Evidencia(
        rotulo=f"{regra.dimensao}:{regra.valor}",
        regra=f"{regra.id}.{evidencia.id}",
        linha=local[0],
        trecho=local[1],
        peso=evidencia.peso,
        porque=evidencia.porque or regra.porque,
        grau=evidencia.grau or "",
        entradas=local[2],
    )


def palavras_de(pedidos: Set[str], especie: str) -> frozenset[str]:
    """Return what the facts of one kind are about: `chamada:OrderSend/11` gives OrderSend."""
    prefixo = f"{especie}:"
    return frozenset(
        nome.removeprefix(prefixo).split("/")[0] for nome in pedidos if nome.startswith(prefixo)
    )
