"""Why a program opens positions: what the conditions around its orders are made of.

`motivo:X` says that the word X decides whether an order is sent, `decide:T` that the words which
decide speak of theme T: the mechanism reaches the order. `entrada:contra` and `entrada:a_favor`
say on which side of a level the price or an oscillator has to stand for the side that is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from componentes.fatos.condicoes import comparacoes
from componentes.fatos.modelo import Coletor
from componentes.fatos.ordens import Ordem, lado_e_forma
from componentes.fatos.trecho import Trecho
from componentes.fatos.valores import NOME, Origens
from componentes.fatos.vocabulario import lexico

_TRECHOS_MAXIMOS = 120
_ORDENS_MAXIMAS = 8
_PARCELA = 0.25
_PARCELA_FORTE = 0.5
_CONSTANTES = frozenset({"true", "1", "-1", "2", "op_buy", "op_sell"})
_PRECO = re.compile(
    r"\b(?:i?(?:Close|Low|High)|Ask|Bid|ask|bid|close|low|high|price|Price|lastPrice|SYMBOL_(?:ASK|BID))\b"
)
_OSCILADOR = re.compile(r"(?i)rsi|stoch|wpr|cci|momentum|demarker|williams|mfi|_k\b|%k|osc")
_NIVEL = re.compile(r"\s*-?\d+(?:\.\d+)?\s*|\s*-?[^\W\d]\w*\s*")
_DE_ORDEM = re.compile(r"OrderOpenPrice|POSITION_|OrderStopLoss|Total|Count")


def anotar_motivos(coletor: Coletor, origens: Origens, achadas: Sequence[Ordem]) -> None:
    """Note what the decision to send an order is made of."""
    conhecido = lexico(coletor.pedidos)
    vistos: set[Trecho] = set()
    pesos: Counter[str] = Counter()
    lugares: dict[str, int] = {}
    for ordem in achadas[:_ORDENS_MAXIMAS]:
        for trecho in _decisao(origens, ordem.posicao, vistos):
            for nome in dict.fromkeys(NOME.findall(origens.texto(trecho))):
                coletor.anotar(f"motivo:{nome}", trecho.inicio)
                for palavra in conhecido.ler(nome):
                    for _, tema, peso in conhecido.temas.get(palavra, ()):
                        pesos[tema] += peso
                        lugares.setdefault(tema, trecho.inicio)
        _anotar_sentido(coletor, origens, ordem)
    total = sum(peso for tema, peso in pesos.items() if tema in conhecido.ideias)
    for tema, peso in pesos.items():
        if peso >= _PARCELA * total:
            coletor.anotar(f"decide:{tema}", lugares[tema])
        if peso >= _PARCELA_FORTE * total:
            coletor.anotar(f"decide_mais:{tema}", lugares[tema])


def _decisao(origens: Origens, posicao: int, vistos: set[Trecho]) -> Iterator[Trecho]:
    """Yield the conditions that lead to a place and all they are made of, each once."""
    fila = [ramo.condicao for ramo in origens.ramos.ate(posicao)]
    for trecho in fila:
        if trecho in vistos or len(vistos) > _TRECHOS_MAXIMOS:
            continue
        vistos.add(trecho)
        yield trecho
        for nome in dict.fromkeys(NOME.findall(origens.texto(trecho))):
            for origem in origens.do_nome(nome, trecho):
                fila.append(origem)
                # Buy = true; says nothing by itself: what was asked before it does.
                if origens.texto(origem).strip().casefold() in _CONSTANTES:
                    fila += [ramo.condicao for ramo in origens.ramos.em_volta(origem.inicio)]


def _anotar_sentido(coletor: Coletor, origens: Origens, ordem: Ordem) -> None:
    """Note whether the side taken goes with the comparison that leads to it, or against it."""
    lados = lado_e_forma(origens.programa, ordem) & {"compra", "venda"}
    if len(lados) != 1:
        return
    for condicao in _condicoes_diretas(origens, ordem.posicao):
        for comparacao in comparacoes(origens.texto(condicao)):
            if not comparacao.de_ordem:
                continue
            menor, maior = comparacao.crescente
            acima = _fala_de(maior, menor)
            if acima is None:
                continue
            a_favor = acima is ("compra" in lados)
            nome = "entrada:a_favor" if a_favor else "entrada:contra"
            coletor.anotar(nome, condicao.inicio)


def _condicoes_diretas(origens: Origens, posicao: int) -> Iterator[Trecho]:
    """Yield the conditions that lead to a place, and those under which their flags are set."""
    for ramo in origens.ramos.ate(posicao):
        if ramo.comando != "if":
            continue
        yield ramo.condicao
        for nome in dict.fromkeys(NOME.findall(origens.texto(ramo.condicao))):
            for origem in origens.do_nome(nome, ramo.condicao)[:4]:
                texto = origens.texto(origem).strip()
                if texto.casefold() in _CONSTANTES:
                    volta = origens.ramos.em_volta(origem.inicio)
                    yield from (r.condicao for r in volta if r.comando == "if")
                elif "&&" in texto or "<" in texto or ">" in texto:
                    yield origem


def _fala_de(maior: str, menor: str) -> bool | None:
    """Tell whether price or oscillator has to be above a level (or below); None for neither."""
    if _DE_ORDEM.search(maior) or _DE_ORDEM.search(menor):
        return None
    for forma in (_PRECO, _OSCILADOR):
        em_cima, em_baixo = bool(forma.search(maior)), bool(forma.search(menor))
        if em_cima is not em_baixo:
            outro = menor if em_cima else maior
            if forma is _PRECO or _NIVEL.fullmatch(outro):
                return em_cima
    return None
