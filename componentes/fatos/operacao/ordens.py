"""Every place where an MQL program sends an order, with side, size, stop loss and target.

MQL4: `OrderSend` and its look-alikes (OrderSendReliable, OrderSendEx) by position; MQL5: methods of
`CTrade` and fields of `MqlTradeRequest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.rastreio.ramos import Ramo
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens, fim_da_expressao

# Position of volume, stop loss and target among the arguments (MQL5/Include/Trade/Trade.mqh).
_METODOS = {
    "Buy": (0, 3, 4),
    "Sell": (0, 3, 4),
    "BuyLimit": (0, 3, 4),
    "BuyStop": (0, 3, 4),
    "SellLimit": (0, 3, 4),
    "SellStop": (0, 3, 4),
    "PositionOpen": (2, 4, 5),
    "OrderOpen": (2, 5, 6),
}
_DO_TIPO = {
    "OP_BUY": ("compra", "mercado"),
    "OP_SELL": ("venda", "mercado"),
    "OP_BUYSTOP": ("compra", "pendente_stop"),
    "OP_SELLSTOP": ("venda", "pendente_stop"),
    "OP_BUYLIMIT": ("compra", "pendente_limite"),
    "OP_SELLLIMIT": ("venda", "pendente_limite"),
    "0": ("compra", "mercado"),
    "1": ("venda", "mercado"),
    "2": ("compra", "pendente_limite"),
    "3": ("venda", "pendente_limite"),
    "4": ("compra", "pendente_stop"),
    "5": ("venda", "pendente_stop"),
    "ORDER_TYPE_BUY": ("compra", "mercado"),
    "ORDER_TYPE_SELL": ("venda", "mercado"),
    "ORDER_TYPE_BUY_STOP": ("compra", "pendente_stop"),
    "ORDER_TYPE_SELL_STOP": ("venda", "pendente_stop"),
    "ORDER_TYPE_BUY_LIMIT": ("compra", "pendente_limite"),
    "ORDER_TYPE_SELL_LIMIT": ("venda", "pendente_limite"),
    "Buy": ("compra", "mercado"),
    "Sell": ("venda", "mercado"),
    "BuyStop": ("compra", "pendente_stop"),
    "SellStop": ("venda", "pendente_stop"),
    "BuyLimit": ("compra", "pendente_limite"),
    "SellLimit": ("venda", "pendente_limite"),
}
_PASSOS_ATE_O_TIPO = 8
_ENVIO = re.compile(r"OrderSend\w*\Z")
_OBJETO = re.compile(r"[.>]\s*\Z")
_PEDIDO = re.compile(r"\s*&?\s*([^\W\d]\w*)(?:\[[^\]]{0,60}\])?\s*\Z")
_CAMPO = re.compile(r"\.\s*(action|type|volume|sl|tp|position)\s*=(?!=)")
_DONO = re.compile(r"(?<![\w.])([^\W\d]\w*)(?:\[[^\]]{0,60}\])?\s*\Z")
_DONO_MAXIMO = 140
_ORDENS_MAXIMAS = 200
_CHAMADAS_MAXIMAS = 300
_PREENCHEDORES_MAXIMOS = 12
_NIVEIS_DE_PEDIDO = 2
_VALORES_MAXIMOS = 16


_DO_TESTADOR = frozenset({"MQL_TESTER", "IsTesting"})
_NO_TESTADOR = re.compile(
    r"\s*\(*\s*(?:bool\s*\(\s*)?(?:IsTesting\s*\(\s*\)|MQL5?InfoInteger\s*\(\s*MQL_TESTER\s*\))"
    r"(?!\s*==\s*(?:false|0)|.*\|\|)"
)
_LADO_E_FORMA = 2
"""Forms of an order whose type is certain: one side, and market or one kind of pending."""
_DEMONSTRACAO_MAXIMA = 3000
"""More code than that behind a question for the tester is the program, locked to it."""
AMBOS_OS_LADOS = frozenset({"compra", "venda"})


@dataclass(frozen=True)
class Ordem:
    """One place where an order is sent; what a call leaves out is None."""

    posicao: int
    funcao: Funcao | None
    tipos: tuple[Trecho, ...]
    volume: Trecho | None
    stop: tuple[Trecho, ...]
    alvo: tuple[Trecho, ...]
    metodo: str = ""
    formas: frozenset[str] = AMBOS_OS_LADOS
    """Of compra, venda, mercado, pendente_stop and pendente_limite, those it can be."""


def ordens(origens: Origens) -> list[Ordem]:
    """Return the orders that code that runs can send, in the order of the file."""
    programa = origens.programa
    ha_testador = bool(_DO_TESTADOR & programa.palavras_ativas)
    corre = (
        ordem
        for ordem in _ordens(programa)
        if programa.ativo(ordem.posicao) and not origens.ramos.nunca_corre(ordem.posicao)
        if not (ha_testador and _so_no_testador(origens, ordem.posicao))
    )
    achadas = islice(corre, _ORDENS_MAXIMAS)
    com_formas = (replace(ordem, formas=_formas(origens, ordem)) for ordem in achadas)
    pedidas = (ordem for ordem in com_formas if not _nunca_pedida(origens, ordem))
    return sorted(pedidas, key=lambda ordem: ordem.posicao)


def _nunca_pedida(origens: Origens, ordem: Ordem) -> bool:
    """Tell an order that no call asks for: `case OP_BUYSTOP:` in a function for all types."""
    if len(ordem.formas) != _LADO_E_FORMA or ordem.funcao is None:
        return False
    lugares = {parametro.nome: n for n, parametro in enumerate(ordem.funcao.parametros)}
    for ramo in origens.ramos.em_volta(ordem.posicao):
        for nome in origens.nomes(ramo.condicao).keys() & lugares.keys():
            if _pedida_no_ramo(origens, ramo, ordem.posicao) == ordem.formas:
                passados = origens.argumentos_de(ordem.funcao, lugares[nome])
                pedidas = [formas_no_texto(origens.texto(passado)) for passado in passados]
                return bool(pedidas) and all(pedidas) and ordem.formas not in pedidas
    return False


def _pedida_no_ramo(origens: Origens, ramo: Ramo, posicao: int) -> set[str]:
    """Return the forms of the type for which a branch is taken, or a label of its `switch`."""
    if ramo.comando != "switch":
        return formas_nomeadas(origens.texto(ramo.condicao)) if ramo.comando == "if" else set()
    codigo = origens.programa.vistas.codigo
    etiqueta = codigo.rfind("case", ramo.inicio, posicao)
    return (
        formas_nomeadas(codigo[etiqueta : codigo.find(":", etiqueta)]) if etiqueta >= 0 else set()
    )


def _so_no_testador(origens: Origens, posicao: int) -> bool:
    """Tell a place reached in the tester only: shops ask for orders there, users never see them."""
    return any(
        ramo.comando == "if"
        and ramo.fim - ramo.inicio < _DEMONSTRACAO_MAXIMA
        and _NO_TESTADOR.match(origens.texto(ramo.condicao))
        for ramo in origens.ramos.em_volta(posicao)
    )


def _formas(origens: Origens, ordem: Ordem) -> frozenset[str]:
    """Return which sides and kinds an order can be of.

    The type is followed back to where it is named, through variables and arguments.
    """
    if ordem.metodo in _DO_TIPO:
        return frozenset(_DO_TIPO[ordem.metodo])
    formas: set[str] = set()
    for tipo in ordem.tipos:
        diretas = formas_no_texto(origens.texto(tipo))
        formas |= diretas or _formas_atras(origens, tipo)
    return frozenset(formas) or AMBOS_OS_LADOS


def _formas_atras(origens: Origens, tipo: Trecho) -> set[str]:
    """Return the forms named where the value of a type comes from."""
    formas: set[str] = set()
    for trecho in islice(origens.de(tipo), _PASSOS_ATE_O_TIPO):
        formas |= formas_no_texto(origens.texto(trecho))
    return formas


def formas_no_texto(texto: str) -> set[str]:
    """Return the forms an expression names; a number is a type only by itself: `Sinal(0, 3)`."""
    return formas_nomeadas(texto).union(_DO_TIPO.get(texto.strip(" ()"), ()))


def formas_nomeadas(texto: str) -> set[str]:
    """Return the forms whose constants stand in some code."""
    return {forma for nome in NOME.findall(texto) for forma in _DO_TIPO.get(nome, ())}


def _ordens(programa: Programa) -> Iterator[Ordem]:
    palavras = programa.vistas.palavras
    for nome in sorted(p for p in palavras if p.startswith("OrderSend") and _ENVIO.match(p)):
        yield from _de_order_send(programa, nome)
    if any("trade" in d.nome.casefold() for d in programa.dependencias) or "CTrade" in palavras:
        for metodo in sorted(_METODOS.keys() & palavras):
            yield from _de_metodo(programa, metodo)


def _de_order_send(programa: Programa, nome: str) -> Iterator[Ordem]:
    # Its own wrapper: the call inside it is what counts. But a class that imitates MQL4 in MQL5
    # (`static int OrderSend(...)`) takes orders from outside, by position.
    imitacao = nome == "OrderSend" and nome in programa.por_nome
    if nome in programa.por_nome and not imitacao:
        return
    codigo = programa.vistas.codigo
    pedidos = _Pedidos(programa)
    ativas = (abre for abre in chamadas(codigo, nome) if programa.ativo(abre))
    for abre in islice(ativas, _CHAMADAS_MAXIMAS):
        partes = argumentos(codigo, abre)
        funcao = programa.em(abre)
        if imitacao and (funcao is None or funcao.nome == nome):
            continue
        if len(partes) >= 5:
            trechos = [Trecho(*parte, funcao) for parte in partes]
            tipo, stop, alvo = (trechos[1],), tuple(trechos[5:6]), tuple(trechos[6:7])
            yield Ordem(abre, funcao, tipo, trechos[2], stop, alvo)
        elif partes and len(partes) <= 2:
            for lugar, dono, pedido in _quem_preenche(programa, abre, partes[0]):
                yield from pedidos.ordens(lugar, dono, pedido)


@dataclass(frozen=True)
class _Pedidos:
    """The `MqlTradeRequest` variables of one program and what fills their fields."""

    programa: Programa
    _campos: dict[Funcao, dict[str, dict[str, list[Trecho]]]] = field(default_factory=dict)

    def ordens(self, lugar: int, dono: Funcao, pedido: str) -> Iterator[Ordem]:
        """Yield the orders that a request stands for where it is sent."""
        campos = self.campos(dono).get(pedido)
        if campos:
            yield from _de_pedido(lugar, dono, campos)
            return
        # A global request that other functions fill in before this one sends it.
        for outro in self._preenchem.get(pedido, ())[:_PREENCHEDORES_MAXIMOS]:
            campos = self.campos(outro)[pedido]
            primeiro = min(valores[0].inicio for valores in campos.values())
            yield from _de_pedido(primeiro, outro, campos)

    @cached_property
    def _preenchem(self) -> dict[str, list[Funcao]]:
        """The functions that fill in each request."""
        achadas: dict[str, list[Funcao]] = {}
        for funcao in sorted(self.programa.ativas, key=lambda funcao: funcao.inicio):
            for pedido in self.campos(funcao):
                achadas.setdefault(pedido, []).append(funcao)
        return achadas

    def campos(self, funcao: Funcao) -> dict[str, dict[str, list[Trecho]]]:
        """Return what a function assigns to the fields of each request."""
        if funcao not in self._campos:
            self._campos[funcao] = _campos(funcao)
        return self._campos[funcao]


def _quem_preenche(
    programa: Programa, abre: int, argumento: tuple[int, int], nivel: int = 0
) -> Iterator[tuple[int, Funcao, str]]:
    """Yield place, function and name of a request; those of the callers for a parameter."""
    codigo = programa.vistas.codigo
    pedido, funcao = _PEDIDO.match(codigo[slice(*argumento)]), programa.em(abre)
    if not pedido or funcao is None:
        return
    indices = [i for i, p in enumerate(funcao.parametros) if p.nome == pedido[1]]
    if not indices or nivel == _NIVEIS_DE_PEDIDO:
        yield abre, funcao, pedido[1]
        return
    for chamada in islice(chamadas(codigo, funcao.nome, "_"), _PREENCHEDORES_MAXIMOS):
        partes = argumentos(codigo, chamada)
        if indices[0] < len(partes) and programa.em(chamada) is not funcao:
            yield from _quem_preenche(programa, chamada, partes[indices[0]], nivel + 1)


def _de_pedido(abre: int, funcao: Funcao, campos: Mapping[str, list[Trecho]]) -> Iterator[Ordem]:
    """Read the fields that the function around a call fills in a `MqlTradeRequest`."""
    acoes = " ".join(funcao.codigo[t.inicio : t.fim] for t in campos.get("action", ()))
    if "TRADE_ACTION_" in acoes and not ("_DEAL" in acoes or "_PENDING" in acoes):
        return
    if "position" in campos and not _pode_faltar(funcao, campos["position"]):
        return  # names the position it acts on: that closes or reduces one
    volumes = campos.get("volume", [])
    yield Ordem(
        abre,
        funcao,
        tuple(campos.get("type", ())),
        volumes[0] if volumes else None,
        tuple(campos.get("sl", ())),
        tuple(campos.get("tp", ())),
    )


def _pode_faltar(funcao: Funcao, valores: list[Trecho]) -> bool:
    """Tell whether a value is a parameter that calls may leave out: then it is zero, and opens."""
    padroes = {p.nome: p.padrao for p in funcao.parametros}
    textos = [funcao.codigo[valor.inicio : valor.fim].strip() for valor in valores]
    return all(padroes.get(texto) in ("0", "NULL") for texto in textos)


def _campos(funcao: Funcao) -> dict[str, dict[str, list[Trecho]]]:
    """Return what a function assigns to the fields of each request, by its name and the field."""
    pedidos: dict[str, dict[str, list[Trecho]]] = {}
    for achado in _CAMPO.finditer(funcao.codigo, funcao.abre, funcao.fim):
        antes = funcao.codigo[max(0, achado.start() - _DONO_MAXIMO) : achado.start()]
        dono = _DONO.search(antes)
        if dono:
            valores = pedidos.setdefault(dono[1], {}).setdefault(achado[1], [])
            fim = fim_da_expressao(funcao.codigo, achado.end())
            if len(valores) < _VALORES_MAXIMOS:
                valores.append(Trecho(achado.end(), fim, funcao))
    return pedidos


def _de_metodo(programa: Programa, metodo: str) -> Iterator[Ordem]:
    codigo = programa.vistas.codigo
    volume, stop, alvo = _METODOS[metodo]
    for abre in chamadas(codigo, metodo, "_"):
        antes = codigo[max(0, abre - len(metodo) - 12) : abre]
        objeto = antes[: antes.rfind(metodo)]
        if not _OBJETO.search(objeto):
            continue
        funcao = programa.em(abre)
        trechos = [Trecho(*parte, funcao) for parte in argumentos(codigo, abre)]
        if len(trechos) > volume:
            yield Ordem(
                abre,
                funcao,
                tuple(trechos[1:2]) if volume else (),
                trechos[volume],
                tuple(trechos[stop : stop + 1]),
                tuple(trechos[alvo : alvo + 1]),
                metodo,
            )
