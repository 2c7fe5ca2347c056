"""Under which conditions a place in MQL code is reached: the `if`, `while` and `for` around it.

One pass pairs the brackets of a function; commands are then followed from the last to the first,
so that the end of a nested one is known when the outer one needs it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from operator import itemgetter

from msgspec import Struct

from componentes.fatos.chamadas import pular_brancos
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.programa import TRATADORES
from componentes.fatos.rastreio.interruptores import desligados, nunca_vale
from componentes.fatos.rastreio.trecho import Trecho
from componentes.lexico.expressoes import inteira

LACOS = frozenset({"for", "while", "do"})
_PARES = re.compile(r"[(){}]")
_COMANDO = re.compile(f"({inteira('if', 'while', 'for', 'switch', 'else', 'do')})")
_FALSO = re.compile(r"\s*(?:false|0|0\s*==\s*1|1\s*==\s*0|false\s*&&.*)\s*")
_SE_FALSO = re.compile(r"if\s{0,9}\(\s{0,9}(?:false\b|[01]\s{0,9}(?:\)|==\s{0,9}[01]))")
_TALVEZ_FALSO = re.compile(r"(?:if|while|for|switch)\s*+[({]\s*+(?:false|0|1\s*+==)")
_NIVEIS_DE_CHAMADA = 3
_CHAMADAS_MAXIMAS = 6


class Ramo(Struct, frozen=True, gc=False):
    """Code between two offsets that runs under a condition; `comando` is if, else, while, for…"""

    inicio: int
    fim: int
    condicao: Trecho
    comando: str


@dataclass(frozen=True)
class Ramos:
    """The branches of each function of one program, read when first asked for."""

    programa: Programa
    _lidos: dict[Funcao, tuple[Ramo, ...]] = field(default_factory=dict)
    _em_volta: dict[int, list[Ramo]] = field(default_factory=dict)
    _mortos: dict[Funcao, list[tuple[int, int]]] = field(default_factory=dict)
    _pais: dict[Funcao, list[int]] = field(default_factory=dict)
    _chamadores: dict[Funcao, list[int]] = field(default_factory=dict)

    def em_volta(self, posicao: int) -> list[Ramo]:
        """Return the branches around a place in its own function, outermost first."""
        if posicao not in self._em_volta:
            funcao = self.programa.em(posicao)
            achados = list(self._para_fora(funcao, posicao)) if funcao else []
            self._em_volta[posicao] = achados[::-1]
        return self._em_volta[posicao]

    def _para_fora(self, funcao: Funcao, posicao: int) -> Iterator[Ramo]:
        """Yield the branches around a place, innermost first."""
        ramos = self.da_funcao(funcao)
        if funcao not in self._pais:
            self._pais[funcao] = _pais(ramos)
        indice = bisect_right(ramos, posicao, key=lambda ramo: ramo.inicio) - 1
        while indice >= 0:
            if posicao < ramos[indice].fim:
                yield ramos[indice]
            indice = self._pais[funcao][indice]

    def morto(self, posicao: int) -> bool:
        """Tell whether a place stands behind a condition that never holds."""
        funcao = self.programa.em(posicao) if self._ha_falso else None
        mortos = self._mortos_da(funcao) if funcao else ()
        indice = bisect_right(mortos, posicao, key=itemgetter(0)) - 1
        return indice >= 0 and posicao < mortos[indice][1]

    def _mortos_da(self, funcao: Funcao) -> list[tuple[int, int]]:
        """Return the spans of a function that never run, which few functions have."""
        if funcao not in self._mortos:
            codigo = self.programa.vistas.codigo
            talvez = _TALVEZ_FALSO.search(codigo, funcao.abre, funcao.fim)
            ramos: tuple[Ramo, ...] = ()
            if talvez or not self._desligados.isdisjoint(funcao.palavras):
                ramos = self.da_funcao(funcao)
            self._mortos[funcao] = _unir(
                (ramo.inicio, ramo.fim)
                for ramo in ramos
                if ramo.comando != "else" and self._nunca_vale(ramo.condicao)
            )
        return self._mortos[funcao]

    def nunca_corre(self, posicao: int) -> bool:
        """Tell whether a place is dead, or every call of the function around it is."""
        if not self._ha_falso:
            return False
        if self.morto(posicao):
            return True
        funcao = self.programa.em(posicao)
        if funcao is None or funcao.nome in TRATADORES:
            return False
        vezes = self.quem_chama(funcao)
        return bool(vezes) and all(map(self.morto, vezes))

    def _nunca_vale(self, condicao: Trecho) -> bool:
        codigo = self.programa.vistas.codigo
        return bool(
            _FALSO.fullmatch(codigo, condicao.inicio, condicao.fim)
            or nunca_vale(codigo[condicao.inicio : condicao.fim], self._desligados)
        )

    @cached_property
    def _ha_falso(self) -> bool:
        """Whether such a condition exists at all: most programs have none."""
        return bool(self._desligados or _SE_FALSO.search(self.programa.vistas.codigo))

    @cached_property
    def _desligados(self) -> frozenset[str]:
        return desligados(self.programa)

    def ate(self, posicao: int, aceita: Callable[[int], bool] | None = None) -> Iterator[Ramo]:
        """Yield the branches that lead to a place: its own and those around calls to it.

        `aceita` tells which calls, by their opening parenthesis, count.
        """
        fila = [(posicao, 0)]
        vistas: set[Funcao] = set()
        for atual, nivel in fila:
            yield from self.em_volta(atual)
            funcao = self.programa.em(atual)
            if funcao is None or funcao in vistas or nivel >= _NIVEIS_DE_CHAMADA:
                continue
            vistas.add(funcao)
            chamam = self.quem_chama(funcao)
            fila += [(abre, nivel + 1) for abre in chamam if aceita is None or aceita(abre)]

    def quem_chama(self, funcao: Funcao) -> list[int]:
        """Return where code that runs calls a function, the first few places."""
        if funcao not in self._chamadores:
            achados = (abre for abre, de in self.programa.chamam(funcao) if de is not funcao)
            self._chamadores[funcao] = list(islice(achados, _CHAMADAS_MAXIMAS))
        return self._chamadores[funcao]

    def da_funcao(self, funcao: Funcao) -> tuple[Ramo, ...]:
        """Return all branches of a function by where they begin."""
        if funcao not in self._lidos:
            achados = sorted(_ramos(self.programa.vistas.codigo, funcao), key=lambda r: r.inicio)
            self._lidos[funcao] = tuple(achados)
        return self._lidos[funcao]


@lru_cache(maxsize=1)
def ramos_de(programa: Programa) -> Ramos:
    """Return the branches of a program; those who ask for them do so one after another."""
    return Ramos(programa)


def _unir(trechos: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans, sorted by where they begin, with those that overlap made one."""
    unidos: list[tuple[int, int]] = []
    for inicio, fim in trechos:
        if unidos and inicio < unidos[-1][1]:
            unidos[-1] = (unidos[-1][0], max(unidos[-1][1], fim))
        else:
            unidos.append((inicio, fim))
    return unidos


def _pais(ramos: tuple[Ramo, ...]) -> list[int]:
    """Return for each branch the index of the one around it, -1 for none."""
    pais: list[int] = []
    abertos: list[int] = []
    for indice, ramo in enumerate(ramos):
        while abertos and ramos[abertos[-1]].fim <= ramo.inicio:
            abertos.pop()
        pais.append(abertos[-1] if abertos else -1)
        abertos.append(indice)
    return pais


def _ramos(codigo: str, funcao: Funcao) -> Iterator[Ramo]:
    pares = _parear(codigo, funcao.abre, funcao.fim)
    fins: dict[int, int] = {}
    for achado in reversed(list(_COMANDO.finditer(codigo, funcao.abre, funcao.fim))):
        depois = pular_brancos(codigo, achado.end())
        condicao = None
        if achado[1] not in ("else", "do"):
            fecha = pares.get(depois)
            if fecha is None:
                continue
            condicao = Trecho(depois + 1, fecha, funcao)
            depois = pular_brancos(codigo, fecha + 1)
        fim = _fim_do_comando(codigo, depois, pares, fins, funcao.fim)
        fins[achado.start()] = fim
        if condicao is None:
            continue
        senao = pular_brancos(codigo, fim)
        if achado[1] == "if" and codigo.startswith("else", senao) and senao in fins:
            yield Ramo(senao, fins[senao], condicao, "else")
            fins[achado.start()] = fins[senao]
        yield Ramo(depois, fim, condicao, achado[1])


def _fim_do_comando(
    codigo: str, inicio: int, pares: dict[int, int], fins: dict[int, int], limite: int
) -> int:
    """Return where the command at an offset ends: a block, a nested command, or at `;`."""
    if inicio in pares and codigo[inicio] == "{":
        return pares[inicio] + 1
    if inicio in fins:
        return fins[inicio]
    fim = codigo.find(";", inicio, limite)
    return fim + 1 if fim >= 0 else limite


def _parear(codigo: str, inicio: int, fim: int) -> dict[int, int]:
    """Return the closing offset of each bracket between two offsets."""
    pares: dict[int, int] = {}
    abertos: list[int] = []
    for achado in _PARES.finditer(codigo, inicio, fim + 1):
        if achado[0] in "({":
            abertos.append(achado.start())
        elif abertos:
            pares[abertos.pop()] = achado.start()
    return pares
