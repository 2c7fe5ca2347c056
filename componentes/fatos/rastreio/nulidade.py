"""Whether an expression of MQL code is always zero: what decides if an order has a stop loss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import cached_property

from componentes.base.tipos import Entrada
from componentes.fatos.chamadas import argumentos
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens

_NUMERO = re.compile(r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)f?")
_NOME_SO = re.compile(r"[^\W\d]\w*")
_CHAMADA = re.compile(r"([^\W\d]\w*)\s*\(")
_CONVERSAO = re.compile(r"\A(?:\s*\(\s*(?:double|int|float|long|uint|ulong)\s*\))+")
_VEZES_ZERO = re.compile(r"(?:^|\*)\s*0(?:\.0*)?\s*(?:\*|$)")
_TERNARIO = re.compile(r"\?([^?:]*):([^?:]*)\Z")
_DECLARADOS = re.compile(
    r"(?:^|[;{}])[ \t]*+(?:static[ \t]+)?(?:double|int|float|long)\b([^;\n(){}]{0,300})",
    re.MULTILINE,
)
_NULOS = frozenset({"NULL", "false", "EMPTY", "__null__"})
_TRANSPARENTES = frozenset({"NormalizeDouble", "MathAbs", "fabs", "double", "int", "float"})
_NIVEL_MAXIMO = 6


class Valor(Flag):
    """What an expression can be worth; several at once where paths differ."""

    NADA = 0
    ZERO = auto()
    NAO_ZERO = auto()
    ENTRADA_ZERO = auto()
    """Hangs on an input whose default is zero."""
    ENTRADA = auto()
    """Hangs on an input whose default is not zero."""
    DESCONHECIDO = auto()


@dataclass(frozen=True)
class Avaliador:
    """Judges pieces of one program, at most six steps back, and remembers what it judged."""

    origens: Origens
    _feitos: dict[Trecho, Valor] = field(default_factory=dict)

    def todos(self, trechos: Iterable[Trecho], nivel: int = 0) -> Valor:
        """Return what several alternatives can be worth together."""
        valor = Valor.NADA
        for trecho in trechos:
            valor |= self.avaliar(trecho, nivel)
        return valor

    def avaliar(self, trecho: Trecho, nivel: int = 0) -> Valor:
        """Return what a piece can be worth."""
        if nivel > _NIVEL_MAXIMO:
            return Valor.DESCONHECIDO
        if trecho not in self._feitos:
            self._feitos[trecho] = Valor.NADA  # a value made of itself adds nothing
            self._feitos[trecho] = self._da_expressao(_despir(self.origens, trecho), nivel)
        return self._feitos[trecho]

    def _da_expressao(self, trecho: Trecho, nivel: int) -> Valor:
        texto = self.origens.texto(trecho)
        if not texto:
            return Valor.ZERO
        if _NUMERO.fullmatch(texto):
            return _do_numero(texto, Valor.ZERO, Valor.NAO_ZERO)
        if _NOME_SO.fullmatch(texto):
            return self._do_nome(texto, trecho, nivel)
        chamada = _CHAMADA.match(texto)
        primeiro = _primeiro_argumento(texto, chamada.end()) if chamada else None
        if chamada and primeiro:
            de, ate = (trecho.inicio + onde for onde in primeiro)
            return self._da_chamada(chamada[1], Trecho(de, ate, trecho.funcao), nivel)
        ternario = _TERNARIO.search(texto)
        if ternario:
            spans = (ternario.span(1), ternario.span(2))
            partes_do = (
                Trecho(trecho.inicio + a, trecho.inicio + b, trecho.funcao) for a, b in spans
            )
            return self.todos(partes_do, nivel + 1)
        return self._do_composto(texto)

    def _do_nome(self, nome: str, trecho: Trecho, nivel: int) -> Valor:
        if nome in _NULOS:
            return Valor.ZERO
        if nome in self._entradas:
            return _da_entrada(self._entradas[nome])
        valor = self.todos(self.origens.do_nome(nome, trecho, exato=True), nivel + 1)
        valor |= self._padrao_do_parametro(nome, trecho)
        return valor or self._sem_fonte(nome)

    def _padrao_do_parametro(self, nome: str, trecho: Trecho) -> Valor:
        """Judge the default of a parameter, which is what shorter calls pass."""
        parametros = trecho.funcao.parametros if trecho.funcao else ()
        for parametro in parametros:
            if parametro.nome == nome and _NUMERO.fullmatch(parametro.padrao):
                return _do_numero(parametro.padrao, Valor.ZERO, Valor.NAO_ZERO)
        return Valor.NADA

    def _sem_fonte(self, nome: str) -> Valor:
        """Judge a name nobody gives a value: a variable of the program is zero, others unknown."""
        return Valor.ZERO if nome in self._declarados else Valor.DESCONHECIDO

    @cached_property
    def _declarados(self) -> frozenset[str]:
        """Names that declarations of numbers hold."""
        achados = _DECLARADOS.findall(self.origens.programa.vistas.codigo)
        return frozenset(nome for texto in achados for nome in NOME.findall(texto))

    def _da_chamada(self, nome: str, primeiro: Trecho, nivel: int) -> Valor:
        if nome in _TRANSPARENTES:
            return self.avaliar(primeiro, nivel + 1)
        return self.todos(self.origens.devolvidos(nome), nivel + 1) or Valor.NAO_ZERO

    def _do_composto(self, texto: str) -> Valor:
        """Judge a sum or product: always zero only as a product with a literal zero."""
        if not set("+-") & set(texto) and _VEZES_ZERO.search(texto):
            return Valor.ZERO
        valor = Valor.NADA
        for nome in NOME.findall(texto):
            if nome in self._entradas:
                valor |= _da_entrada(self._entradas[nome])
        return valor or Valor.NAO_ZERO

    @cached_property
    def _entradas(self) -> dict[str, Entrada]:
        return {entrada.nome: entrada for entrada in self.origens.programa.entradas}


def _primeiro_argumento(texto: str, depois: int) -> tuple[int, int] | None:
    """Return the span of the first argument of a call that is all of a text, or none."""
    partes = argumentos(texto, depois - 1)
    fim = partes[-1][1] if partes else texto.find(")", depois)
    if texto[fim + 1 :].strip() or not (partes or texto[depois:fim].isspace() or fim == depois):
        return None
    return partes[0] if partes else (fim, fim)


def _despir(origens: Origens, trecho: Trecho) -> Trecho:
    """Return a piece without blanks, casts and brackets around it."""
    inicio, fim = trecho.inicio, trecho.fim
    while True:
        texto = origens.programa.vistas.codigo[inicio:fim]
        conversao = _CONVERSAO.match(texto)
        corte = conversao.end() if conversao else len(texto) - len(texto.lstrip())
        resto = len(texto) - len(texto.rstrip())
        if texto.strip()[:1] == "(" and argumentos(texto, corte)[-1:] == [
            (corte + 1, len(texto) - resto - 1)
        ]:
            corte, resto = corte + 1, resto + 1
        if not corte and not resto:
            return Trecho(inicio, fim, trecho.funcao)
        inicio, fim = inicio + corte, fim - resto


def _do_numero(texto: str, zero: Valor, outro: Valor) -> Valor:
    return (
        outro if texto.split("e", maxsplit=1)[0].split("E", maxsplit=1)[0].strip("+-0.f") else zero
    )


def _da_entrada(entrada: Entrada) -> Valor:
    padrao = entrada.padrao
    if _NUMERO.fullmatch(padrao) or padrao in ("false", "true"):
        return _do_numero(padrao, Valor.ENTRADA_ZERO, Valor.ENTRADA)
    return Valor.ENTRADA
