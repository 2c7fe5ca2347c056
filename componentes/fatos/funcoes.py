"""The functions of an MQL program and which of them run: those its entry handlers lead to.

Names are followed, not types: a method counts as called where its name is mentioned and its class
is. That keeps generator libraries, which nobody calls, out of what is said of a program.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from msgspec import Struct

from componentes.base.tipos import Dependencia, Entrada
from componentes.fatos.chamadas import chamadas
from componentes.fatos.estrutura import Bloco, blocos
from componentes.fatos.programa import TRATADORES_SEM_CAIXA
from componentes.fatos.raizes import Raizes
from componentes.lexico.vistas import Vistas, palavras_do

_USOS_OLHADOS = 30
_CLASSES_OLHADAS = 400
_COM_METODOS = frozenset({"class", "struct", "interface", "namespace"})
_PROTOTIPO = re.compile(r"\b\w++\s*+\(")
"""A method that a class only declares is not called by that."""
_PARAMETRO = re.compile(r"([^\W\d]\w*)\s*(?:\[[^\]]*\])?\s*(?:=\s*(.*))?\Z", re.DOTALL)


class Parametro(Struct, frozen=True, gc=False):
    """One parameter of a function and the text of its default, "" without one."""

    nome: str
    padrao: str


class Funcao(Struct, frozen=True, eq=False, dict=True):
    """A function or method with a body; offsets of its name and of its two braces."""

    nome: str
    classe: str
    parametros_texto: str
    inicio: int
    abre: int
    fim: int
    codigo: str
    """The code of the whole program."""

    @cached_property
    def palavras(self) -> frozenset[str]:
        """Every word of the body."""
        return palavras_do(self.codigo[self.abre : self.fim])

    @cached_property
    def parametros(self) -> tuple[Parametro, ...]:
        """Parameters in order."""
        achados = map(_PARAMETRO.search, self.parametros_texto.split(","))
        return tuple(Parametro(a[1], (a[2] or "").strip()) for a in achados if a)


@dataclass(frozen=True, eq=False)
class Programa:
    """One MQL text as a program: its functions, those that run, its inputs and needs."""

    vistas: Vistas
    entradas: tuple[Entrada, ...]
    dependencias: tuple[Dependencia, ...]
    propriedades: Mapping[str, str]
    funcoes: tuple[Funcao, ...]
    """In the order of the file."""
    ativas: frozenset[Funcao]
    """Those the entry handlers lead to; all of them where a file has no handler of its own."""
    _chamadas: dict[str, list[tuple[int, Funcao]]] = field(default_factory=dict)

    @cached_property
    def por_nome(self) -> dict[str, list[Funcao]]:
        """Functions and methods by their plain name."""
        mapa: dict[str, list[Funcao]] = defaultdict(list)
        for funcao in self.funcoes:
            mapa[funcao.nome].append(funcao)
        return mapa

    @cached_property
    def nomes_de_entradas(self) -> frozenset[str]:
        """Names of all inputs."""
        return frozenset(entrada.nome for entrada in self.entradas)

    @cached_property
    def palavras_ativas(self) -> frozenset[str]:
        """Every word of the functions that run."""
        return frozenset().union(*(funcao.palavras for funcao in self.ativas))

    @cached_property
    def raizes(self) -> Raizes:
        """Every word of the program, to be searched by parts."""
        return Raizes(self.vistas.palavras)

    def em(self, posicao: int) -> Funcao | None:
        """Return the function around an offset."""
        indice = bisect_right(self._inicios, posicao) - 1
        if indice < 0 or posicao > self.funcoes[indice].fim:
            return None
        return self.funcoes[indice]

    def ativo(self, posicao: int) -> bool:
        """Tell whether the code at an offset runs; declarations outside functions do."""
        funcao = self.em(posicao)
        return funcao is None or funcao in self.ativas

    def chamam(self, funcao: Funcao) -> list[tuple[int, Funcao]]:
        """Return where functions that run call a function, by its name, and which ones do.

        Offsets are those of the opening parentheses.
        """
        if funcao.nome not in self._chamadas:
            lugares = (
                (abre, self.em(abre)) for abre in chamadas(self.vistas.codigo, funcao.nome, "_")
            )
            self._chamadas[funcao.nome] = [(a, de) for a, de in lugares if de and de in self.ativas]
        return self._chamadas[funcao.nome]

    @cached_property
    def _inicios(self) -> list[int]:
        return [funcao.inicio for funcao in self.funcoes]


def ler_funcoes(
    vistas: Vistas, externos: Iterable[Bloco]
) -> tuple[tuple[Funcao, ...], frozenset[Funcao]]:
    """Return the functions of a program and those that run."""
    classes: dict[str, frozenset[str]] = {}
    funcoes = tuple(_funcoes(vistas.codigo, externos, classes))
    raizes = [f for f in funcoes if not f.classe and f.nome.casefold() in TRATADORES_SEM_CAIXA]
    if not raizes or _todas_citadas(vistas, funcoes, raizes, classes):
        return funcoes, frozenset(funcoes)
    livres = _palavras_de_fora(vistas, funcoes, classes)
    return funcoes, frozenset(_alcancar(funcoes, raizes, classes, livres))


def _todas_citadas(
    vistas: Vistas, funcoes: tuple[Funcao, ...], raizes: list[Funcao], classes: Iterable[str]
) -> bool:
    """Tell whether all functions and classes are named elsewhere: then none needs tracing.

    Code that nobody calls begins with a function nobody names, but for functions that only call
    each other; tracing costs as much as all other reading of the words of a file.
    """
    definicoes = Counter(funcao.nome for funcao in funcoes)
    # `void A::f() {}` is named in its class, too.
    definicoes.update(
        f.nome for f in funcoes if f.classe and vistas.codigo.startswith(f"{f.classe}::", f.inicio)
    )
    for raiz in raizes:
        definicoes.pop(raiz.nome, None)
    return all(_e_usada(vistas, c) for c in islice(classes, _CLASSES_OLHADAS)) and all(
        vistas.contagem[nome] > vezes for nome, vezes in definicoes.items()
    )


def _funcoes(
    codigo: str, externos: Iterable[Bloco], classes: dict[str, frozenset[str]]
) -> Iterator[Funcao]:
    """Yield functions and the methods in classes; fill in the words each class itself has."""
    for bloco in externos:
        if bloco.forma == "funcao":
            classe, _, nome = bloco.nome.rpartition("::")
            # Old MQL4 allowed dots in names: `Long.Open()` is called where its last word stands.
            yield _funcao(codigo, bloco, nome.rpartition(".")[2], classe, 0)
        elif bloco.forma in _COM_METODOS:
            inicio = bloco.abre + 1
            metodos = [
                _funcao(codigo, metodo, metodo.nome, bloco.nome, inicio)
                for metodo in blocos(codigo[inicio : bloco.fim])
                if metodo.forma == "funcao"
            ]
            fora = _sem_corpos(codigo, bloco.inicio, bloco.fim, metodos)
            classes[bloco.nome] = palavras_do(_PROTOTIPO.sub(" ", fora))
            yield from metodos


def _funcao(codigo: str, bloco: Bloco, nome: str, classe: str, base: int) -> Funcao:
    inicio, abre, fim = bloco.inicio + base, bloco.abre + base, bloco.fim + base
    return Funcao(nome, classe, bloco.parametros, inicio, abre, fim, codigo)


def _sem_corpos(codigo: str, inicio: int, fim: int, funcoes: Iterable[Funcao]) -> str:
    """Return the code between two offsets without the bodies of some functions in it."""
    partes = []
    for funcao in funcoes:
        partes.append(codigo[inicio : funcao.inicio])
        inicio = funcao.fim
    return " ".join((*partes, codigo[inicio:fim]))


def _palavras_de_fora(
    vistas: Vistas, funcoes: tuple[Funcao, ...], classes: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Return what stands outside functions and can lead to one: macros, and types of variables.

    A prototype (`double Lots();`) is no call, so of other text only the names of classes count.
    """
    macros = frozenset(
        palavra
        for diretiva in vistas.diretivas
        if diretiva.nome == "define"
        for palavra in palavras_do(vistas.codigo[diretiva.inicio : diretiva.fim])
    )
    if not classes:
        return macros
    fora = palavras_do(_sem_corpos(vistas.codigo, 0, len(vistas.codigo), funcoes))
    nomes = [nome for nome in classes if nome in fora]
    declaradas = {nome for nome in nomes[:_CLASSES_OLHADAS] if _e_usada(vistas, nome)}
    return macros | declaradas.union(nomes[_CLASSES_OLHADAS:])


def _e_usada(vistas: Vistas, classe: str) -> bool:
    """Tell whether a class is named outside its own definition and methods."""
    for posicao in vistas.achar_palavras(classe, _USOS_OLHADOS):
        antes = vistas.codigo[max(0, posicao - 12) : posicao].split()
        depois = vistas.codigo[posicao + len(classe) : posicao + len(classe) + 3].lstrip()
        if antes[-1:] not in (["class"], ["struct"], ["interface"], ["namespace"]) and (
            not depois.startswith(("::", "(", "{"))
        ):
            return True
    return False


def _alcancar(
    funcoes: tuple[Funcao, ...],
    raizes: list[Funcao],
    classes: Mapping[str, frozenset[str]],
    livres: frozenset[str],
) -> set[Funcao]:
    """Return the functions that the roots and the macros lead to."""
    por_nome: dict[str, list[Funcao]] = defaultdict(list)
    por_classe: dict[str, list[Funcao]] = defaultdict(list)
    for funcao in funcoes:
        (por_classe[funcao.classe] if funcao.classe else por_nome[funcao.nome]).append(funcao)
    ativas: set[Funcao] = set()
    ditas: set[str] = set()
    fila, novas = raizes, livres
    while fila or novas:
        ativas.update(fila)
        novas = novas.union(*(funcao.palavras for funcao in fila)) - ditas
        ditas |= novas
        fila = [f for nome in por_nome.keys() & novas for f in por_nome[nome] if f not in ativas]
        fila += [
            metodo
            for classe in por_classe.keys() & ditas
            for metodo in por_classe[classe]
            if metodo not in ativas and (metodo.nome in ditas or metodo.nome.endswith(classe))
        ]
        novas = frozenset[str]().union(*(classes[nome] for nome in classes.keys() & novas)) - ditas
    return ativas
