"""How a program opens, protects and sizes positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.blocos_prontos import anotar_blocos_prontos, sem_stop_nos_blocos
from componentes.fatos.operacao.chaves import anotar_chaves
from componentes.fatos.operacao.lados import anotar_lados_opostos
from componentes.fatos.operacao.lotes import anotar_lotes
from componentes.fatos.operacao.motivos import anotar_motivos
from componentes.fatos.operacao.ordens import Ordem, ordens
from componentes.fatos.operacao.passo import Passo, anotar_passo
from componentes.fatos.operacao.pine import anotar_operacao_pine
from componentes.fatos.rastreio.nulidade import Avaliador, Valor
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import Origens

# Position of the stop loss among the arguments of what changes a running order.
_MODIFICADORES = {"OrderModify": 2, "PositionModify": 1}
_FECHADORES = (
    "OrderClose",
    "OrderCloseBy",
    "PositionClose",
    "PositionClosePartial",
    "PositionCloseBy",
)
_APAGADORES = ("OrderDelete",)
_ACOES = {"TRADE_ACTION_SLTP": "ordem:modifica", "TRADE_ACTION_REMOVE": "ordem:apaga"}
_STOP = frozenset({"sl", "stoploss", "stop_loss", "stop"})
_STOPS_OLHADOS = 12
_MODIFICACOES_MAXIMAS = 200
_PASSOS_ATE_ENTRADAS = 3
_DE_FORA_MAXIMAS = 12
_ABRIDORES = ("Open", "open", "Send", "Buy", "Sell", "Place", "Create", "Make", "New", "Order")
_ABERTOS = (
    "Open",
    "Position",
    "Order",
    "Buy",
    "Sell",
    "Trade",
    "Positions",
    "Limit",
    "Stop",
    "Market",
)
_DE_TICK = ("OnTick", "onTick", "start")
_CORPO_VAZIO = re.compile(r"\{\s*(?:return\b[^;{}]{0,20};\s*)?;?\s*\}")
_POUCOS_PIPS = re.compile(r"(?:[1-9]|1[0-5])(?:\.0*)?")
_DE_DISTANCIA = re.compile(
    r"(?i)stop_?loss|take_?profit|\b\w?tp\b|\b\w?sl\b|trail\w{0,9}stop|target|alvo"
)
_DE_ALVO = re.compile(r"(?i)take_?profit|(?:^|_)tp(?:$|_)")
_DE_STOP = re.compile(r"(?i)stop_?loss|(?:^|_)sl(?:$|_)")


def anotar_operacao(coletor: Coletor, programa: Programa) -> None:
    """Note every way the code that runs opens, sizes, protects and closes positions."""
    if programa.vistas.gramatica == "pine":
        anotar_operacao_pine(coletor, programa)
        return
    origens = Origens(programa)
    _anotar_chamadas(coletor, programa)
    anotar_blocos_prontos(coletor, programa)
    anotar_chaves(coletor, programa)
    achadas = ordens(origens)
    if not achadas:
        _anotar_de_fora(coletor, origens)
        return
    avaliador = Avaliador(origens)
    for indice, ordem in enumerate(achadas):
        _anotar_ordem(coletor, ordem)
        if indice < _STOPS_OLHADOS:
            _anotar_stop(coletor, avaliador, ordem)
    _anotar_protecao(coletor, avaliador, achadas)
    _anotar_alvo_curto(coletor, programa)
    anotar_lados_opostos(coletor, programa, achadas)
    anotar_lotes(coletor, origens, achadas)
    passo = Passo(origens, achadas)
    anotar_passo(coletor, passo)
    anotar_motivos(coletor, origens, achadas, passo.precos_de_abertura)


def _anotar_ordem(coletor: Coletor, ordem: Ordem) -> None:
    coletor.anotar("ordem:envia", ordem.posicao)
    for forma in ordem.formas:
        coletor.anotar(f"ordem:{forma}", ordem.posicao)


def _anotar_stop(coletor: Coletor, avaliador: Avaliador, ordem: Ordem) -> None:
    """Note how one order is protected where it is sent, with the inputs that decide it."""
    fato = f"stop:{_protecao(avaliador.todos(ordem.stop))}"
    if coletor.falta(fato):
        coletor.anotar(
            fato, ordem.posicao, avaliador.origens.entradas_de(ordem.stop, _PASSOS_ATE_ENTRADAS)
        )
    if coletor.falta("alvo:na_entrada") and avaliador.todos(ordem.alvo) & ~Valor.ZERO:
        coletor.anotar(
            "alvo:na_entrada",
            ordem.posicao,
            avaliador.origens.entradas_de(ordem.alvo, _PASSOS_ATE_ENTRADAS),
        )


def _protecao(stop: Valor) -> str:
    if stop & (Valor.NAO_ZERO | Valor.ENTRADA):
        return "na_entrada"
    if stop & Valor.ENTRADA_ZERO:
        return "padrao_zero"
    return "desconhecido" if stop & Valor.DESCONHECIDO else "zero"


def _anotar_alvo_curto(coletor: Coletor, programa: Programa) -> None:
    """Note used inputs for target, stop or trailing distance that are a few pips by default."""
    curtas = [
        entrada.nome
        for entrada in programa.entradas
        if _POUCOS_PIPS.fullmatch(entrada.padrao)
        and _DE_DISTANCIA.search(entrada.nome)
        and entrada.nome in programa.palavras_ativas
    ]
    if curtas:
        coletor.anotar("alvo:curto", programa.vistas.achar_palavra(curtas[0]), (curtas[0],))
    alvo = next(filter(_DE_ALVO.search, curtas), "")
    stop = next(filter(_DE_STOP.search, curtas), "")
    if alvo and stop:
        coletor.anotar("alvo:e_stop_curtos", programa.vistas.achar_palavra(alvo), (alvo, stop))


def _anotar_protecao(coletor: Coletor, avaliador: Avaliador, achadas: list[Ordem]) -> None:
    """Note a stop that is set later, or that no order ever gets one."""
    sem_stop = sem_stop_nos_blocos(avaliador.origens.programa)
    if sem_stop >= 0:
        coletor.anotar("stop:nunca", sem_stop)
    depois = _stop_depois(avaliador)
    if depois is not None:
        entradas = avaliador.origens.entradas_de((depois,), _PASSOS_ATE_ENTRADAS)
        coletor.anotar("stop:depois", depois.inicio, entradas)
    nulos = all(not avaliador.todos(o.stop) & ~Valor.ZERO for o in achadas)
    if nulos and depois is None:
        coletor.anotar("stop:nunca", achadas[0].posicao)
        morta = _entrada_morta(avaliador.origens.programa)
        if morta >= 0:
            coletor.anotar("stop:entrada_morta", morta)


def _stop_depois(avaliador: Avaliador) -> Trecho | None:
    """Return where a running order is given a stop that is not the one it has, or none."""
    for trecho in islice(_stops_modificados(avaliador.origens.programa), _MODIFICACOES_MAXIMAS):
        texto = avaliador.origens.texto(trecho)
        if "OrderStopLoss" in texto or "POSITION_SL" in texto:
            continue
        if avaliador.origens.ramos.nunca_corre(trecho.inicio):
            continue
        if avaliador.avaliar(trecho) & ~Valor.ZERO:
            return trecho
    return None


def _stops_modificados(programa: Programa) -> Iterator[Trecho]:
    codigo = programa.vistas.codigo
    for nome, indice in _MODIFICADORES.items():
        if nome not in programa.vistas.palavras or nome in programa.por_nome:
            continue
        for abre in chamadas(codigo, nome, "_"):
            partes = argumentos(codigo, abre)
            if indice < len(partes) and programa.ativo(abre) and len(partes) >= 3:
                yield Trecho(*partes[indice], programa.em(abre))
    if "TRADE_ACTION_SLTP" in programa.palavras_ativas:
        posicao = next(programa.vistas.achar_palavras("TRADE_ACTION_SLTP", 1))
        yield Trecho(posicao, posicao + len("TRADE_ACTION_SLTP"), programa.em(posicao))


def _entrada_morta(programa: Programa) -> int:
    """Return where an input named like a stop loss is declared that no code uses, or -1."""
    for entrada in programa.entradas:
        if entrada.nome.casefold().removeprefix("inp") in _STOP and (
            entrada.nome not in programa.palavras_ativas
        ):
            return next(programa.vistas.achar_palavras(entrada.nome, 1), -1)
    return -1


def _anotar_chamadas(coletor: Coletor, programa: Programa) -> None:
    for fato, nomes in (
        ("ordem:fecha", _FECHADORES),
        ("ordem:modifica", tuple(_MODIFICADORES)),
        ("ordem:apaga", _APAGADORES),
    ):
        for nome in nomes:
            if nome in programa.vistas.palavras:
                posicao = _primeira_ativa(programa, nome)
                if posicao >= 0:
                    coletor.anotar(fato, posicao)
    for acao, fato in _ACOES.items():
        if acao in programa.palavras_ativas:
            coletor.anotar(fato, next(programa.vistas.achar_palavras(acao, 1)))


def _primeira_ativa(programa: Programa, nome: str) -> int:
    achadas = chamadas(programa.vistas.codigo, nome, "_")
    return next((abre for abre in achadas if programa.em(abre) and programa.ativo(abre)), -1)


def _anotar_de_fora(coletor: Coletor, origens: Origens) -> None:
    """Note calls that by their names open a position, of functions from includes not seen."""
    achadas = list(islice(_de_fora(origens.programa), _DE_FORA_MAXIMAS))
    if "CExpert" in origens.programa.vistas.palavras:
        # The wizard's classes send the orders, from an include of the platform.
        coletor.anotar("ordem:de_fora", origens.programa.vistas.achar_palavra("CExpert"))
    elif achadas:
        coletor.anotar("ordem:de_fora", achadas[0].posicao)
        anotar_motivos(coletor, origens, achadas)
    elif not any(f"ordem:{acao}" in coletor.ocorrencias for acao in ("fecha", "modifica", "apaga")):
        coletor.anotar_arquivo({"ordem:nenhuma"} & coletor.pedidos)
        _anotar_tick_vazio(coletor, origens.programa)


def _anotar_tick_vazio(coletor: Coletor, programa: Programa) -> None:
    """Note that nothing is done at a new price: what the program does, it does at other moments."""
    de_tick = [f for nome in _DE_TICK for f in programa.por_nome.get(nome, ())]
    for funcao in de_tick:
        if _CORPO_VAZIO.fullmatch(programa.vistas.codigo, funcao.abre, funcao.fim + 1):
            coletor.anotar("ordem:tick_vazio", funcao.inicio)
    if not de_tick and "OnTimer" in programa.por_nome:
        coletor.anotar("ordem:tick_vazio", programa.por_nome["OnTimer"][0].inicio)


def _de_fora(programa: Programa) -> Iterator[Ordem]:
    codigo = programa.vistas.codigo
    for nome in sorted(programa.palavras_ativas - programa.por_nome.keys()):
        if not (nome.startswith(_ABRIDORES) and nome.endswith(_ABERTOS)):
            continue
        for abre in chamadas(codigo, nome, "_"):
            funcao = programa.em(abre)
            if funcao and funcao in programa.ativas and len(argumentos(codigo, abre)) >= 2:
                lado = "Buy" if "Buy" in nome else "Sell" if "Sell" in nome else ""
                yield Ordem(abre, funcao, (), None, (), (), lado)
