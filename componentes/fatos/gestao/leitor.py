"""What the rooms about management share: active mentions of a word, and how findings are noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from msgspec import Struct

from componentes.fatos.chamadas import pular_brancos
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.programa import TRATADORES
from componentes.fatos.raizes import Raizes
from componentes.fatos.rastreio.condicoes import cabecas, comando, corpo
from componentes.fatos.rastreio.ramos import ramos_de
from componentes.fatos.rastreio.valores import NOME
from componentes.lexico.vistas import de_palavra

_NOME_MAXIMO = 64
_NOMES = 24
_PERTO = 120
_MENCOES = 30
_CABECAS = 3
_CHAMADAS = 3
_ENTRADAS_MAXIMAS = 8


class Mencao(Struct, frozen=True, gc=False):
    """One statement of code that runs: its place, text and the function around it."""

    posicao: int
    """Of the word that was looked for."""
    inicio: int
    fim: int
    texto: str
    funcao: Funcao


@dataclass(frozen=True, eq=False)
class Leitor:
    """Reads one MQL program for the facts called `gestao:`."""

    coletor: Coletor
    programa: Programa
    _condicoes: dict[int, str] = field(default_factory=dict)
    _lembradas: dict[Funcao, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def codigo(self) -> str:
        """The code, comments and strings blanked."""
        return self.programa.vistas.codigo

    @cached_property
    def _raizes(self) -> Raizes:
        """The words of the functions that run."""
        return Raizes(self.programa.palavras_ativas)

    def nomes(self, *raizes: str, forma: re.Pattern[str] | None = None) -> list[str]:
        """Return the words of code that runs that hold a small-letter root and match a pattern."""
        curtos = (n for n in self._raizes.com(raizes) if len(n) <= _NOME_MAXIMO)
        return list(islice((n for n in curtos if forma is None or forma.search(n)), _NOMES))

    def falta(self, nome: str) -> bool:
        """Tell whether a fact is asked for and not yet found."""
        return self.coletor.falta(f"gestao:{nome}")

    def mencoes(self, nomes: Iterable[str], *, perto: str = "") -> Iterator[Mencao]:
        """Yield the statements of running functions that hold one of some words.

        With `perto`, only where one of its signs stands near: cheaper than reading statements.
        """
        for nome in nomes:
            ate = 0
            for posicao, funcao in islice(self._lugares(nome), _MENCOES):
                if posicao >= ate and (not perto or self._tem_perto(posicao, perto)):
                    inicio, ate = comando(self.codigo, posicao)
                    yield Mencao(posicao, inicio, ate, self.codigo[inicio:ate], funcao)

    def _tem_perto(self, posicao: int, sinais: str) -> bool:
        trecho = self.codigo[max(0, posicao - _PERTO) : posicao + _PERTO]
        for sinal in sinais:  # noqa: SIM110 a generator inside any() takes twice the time
            if sinal in trecho:
                return True
        return False

    def chamadas(self, *nomes: str) -> Iterator[Mencao]:
        """Yield the statements of running functions that call one of some functions or methods."""
        for nome in nomes:
            for posicao, funcao in islice(self._lugares(nome), _MENCOES):
                abre = pular_brancos(self.codigo, posicao + len(nome))
                if self.codigo.startswith("(", abre):
                    inicio, fim = comando(self.codigo, abre)
                    yield Mencao(abre, inicio, fim, self.codigo[inicio:fim], funcao)

    def _lugares(self, nome: str) -> Iterator[tuple[int, Funcao]]:
        """Yield where a word stands in functions that run; only those that have it are searched."""
        if nome not in self.programa.palavras_ativas:
            return
        codigo, tamanho = self.codigo, len(nome)
        for funcao in self._em_ordem:
            if nome not in funcao.palavras:
                continue
            posicao = codigo.find(nome, funcao.abre, funcao.fim)
            while posicao >= 0:
                fim = posicao + tamanho
                antes = codigo[posicao - 1]
                if antes != "_" and not antes.isalnum() and not de_palavra(codigo[fim : fim + 1]):
                    yield posicao, funcao
                posicao = codigo.find(nome, fim, funcao.fim)

    @cached_property
    def _em_ordem(self) -> list[Funcao]:
        return [f for f in self.programa.funcoes if f in self.programa.ativas]

    def condicao(self, mencao: Mencao) -> str:
        """Return what has to hold for a place to be reached: heads of blocks and own `if`."""
        posicao = mencao.posicao
        if posicao not in self._condicoes:
            em_volta = islice(cabecas(self.codigo, mencao.inicio, mencao.funcao.abre + 1), _CABECAS)
            self._condicoes[posicao] = ";".join((self.codigo[mencao.inicio : posicao], *em_volta))
        return self._condicoes[posicao]

    def efeito(self, mencao: Mencao) -> str:
        """Return what a condition governs: the rest of its statement and the block after it."""
        return mencao.texto + corpo(self.codigo, mencao.fim)

    def anotar(self, nome: str, mencao: Mencao, *textos: str) -> None:
        """Note a fact with the inputs that its statement, its conditions and its calls name."""
        if self.falta(nome) and not ramos_de(self.programa).nunca_corre(mencao.posicao):
            chaves = self._chaves(mencao.funcao)
            partes = (mencao.texto, *textos, self.condicao(mencao), *chaves)
            self.coletor.anotar(f"gestao:{nome}", mencao.posicao, self.entradas(partes))

    def entradas(self, textos: Iterable[str]) -> tuple[str, ...]:
        """Return the inputs that some code names, in the order of the texts."""
        conhecidas = self.programa.nomes_de_entradas
        if not conhecidas:
            return ()
        nomes = filter(conhecidas.__contains__, NOME.findall("\n".join(textos)))
        return tuple(dict.fromkeys(nomes))[:_ENTRADAS_MAXIMAS]

    def _chaves(self, funcao: Funcao) -> tuple[str, ...]:
        """Return the conditions under which a function is called."""
        if funcao not in self._lembradas:
            fora = () if funcao.nome in TRATADORES else self.chamadas(funcao.nome)
            self._lembradas[funcao] = tuple(map(self.condicao, islice(fora, _CHAMADAS)))
        return self._lembradas[funcao]
