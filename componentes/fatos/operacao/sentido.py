"""On which side of a level price or oscillator stands when a program takes a side.

`entrada:contra` buys low and sells high, `entrada:a_favor` the reverse; `entrada:impulso` buys
what is higher than some bars ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.fatos.chamadas import argumentos
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import AMBOS_OS_LADOS, Ordem, formas_nomeadas
from componentes.fatos.rastreio.condicoes import Comparacao, comparacoes
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens

CONSTANTES = frozenset({"true", "1", "-1", "2", "op_buy", "op_sell"})
"""Values of flags, in small letters: what was asked before they were set says more."""

_ORIGENS_OLHADAS = 4
_NIVEIS_DE_MARCAS = 2
_CONDICOES_MAXIMAS = 40
_PRECO = re.compile(
    r"\b(?:i?(?:Close|Low|High)|Ask|Bid|ask|bid|close|low|high|price|Price|lastPrice|SYMBOL_(?:ASK|BID))\b"
)
_OSCILADOR = re.compile(r"(?i)rsi|stoch|wpr|cci|momentum|demarker|williams|mfi|_k\b|%k|osc")
_ABERTURA = re.compile(r"(?i)\bi?open\b|_open\b|\.open\b|\bop\d?\b")
_FECHAMENTO = re.compile(r"(?i)\bi?close\b|_close\b|\.close\b|\bcl\d?\b")
_LEITURA = re.compile(r"\bi(?:RSI|Stochastic|WPR|CCI|DeMarker|MFI)(?=\()")
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
    for condicao, nivel in _condicoes_diretas(origens, ordem):
        texto = origens.texto(condicao)
        if "<" not in texto and ">" not in texto:
            continue
        for comparacao in comparacoes(texto):
            if _e_impulso(comparacao, compra="compra" in lados):
                coletor.anotar("entrada:impulso", condicao.inicio)
            if not comparacao.de_ordem:
                continue
            acima = _fala_de(comparacao) if nivel < _NIVEIS_DE_MARCAS else None
            if acima is None:
                acima = _oscilador_acima(_por_extenso(origens, condicao, comparacao))
            nomes = {*NOME.findall(comparacao.esquerda), *NOME.findall(comparacao.direita)}
            if acima is None or precos_de_abertura & nomes:
                continue
            sentido = "a_favor" if acima is ("compra" in lados) else "contra"
            coletor.anotar(f"entrada:{sentido}", condicao.inicio)


def _condicoes_diretas(origens: Origens, ordem: Ordem) -> Iterator[tuple[Trecho, int]]:
    """Yield the conditions that lead to an order, and those under which their flags are set.

    With each how many flags lie between: farther off a price says less than an oscillator.
    """
    ramos = origens.ramos.ate(ordem.posicao, lambda abre: _pode_pedir(origens, ordem, abre))
    fila = [(ramo.condicao, 0) for ramo in ramos if ramo.comando == "if"]
    vistas: set[Trecho] = set()
    for condicao, nivel in fila:
        if condicao in vistas or len(vistas) >= _CONDICOES_MAXIMAS:
            continue
        vistas.add(condicao)
        yield condicao, nivel
        if nivel < _NIVEIS_DE_MARCAS:
            fila += [(atras, nivel + 1) for atras in _por_tras(origens, condicao)]


def _por_tras(origens: Origens, condicao: Trecho) -> Iterator[Trecho]:
    """Yield what the flags of a condition stand for: the question asked before they were set."""
    for nome in dict.fromkeys(NOME.findall(origens.texto(condicao))):
        for origem in origens.do_nome(nome, condicao)[:_ORIGENS_OLHADAS]:
            texto = origens.texto(origem).strip("() \t\n")
            if texto.casefold() in CONSTANTES:
                if _pede(origens.texto(condicao), nome, texto):
                    volta = origens.ramos.em_volta(origem.inicio)
                    yield from (r.condicao for r in volta if r.comando == "if")
            elif "&&" in texto or "<" in texto or ">" in texto:
                yield origem


def _pode_pedir(origens: Origens, ordem: Ordem, abre: int) -> bool:
    """Tell whether a call can ask for an order: `Enviar(OP_SELL, ...)` asks for no purchase."""
    codigo = origens.programa.vistas.codigo
    ditas = (formas_nomeadas(codigo[inicio:fim]) for inicio, fim in argumentos(codigo, abre))
    lados = set().union(*ditas) & AMBOS_OS_LADOS
    return not lados or bool(lados & ordem.formas)


def _pede(condicao: str, nome: str, valor: str) -> bool:
    """Tell whether a condition can hold by this value: `sinal == 1` does not by `sinal = -1`."""
    for citado in _PALAVRA.finditer(condicao):
        pedido = _PEDIDO.match(condicao, citado.end()) if citado[0] == nome else None
        if pedido:
            return pedido[1].casefold() == valor.casefold()
    return True


def _por_extenso(origens: Origens, condicao: Trecho, comparacao: Comparacao) -> Comparacao:
    """Write out the variables of a comparison: `ld_8 < 30` asks what `ld_8` was read from."""
    return Comparacao(
        _valor(origens, condicao, comparacao.esquerda),
        comparacao.sinal,
        _valor(origens, condicao, comparacao.direita),
    )


def _valor(origens: Origens, condicao: Trecho, lado: str) -> str:
    """Return the oscillator that one name alone is read from, else the side as it stands."""
    nome = lado.strip("() \t\n")
    if not nome.isidentifier() or nome in origens.programa.nomes_de_entradas:
        return lado
    fontes = [origens.texto(fonte) for fonte in origens.do_nome(nome, condicao)]
    lidas = {lida for fonte in fontes for lida in _LEITURA.findall(fonte)}
    return lidas.pop() if len(lidas) == 1 else lado


def _fala_de(comparacao: Comparacao) -> bool | None:
    """Tell whether price or oscillator has to be above a level (or below); None for neither."""
    menor, maior = comparacao.crescente
    if _DE_ORDEM.search(maior) or _DE_ORDEM.search(menor):
        return None
    if e_vela(comparacao):
        return bool(_FECHAMENTO.search(maior))
    em_cima, em_baixo = bool(_PRECO.search(maior)), bool(_PRECO.search(menor))
    return em_cima if em_cima is not em_baixo else _oscilador_acima(comparacao)


def _oscilador_acima(comparacao: Comparacao) -> bool | None:
    """Tell whether an oscillator has to be above a level (or below); None for anything else."""
    menor, maior = comparacao.crescente
    em_cima, em_baixo = bool(_OSCILADOR.search(maior)), bool(_OSCILADOR.search(menor))
    if em_cima is em_baixo or not _NIVEL.fullmatch(menor if em_cima else maior):
        return None
    return em_cima


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
