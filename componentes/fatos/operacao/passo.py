"""Whether a program adds positions at price steps: against the last fill, or as a ladder.

The same comparison of price and open price also moves stops and closes trades; what it governs
tells them apart: an order sent (or a flag set in a function that sends), not OrderModify or
OrderClose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from componentes.fatos.chamadas import chamadas
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.programa import TRATADORES
from componentes.fatos.rastreio.atribuicoes import indexar
from componentes.fatos.rastreio.ramos import Ramo
from componentes.fatos.rastreio.valores import NOME, Origens

_DE_ABERTURA = re.compile(
    r"\bOrderOpenPrice\s*\(|\bPOSITION_PRICE_OPEN\b|\.\s*PriceOpen\s*\(|\bDEAL_PRICE\b"
)
_PRECO = re.compile(
    r"\b(?:Ask|Bid|iClose|SYMBOL_ASK|SYMBOL_BID|MODE_ASK|MODE_BID)\b|\bClose\s*\[|[.]\s*(?:ask|bid)\b"
    r"|\b\w*(?:[aA]sk|[bB]id|[pP]rice|[pP]reco)\w*\b"
)
_MEXE = re.compile(r"\b(?:OrderModify|PositionModify|OrderClose\w*|PositionClose\w*|OrderDelete)\b")
_MARCA = re.compile(
    r"=\s*(?:true|TRUE|True|1|OP_BUY|OP_SELL)\s*;|\breturn\s*\(?\s*(?:true|TRUE|1)\b"
)
_MEDIO = re.compile(
    r"OrderOpenPrice\s*\(\s*\)\s*\*\s*OrderLots\b|OrderLots\s*\(\s*\)\s*\*\s*OrderOpenPrice\b"
    r"|POSITION_PRICE_OPEN\s*\)\s*\*|POSITION_VOLUME\s*\)\s*\*"
    r"|PriceOpen\s*\(\s*\)\s*\*\s*\w+\s*\.\s*Volume"
)
_PESOS = frozenset(
    {"OrderOpenPrice", "OrderLots", "POSITION_PRICE_OPEN", "POSITION_VOLUME", "PriceOpen"}
)
_SENAO = re.compile(r"[-+*/]\s*\w")
_COM_DISTANCIA = re.compile(r"\s{0,9}(?:\(\s{0,9}\))?\s{0,9}[-+]\s{0,9}[\w(]")
_GUARDA_PRECO = re.compile(
    r"([^\W\d]\w*)\s*=\s*(?:Ask|Bid|ask|bid|\w*[pP]rice\w*|SymbolInfoDouble\s*\([^;)]*\))\s*;"
)
_ABERTURA = frozenset({"OrderOpenPrice", "POSITION_PRICE_OPEN", "PriceOpen", "DEAL_PRICE"})
_MENCOES = 40
_NIVEIS = 3
_NUMERO = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_DEGRAUS_MINIMOS = 4
_UM_SO = frozenset({"0", "1"})
"""Defaults of a number of rungs that make no ladder."""
_PASSOS_ATE_ENTRADAS = 8
_VIZINHANCA = 500
_CORPO = 1500


class Passo:
    """Looks for price steps in one program."""

    def __init__(self, origens: Origens, achadas: Sequence[Ordem]) -> None:
        self.origens = origens
        self.programa: Programa = origens.programa
        self.codigo = origens.programa.vistas.codigo
        self.achadas = achadas

    @cached_property
    def abridoras(self) -> frozenset[Funcao]:
        """The functions that send orders, directly or through others."""
        achadas = {ordem.funcao for ordem in self.achadas if ordem.funcao}
        for _ in range(_NIVEIS):
            nomes = {funcao.nome for funcao in achadas} - TRATADORES
            achadas |= {funcao for funcao in self.programa.ativas if nomes & funcao.palavras}
        return frozenset(achadas)

    @cached_property
    def nomes_de_abridoras(self) -> frozenset[str]:
        """Names that send an order where they are called."""
        return frozenset(funcao.nome for funcao in self.abridoras) - TRATADORES

    @cached_property
    def precos_de_abertura(self) -> frozenset[str]:
        """Names that hold, or functions that return, the price at which an order was filled."""
        diretos = set(self._atribuidos_na_abertura())
        diretos.update(self._precos_guardados())
        devolvem = {
            funcao.nome
            for funcao in self.programa.ativas
            if funcao.nome not in TRATADORES and self._devolve(funcao, diretos)
        }
        for nome in devolvem:
            for abre in islice(chamadas(self.codigo, nome), _MENCOES):
                diretos.update(self._alvo(abre))
        return frozenset(diretos | devolvem)

    def _atribuidos_na_abertura(self) -> Iterator[str]:
        """Yield names that are given the open price of an order."""
        for palavra in _ABERTURA & self.programa.palavras_ativas:
            for posicao in self.programa.vistas.achar_palavras(palavra, _MENCOES):
                yield from self._alvo(posicao)

    def _alvo(self, posicao: int) -> Iterator[str]:
        """Yield the names that the statement around a place assigns to before it."""
        piso = max(0, posicao - _VIZINHANCA)
        inicio = max(self.codigo.rfind(sinal, piso, posicao) for sinal in ";{}")
        yield from indexar(self.codigo[max(inicio + 1, piso) : posicao])

    def _precos_guardados(self) -> Iterator[str]:
        """Yield names that keep the price right beside an order that is sent."""
        for ordem in self.achadas[:_MENCOES]:
            antes = max(0, ordem.posicao - _VIZINHANCA)
            inicio = max(self.codigo.rfind("{", antes, ordem.posicao), antes)
            fim = self.codigo.find("}", ordem.posicao, ordem.posicao + _VIZINHANCA)
            for achado in _GUARDA_PRECO.finditer(self.codigo, inicio, max(fim, ordem.posicao)):
                yield achado[1]

    def _devolve(self, funcao: Funcao, nomes: set[str]) -> bool:
        if not (nomes | _ABERTURA) & funcao.palavras:
            return False
        textos = [self.origens.texto(t) for t in self.origens.retornos(funcao)]
        return any(nomes & set(NOME.findall(t)) or _DE_ABERTURA.search(t) for t in textos)

    def adicoes(self) -> Iterator[tuple[Ramo, bool]]:
        """Yield branches that add a position at a distance from an earlier fill; True: traced."""
        nomes = self.precos_de_abertura
        falam = nomes | self.niveis | _ABERTURA
        for funcao in sorted(self.programa.ativas, key=lambda f: f.inicio):
            if falam.isdisjoint(funcao.palavras):
                continue
            for ramo in self.origens.ramos.da_funcao(funcao):
                texto = self.origens.texto(ramo.condicao)
                if ramo.comando != "if" or not ("<" in texto or ">" in texto):
                    continue
                pelo_nivel = not self._compara(texto, nomes)
                if pelo_nivel and not self._chega_ao_nivel(texto):
                    continue
                efeito = self._efeito(ramo, funcao)
                # A flag set at a level is as often that of a breakeven.
                if efeito or (efeito is False and not pelo_nivel):
                    yield ramo, efeito

    @cached_property
    def niveis(self) -> frozenset[str]:
        """Names given the price of a fill plus or minus a distance: `nivel = ultimo - Passo;`."""
        achados: set[str] = set()
        precos = (self.precos_de_abertura | _ABERTURA) & self.programa.palavras_ativas
        for palavra in sorted(precos):
            for posicao in self.programa.vistas.achar_palavras(palavra, _MENCOES):
                if _COM_DISTANCIA.match(self.codigo, posicao + len(palavra)):
                    achados.update(self._alvo(posicao))
        return frozenset(achados) - self.precos_de_abertura

    def _compara(self, texto: str, nomes: frozenset[str]) -> bool:
        if not _SENAO.search(texto):
            return False
        if nomes.isdisjoint(NOME.findall(texto)) and not _DE_ABERTURA.search(texto):
            return False
        return bool(_PRECO.search(_DE_ABERTURA.sub(" ", texto)))

    def _chega_ao_nivel(self, texto: str) -> bool:
        return not self.niveis.isdisjoint(NOME.findall(texto)) and bool(_PRECO.search(texto))

    def _efeito(self, ramo: Ramo, funcao: Funcao) -> bool | None:
        """Tell what a branch does: True sends an order, False sets a flag, None neither."""
        corpo = self.codigo[ramo.inicio : min(ramo.fim, ramo.inicio + _CORPO)]
        if any(ramo.inicio <= o.posicao < ramo.fim for o in self.achadas):
            return True
        if not self.nomes_de_abridoras.isdisjoint(NOME.findall(corpo)):
            return True
        if _MEXE.search(corpo):
            return None
        return False if funcao in self.abridoras and _MARCA.search(corpo) else None

    def preco_medio(self) -> int:
        """Return where prices are weighed by lots to find the average, or -1."""
        for palavra in sorted(_PESOS & self.programa.palavras_ativas):
            for posicao in self.programa.vistas.achar_palavras(palavra, _MENCOES):
                if _MEDIO.match(self.codigo, posicao) and self.programa.ativo(posicao):
                    return posicao
        return -1

    def escadas(self) -> Iterator[tuple[Ordem, Ramo]]:
        """Yield pending orders in a loop whose price moves with the loop."""
        for ordem in self.achadas:
            if not ordem.formas & {"pendente_stop", "pendente_limite"}:
                continue
            for ramo in self.origens.ramos.ate(ordem.posicao):
                if ramo.comando in ("for", "while") and self._anda(ramo):
                    yield ordem, ramo
                    break

    def degraus(self) -> Ordem | None:
        """Return the first of pending orders written out one by one, alike but for a number."""
        iguais: dict[tuple[frozenset[str], str], list[Ordem]] = defaultdict(list)
        for ordem in self.achadas:
            if ordem.formas & {"pendente_stop", "pendente_limite"}:
                fim = self.codigo.find(";", ordem.posicao, ordem.posicao + _VIZINHANCA)
                texto = _NUMERO.sub("#", self.codigo[ordem.posicao : max(fim, ordem.posicao)])
                iguais[ordem.formas, texto].append(ordem)
        escada = max(iguais.values(), key=len, default=[])
        return escada[0] if len(escada) >= _DEGRAUS_MINIMOS else None

    def _anda(self, ramo: Ramo) -> bool:
        """Tell whether the price of an order is made with the counter of the loop around it."""
        texto = self.origens.texto(ramo.condicao)
        contador = re.match(r"\s*(?:int|uint|long)?\s*([^\W\d]\w*)\s*=", texto)
        corpo = self.codigo[ramo.inicio : min(ramo.fim, ramo.inicio + _CORPO)]
        if "Total" in texto or not contador:
            return False
        return bool(re.search(rf"\*\s*\(?\s*{contador[1]}\b|\b{contador[1]}\s*\)?\s*\*", corpo))


def anotar_passo(coletor: Coletor, passo: Passo) -> None:
    """Note price steps: `grade:passo` where an order is reached, `grade:marca` for a flag set."""
    origens = passo.origens
    for ramo, chega in passo.adicoes():
        nome = "grade:passo" if chega else "grade:marca"
        if coletor.falta(nome):
            coletor.anotar(nome, ramo.condicao.inicio, _entradas(origens, ramo))
        if chega:
            break
    medio = passo.preco_medio()
    if medio >= 0:
        coletor.anotar("grade:preco_medio", medio)
    degrau = passo.degraus()
    if degrau:
        coletor.anotar("grade:escada", degrau.posicao)
    for ordem, ramo in passo.escadas():
        if coletor.falta("grade:escada"):
            entradas = _entradas(origens, ramo)
            coletor.anotar("grade:escada", ordem.posicao, entradas)
            padroes = {e.padrao for e in passo.programa.entradas if e.nome in entradas}
            if padroes and padroes <= _UM_SO:
                coletor.anotar("grade:um_degrau", ordem.posicao, entradas)


def _entradas(origens: Origens, ramo: Ramo) -> tuple[str, ...]:
    return origens.entradas_de((ramo.condicao,), _PASSOS_ATE_ENTRADAS)
