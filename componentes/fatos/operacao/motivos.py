"""Why a program opens positions: what the conditions around its orders are made of.

`motivo:X` says that the word X decides whether an order is sent, `decide:T` that the words which
decide speak of theme T: the mechanism reaches the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from componentes.fatos.assunto.temas import e_ideia
from componentes.fatos.assunto.vocabulario import lexico
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.blocos_prontos import indicadores_das_condicoes
from componentes.fatos.operacao.chaves import desligada
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.operacao.sentido import CONSTANTES, anotar_sentido, e_vela
from componentes.fatos.rastreio.condicoes import comparacoes
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens

_TRECHOS_MAXIMOS = 45
_ORDENS_MAXIMAS = 12
# A flag set in twenty places (exit_loop = true;) must not use up the trace.
_ORIGENS_DE_UM_NOME = 6
# Every decision also speaks of orders, of the screen and of the platform.
_OFICIOS = ("gestor", "painel", "infra")
_NADA = frozenset({"false", "null", "empty", "empty_value"})
_PARCELA = 0.25
_PARCELA_FORTE = 0.5
_VELAS_MINIMAS = 2
_PONTAS_DO_DIA = frozenset({"0", "00", "23", "24"})
_HORA_MARCADA = re.compile(
    r"\b(?:Time)?Hour\s*\([^()]{0,40}(?:\(\))?\)\s*==|\.hour\s*==|==\s*(?:Time)?Hour\s*\(|TIME_MINUTES\s*\)\s*=="
)


def anotar_motivos(
    coletor: Coletor,
    origens: Origens,
    achadas: Sequence[Ordem],
    precos_de_abertura: frozenset[str] = frozenset(),
) -> None:
    """Note what the decision to send an order is made of.

    A comparison with the price of an earlier order says where to add, not which way to trade.
    """
    decisao: list[Trecho] = []
    vistos: set[Trecho] = set()
    for ordem in achadas[:_ORDENS_MAXIMAS]:
        decisao += _decisao(origens, ordem.posicao, vistos)
        anotar_sentido(coletor, origens, ordem, precos_de_abertura)
    textos = [(trecho, origens.texto(trecho)) for trecho in decisao]
    velas = [
        trecho
        for trecho, texto in textos
        if "<" in texto or ">" in texto
        for comparacao in comparacoes(texto)
        if comparacao.de_ordem and e_vela(comparacao)
    ]
    if len(velas) >= _VELAS_MINIMAS:
        coletor.anotar("entrada:velas", velas[0].inicio)
    for trecho, texto in textos:
        hora = _HORA_MARCADA.search(texto)
        if hora and _marca_hora(origens, texto, texto[hora.end() :]):
            coletor.anotar("entrada:hora_marcada", trecho.inicio)
    nomes = [(nome, t.inicio) for t, texto in textos for nome in origens.nomes(t)]
    nomes += indicadores_das_condicoes(origens.programa)
    for nome, posicao in nomes:
        coletor.anotar(f"motivo:{nome}", posicao)
    _anotar_temas(coletor, nomes)


def _marca_hora(origens: Origens, condicao: str, depois: str) -> bool:
    """Tell an hour that binds from the ends of a day, and from a switch that is off by default."""
    padroes = {e.nome: e for e in origens.programa.entradas}
    ditas = [padroes[nome] for nome in NOME.findall(condicao) if nome in padroes]
    if any(map(desligada, ditas)):
        return False
    pedida = NOME.match(depois.lstrip(" (\t"))
    return not (pedida and pedida[1] in padroes and padroes[pedida[1]].padrao in _PONTAS_DO_DIA)


def _anotar_temas(coletor: Coletor, nomes: Sequence[tuple[str, int]]) -> None:
    """Note the themes that the words of the decision speak of, by their share of it."""
    conhecido = lexico(coletor.pedidos)
    pesos: Counter[str] = Counter()
    lugares: dict[str, int] = {}
    for nome, posicao in nomes:
        for palavra in conhecido.ler(nome):
            if not e_ideia(palavra, coletor.vistas):
                continue
            for _, tema, peso in conhecido.temas.get(palavra, ()):
                if tema not in _OFICIOS:
                    pesos[tema] += peso
                    lugares.setdefault(tema, posicao)
    total = sum(peso for tema, peso in pesos.items() if tema in conhecido.ideias)
    for tema, peso in pesos.items():
        if peso >= _PARCELA * total:
            coletor.anotar(f"decide:{tema}", lugares[tema])
        if peso >= _PARCELA_FORTE * total:
            coletor.anotar(f"decide_mais:{tema}", lugares[tema])


def _decisao(origens: Origens, posicao: int, vistos: set[Trecho]) -> Iterator[Trecho]:
    """Yield the conditions that lead to a place and all they are made of, each once."""
    fila = [r.condicao for r in origens.ramos.ate(posicao) if r.comando != "for"]
    limite = len(vistos) + _TRECHOS_MAXIMOS
    for trecho in fila:
        nomes = origens.nomes(trecho)
        # A mere constant decides nothing, and must not use up the trace.
        if not nomes or trecho in vistos or len(vistos) >= limite:
            continue
        vistos.add(trecho)
        yield trecho
        for nome in nomes:
            for origem in origens.do_nome(nome, trecho)[:_ORIGENS_DE_UM_NOME]:
                fila.append(origem)
                # Buy = true; says nothing by itself: what was asked before it does.
                if _so_marca(origens.texto(origem)):
                    fila += _condicoes(origens, origem.inicio)
            for soma in origens.incrementos.get(nome, ())[:_ORIGENS_DE_UM_NOME]:
                fila += _condicoes(origens, soma)


def _condicoes(origens: Origens, posicao: int) -> Iterator[Trecho]:
    """Yield the conditions around a place; `for` counts orders and bars and decides nothing."""
    return (r.condicao for r in origens.ramos.em_volta(posicao) if r.comando != "for")


def _so_marca(valor: str) -> bool:
    """Tell whether a value is a mere flag: a constant, or one name that may stand for one."""
    valor = valor.strip("() \t\n").casefold()
    return valor in CONSTANTES or (valor.isidentifier() and valor not in _NADA)
