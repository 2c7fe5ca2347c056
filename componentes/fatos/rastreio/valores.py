"""Where the values of MQL code come from: assignments, arguments, returns, macros, inputs.

Names are followed backwards through the text, a bounded number of steps; what cannot be followed
is said to be unknown, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.rastreio.atribuicoes import Atribuicao, incrementos, indexar
from componentes.fatos.rastreio.ramos import LACOS, Ramos, ramos_de
from componentes.fatos.rastreio.trecho import Trecho
from componentes.lexico.expressoes import inteira

NOME = re.compile(r"(?<![\w.])([^\W\d]\w*)")
_METODO = re.compile(r"\.\s{0,4}([^\W\d]\w*)\s{0,4}\(")
_RETORNO = re.compile(inteira("return") + r"[\s(]")
_SINAL = re.compile(r"[()\[\]{},;]")
_DESVIO = re.compile(f"[{{}}]|{inteira('if', 'else', 'case', 'for', 'while')}")
_ATRIBUICOES_MAXIMAS = 24
_CHAMADAS_MAXIMAS = 16
_EXPRESSAO_MAXIMA = 600
_PASSOS_MAXIMOS = 40
_ENTRADAS_MAXIMAS = 6
_COPIADORES = frozenset({"CopyBuffer", "CopyClose", "CopyHigh", "CopyLow", "CopyOpen"})


@dataclass(frozen=True)
class Origens:
    """Follows values back through one program."""

    programa: Programa
    _atribuidos: dict[tuple[str, Funcao | None], tuple[Trecho, ...]] = field(default_factory=dict)
    _passados: dict[tuple[Funcao, int], tuple[Trecho, ...]] = field(default_factory=dict)
    _fontes: dict[tuple[str, Funcao | None], tuple[Trecho, ...]] = field(default_factory=dict)
    _nomes: dict[tuple[int, int], dict[str, None]] = field(default_factory=dict)

    def texto(self, trecho: Trecho) -> str:
        """Return the code of a piece."""
        return self.programa.vistas.codigo[trecho.inicio : trecho.fim]

    def de(self, trecho: Trecho) -> Iterator[Trecho]:
        """Yield a piece and all that its value is made of, nearest first."""
        fila, vistos = [trecho], {trecho}
        for passo in range(_PASSOS_MAXIMOS):
            if passo >= len(fila):
                return
            atual = fila[passo]
            yield atual
            for nome in self.nomes(atual):
                for novo in self.do_nome(nome, atual):
                    if novo not in vistos:
                        vistos.add(novo)
                        fila.append(novo)

    def nomes(self, trecho: Trecho) -> dict[str, None]:
        """Return the names a piece uses, each once; the same piece is asked about often."""
        chave = (trecho.inicio, trecho.fim)
        if chave not in self._nomes:
            self._nomes[chave] = nomes_em(self.texto(trecho))
        return self._nomes[chave]

    def entradas_de(self, trechos: Iterable[Trecho], passos: int) -> tuple[str, ...]:
        """Return the inputs that the value of some pieces hangs on, within so many steps back."""
        conhecidas = self.programa.nomes_de_entradas
        nomes = (
            nome
            for trecho in trechos
            for parte in islice(self.de(trecho), passos)
            for nome in self.nomes(parte)
            if nome in conhecidas
        )
        return tuple(dict.fromkeys(nomes))[:_ENTRADAS_MAXIMAS]

    def do_nome(self, nome: str, usado_em: Trecho, *, exato: bool = False) -> tuple[Trecho, ...]:
        """Return the pieces that give a name its value where a piece uses it.

        With `exato`, assignments that others have undone by then are left out.
        """
        if exato and usado_em.funcao and nome not in self.macros:
            vivos = self._vivos(nome, usado_em)
            if vivos:
                return vivos
        chave = (nome, usado_em.funcao)
        if chave not in self._fontes:
            self._fontes[chave] = self._fontes_de(nome, usado_em.funcao)
        fontes = self._fontes[chave]
        return self._sem_desfeitos(nome, fontes) if exato else fontes

    def _fontes_de(self, nome: str, funcao: Funcao | None) -> tuple[Trecho, ...]:
        if nome in self.macros:
            return (self.macros[nome],)
        if nome in self.programa.nomes_de_entradas:
            return ()
        if nome in self.programa.por_nome:
            return self.devolvidos(nome)
        recebidos = self.passados(funcao, nome) if funcao else ()
        return recebidos + self.atribuidos(nome, funcao) or self._copiados.get(nome, ())

    def devolvidos(self, nome: str) -> tuple[Trecho, ...]:
        """Return the expressions that the functions of a name give back."""
        funcoes = self.programa.por_nome.get(nome, ())[:_ATRIBUICOES_MAXIMAS]
        return tuple(t for funcao in funcoes for t in self.retornos(funcao))[:_ATRIBUICOES_MAXIMAS]

    def _vivos(self, nome: str, usado_em: Trecho) -> tuple[Trecho, ...]:
        """Return the assignments that still hold where a name is used, () when that is not sure.

        The last one that runs whenever the use does undoes those before it.
        """
        if nome in self.programa.nomes_de_entradas or nome in self.programa.por_nome:
            return ()
        atribuidos = self._sem_desfeitos(nome, self.atribuidos(nome, usado_em.funcao))
        antes = [t for t in atribuidos if t.funcao is usado_em.funcao and t.fim <= usado_em.inicio]
        if not antes:
            return ()
        em_volta = {ramo.inicio: ramo for ramo in self.ramos.em_volta(usado_em.inicio)}
        for indice in range(len(antes) - 1, -1, -1):
            ramos = {ramo.inicio for ramo in self.ramos.em_volta(antes[indice].inicio)}
            lacos = [r for i, r in em_volta.items() if i not in ramos and r.comando in LACOS]
            if ramos <= em_volta.keys() and not lacos and not self._estatica(antes[indice]):
                return tuple(antes[indice:])
        return ()

    def _estatica(self, trecho: Trecho) -> bool:
        """Tell whether an assignment is the start value of a `static`, set once and for all."""
        codigo = self.programa.vistas.codigo
        piso = max(0, trecho.inicio - _EXPRESSAO_MAXIMA)
        inicio = max(codigo.rfind(sinal, piso, trecho.inicio) for sinal in ";{}")
        return codigo[inicio + 1 : trecho.inicio].lstrip().startswith("static")

    def passados(self, funcao: Funcao, nome: str) -> tuple[Trecho, ...]:
        """Return the arguments that active calls pass for a parameter called `nome`."""
        for indice, parametro in enumerate(funcao.parametros):
            if parametro.nome == nome:
                return self.argumentos_de(funcao, indice)
        return ()

    def argumentos_de(self, funcao: Funcao, indice: int) -> tuple[Trecho, ...]:
        """Return the pieces that calls of a function pass at one position."""
        chave = (funcao, indice)
        if chave not in self._passados:
            achados = islice(self._argumentos(funcao, indice), _CHAMADAS_MAXIMAS)
            self._passados[chave] = tuple(achados)
        return self._passados[chave]

    def _argumentos(self, funcao: Funcao, indice: int) -> Iterator[Trecho]:
        codigo = self.programa.vistas.codigo
        for abre, de in self.programa.chamam(funcao):
            if abre < de.abre:
                continue
            partes = argumentos(codigo, abre)
            if indice < len(partes):
                yield Trecho(*partes[indice], de)

    def atribuidos(self, nome: str, funcao: Funcao | None) -> tuple[Trecho, ...]:
        """Return what is assigned to a name: in its function where that assigns it, else anywhere.

        The condition under which it happens is not looked at.
        """
        chave = (nome, funcao)
        if chave not in self._atribuidos:
            aqui = self._lidos(nome, funcao) if funcao else ()
            if not aqui and funcao:
                aqui = self.atribuidos(nome, None)
            self._atribuidos[chave] = aqui or self._lidos(nome, None)
        return self._atribuidos[chave]

    def _lidos(self, nome: str, funcao: Funcao | None) -> tuple[Trecho, ...]:
        """Return the active assignments to a name, in one function or anywhere."""
        todas = self._indice.get(nome, [])
        if funcao:
            todas = todas[bisect(todas, (funcao.abre,)) : bisect(todas, (funcao.fim,))]
        achadas = (
            self._trecho(nome, atribuicao)
            for atribuicao in todas
            if self.programa.ativo(atribuicao[0]) and not self.ramos.nunca_corre(atribuicao[0])
        )
        return tuple(islice(achadas, _ATRIBUICOES_MAXIMAS))

    @cached_property
    def _indice(self) -> dict[str, list[Atribuicao]]:
        return indexar(self.programa.vistas.codigo)

    @cached_property
    def incrementos(self) -> dict[str, list[int]]:
        """Where names are counted up, by the name."""
        return incrementos(self.programa.vistas.codigo)

    def _trecho(self, nome: str, atribuicao: Atribuicao) -> Trecho:
        posicao, valor, composta = atribuicao
        # `x *= f` and `x += f`: the operator belongs to what the value is made of.
        inicio = posicao if composta else valor
        fim = fim_da_expressao(self.programa.vistas.codigo, valor)
        return Trecho(inicio, fim, self.programa.em(posicao), nome)

    def _sem_desfeitos(self, nome: str, trechos: Iterable[Trecho]) -> tuple[Trecho, ...]:
        """Return assignments without those that the very next statements overwrite unused."""
        vivos: list[Trecho] = []
        for trecho in trechos:
            if vivos and vivos[-1].funcao is trecho.funcao and not self._compoe(trecho):
                entre = self.programa.vistas.codigo[vivos[-1].fim : trecho.inicio]
                if not _DESVIO.search(entre) and entre.count(nome) == 1:
                    vivos.pop()
            vivos.append(trecho)
        return tuple(vivos)

    def _compoe(self, trecho: Trecho) -> bool:
        """Tell whether an assignment builds on the old value of its name."""
        return trecho.alvo in NOME.findall(self.texto(trecho))

    def retornos(self, funcao: Funcao) -> tuple[Trecho, ...]:
        """Return the expressions a function gives back."""
        chave = ("return", funcao)
        if chave not in self._atribuidos:
            codigo = self.programa.vistas.codigo
            achados = _RETORNO.finditer(codigo, funcao.abre, funcao.fim)
            self._atribuidos[chave] = tuple(
                Trecho(a.end() - 1, fim_da_expressao(codigo, a.end() - 1), funcao)
                for a in islice(achados, _ATRIBUICOES_MAXIMAS)
            )
        return self._atribuidos[chave]

    @cached_property
    def _copiados(self) -> dict[str, tuple[Trecho, ...]]:
        """What fills each array that `CopyBuffer` and its like write: the handle's arguments."""
        codigo = self.programa.vistas.codigo
        copiados: dict[str, tuple[Trecho, ...]] = {}
        for nome in sorted(_COPIADORES & self.programa.vistas.palavras):
            for abre in islice(chamadas(codigo, nome), _CHAMADAS_MAXIMAS):
                partes = argumentos(codigo, abre)
                destino = NOME.search(codigo, *partes[-1]) if len(partes) > 2 else None
                if destino:
                    fonte = Trecho(*partes[0], self.programa.em(abre))
                    copiados[destino[1]] = (*copiados.get(destino[1], ()), fonte)
        return copiados

    @cached_property
    def ramos(self) -> Ramos:
        """The branches of the program's functions."""
        return ramos_de(self.programa)

    @cached_property
    def macros(self) -> dict[str, Trecho]:
        """What each `#define NAME value` stands for."""
        codigo = self.programa.vistas.codigo
        macros: dict[str, Trecho] = {}
        for diretiva in self.programa.vistas.diretivas:
            nome = NOME.match(codigo, diretiva.inicio) if diretiva.nome == "define" else None
            if nome and codigo[nome.end() : nome.end() + 1] != "(":
                macros.setdefault(nome[1], Trecho(nome.end(), diretiva.fim, None))
        return macros


def nomes_em(texto: str) -> dict[str, None]:
    """Return the names used in an expression, methods of objects included, each once."""
    nomes = dict.fromkeys(NOME.findall(texto))
    if "." in texto:
        nomes |= dict.fromkeys(_METODO.findall(texto))
    return nomes


def fim_da_expressao(codigo: str, inicio: int) -> int:
    """Return where an expression ends: at `;`, a comma or a bracket that closes around it."""
    ponto = codigo.find(";", inicio, inicio + _EXPRESSAO_MAXIMA)
    if ponto >= 0 and not _SINAL.search(codigo, inicio, ponto):
        return ponto
    nivel = 0
    for sinal in _SINAL.finditer(codigo, inicio, inicio + _EXPRESSAO_MAXIMA):
        marca = sinal[0]
        if marca in "([{":
            nivel += 1
        elif marca in ")]}":
            nivel -= 1
            if nivel < 0:
                return sinal.start()
        elif marca == ";" or (marca == "," and nivel == 0):
            return sinal.start()
    return min(len(codigo), inicio + _EXPRESSAO_MAXIMA)
