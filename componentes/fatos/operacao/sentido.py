"""On which side of a level price or oscillator stands when a program takes a side.

`entrada:contra` buys low and sells high, `entrada:a_favor` the reverse; `entrada:impulso` buys
what is higher than some bars ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.rastreio.condicoes import Comparacao, comparacoes
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens

CONSTANTES = frozenset({"true", "1", "-1", "2", "op_buy", "op_sell"})
"""Values of flags, in small letters: what was asked before they were set says more."""

_ORIGENS_OLHADAS = 4
_PRECO = re.compile(
    r"\b(?:i?(?:Close|Low|High)|Ask|Bid|ask|bid|close|low|high|price|Price|lastPrice|SYMBOL_(?:ASK|BID))\b"
)
_OSCILADOR = re.compile(r"(?i)rsi|stoch|wpr|cci|momentum|demarker|williams|mfi|_k\b|%k|osc")
_ABERTURA = re.compile(r"(?i)\bi?open\b|_open\b|\.open\b|\bop\d?\b")
_FECHAMENTO = re.compile(r"(?i)\bi?close\b|_close\b|\.close\b|\bcl\d?\b")
_NIVEL = re.compile(r"\s*-?\d+(?:\.\d+)?\s*|\s*-?[^\W\d]\w*\s*")
_DE_BARRA = re.compile(r"(i?[cC]lose)\s*[\[(]\s*(?:[^,()]*,[^,()]*,)?\s*(\w+)\s*[\])]")
_PALAVRA = re.compile(r"\w+")
_PEDIDO = re.compile(r"[^=!<>&|?]{0,80}==\s{0,9}(-?\w+)")
_AGORA = frozenset({"0", "1", "i"})
_BARRAS_DE_IMPULSO = 5
_DE_ORDEM = re.compile(r"OrderOpenPrice|POSITION_|OrderStopLoss|Total|Count")


def anotar_sentido(
    coletor: Coletor, origens: Origens, ordem: Ordem, precos_de_abertura: frozenset[str]
) -> None:
    """Note whether the side taken goes with the comparisons that lead to it, or against them."""
    formas = ordem.formas
    lados = formas & {"compra", "venda"}
    # A pending stop stands beyond the price whatever is expected of it.
    if len(lados) != 1 or "pendente_stop" in formas:
        return
    if not (coletor.falta("entrada:contra") or coletor.falta("entrada:a_favor")):
        return
    for condicao in _condicoes_diretas(origens, ordem.posicao):
        texto = origens.texto(condicao)
        if "<" not in texto and ">" not in texto:
            continue
        for comparacao in comparacoes(texto):
            if _e_impulso(comparacao, compra="compra" in lados):
                coletor.anotar("entrada:impulso", condicao.inicio)
            acima = _fala_de(comparacao) if comparacao.de_ordem else None
            nomes = {*NOME.findall(comparacao.esquerda), *NOME.findall(comparacao.direita)}
            if acima is None or precos_de_abertura & nomes:
                continue
            sentido = "a_favor" if acima is ("compra" in lados) else "contra"
            coletor.anotar(f"entrada:{sentido}", condicao.inicio)


def _condicoes_diretas(origens: Origens, posicao: int) -> Iterator[Trecho]:
    """Yield the conditions that lead to a place, and those under which their flags are set."""
    for ramo in origens.ramos.ate(posicao):
        if ramo.comando != "if":
            continue
        yield ramo.condicao
        for nome in dict.fromkeys(NOME.findall(origens.texto(ramo.condicao))):
            for origem in origens.do_nome(nome, ramo.condicao)[:_ORIGENS_OLHADAS]:
                texto = origens.texto(origem).strip("() \t\n")
                if texto.casefold() in CONSTANTES:
                    if not _pede(origens.texto(ramo.condicao), nome, texto):
                        continue
                    volta = origens.ramos.em_volta(origem.inicio)
                    yield from (r.condicao for r in volta if r.comando == "if")
                elif "&&" in texto or "<" in texto or ">" in texto:
                    yield origem


def _pede(condicao: str, nome: str, valor: str) -> bool:
    """Tell whether a condition can hold by this value: `sinal == 1` does not by `sinal = -1`."""
    for citado in _PALAVRA.finditer(condicao):
        pedido = _PEDIDO.match(condicao, citado.end()) if citado[0] == nome else None
        if pedido:
            return pedido[1].casefold() == valor.casefold()
    return True


def _fala_de(comparacao: Comparacao) -> bool | None:
    """Tell whether price or oscillator has to be above a level (or below); None for neither."""
    menor, maior = comparacao.crescente
    if _DE_ORDEM.search(maior) or _DE_ORDEM.search(menor):
        return None
    if e_vela(comparacao):
        return bool(_FECHAMENTO.search(maior))
    for forma in (_PRECO, _OSCILADOR):
        em_cima, em_baixo = bool(forma.search(maior)), bool(forma.search(menor))
        if em_cima is not em_baixo:
            outro = menor if em_cima else maior
            if forma is _PRECO or _NIVEL.fullmatch(outro):
                return em_cima
    return None


def _e_impulso(comparacao: Comparacao, *, compra: bool) -> bool:
    """Tell whether price is asked to have gone the way of the order for some bars."""
    if not comparacao.de_ordem:
        return False
    pares = [_DE_BARRA.fullmatch(lado) for lado in comparacao.crescente]
    menor, maior = (par and par.groups() for par in pares)
    if not menor or not maior or menor[0] != maior[0]:
        return False
    novo, velho = (maior[1], menor[1]) if compra else (menor[1], maior[1])
    return novo in _AGORA and (not velho.isdigit() or int(velho) >= _BARRAS_DE_IMPULSO)


def e_vela(comparacao: Comparacao) -> bool:
    """Tell whether open and close are compared: which way a candle went."""
    lados = (comparacao.esquerda, comparacao.direita)
    return any(
        _FECHAMENTO.search(um) and _ABERTURA.search(outro) and not _ABERTURA.search(um)
        for um, outro in (lados, lados[::-1])
    )
