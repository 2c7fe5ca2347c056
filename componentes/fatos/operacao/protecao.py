"""How positions are protected: the stop of each order, one set later, none, targets of few pips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.blocos_prontos import sem_stop_nos_blocos
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.rastreio.nulidade import Avaliador, Valor
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import Origens

MODIFICADORES = {"OrderModify": 2, "PositionModify": 1}
"""Position of the stop loss among the arguments of what changes a running order."""

_STOP = frozenset({"sl", "stoploss", "stop_loss", "stop"})
_STOPS_OLHADOS = 12
_MODIFICACOES_MAXIMAS = 200
_PASSOS_ATE_ENTRADAS = 3
_POUCOS_PIPS = re.compile(r"(?:[1-9]|1[0-5])(?:\.0*)?")
_DE_ALVO = re.compile(r"(?i)take_?profit|(?:^|_|inp)\w?tp(?:$|_|\d|pip|point)|target|alvo")
_DE_STOP = re.compile(r"(?i)stop_?loss|(?:^|_|inp)\w?sl(?:$|_|\d|pip|point)|trail\w{0,9}stop")


def anotar_protecao(coletor: Coletor, origens: Origens, achadas: Sequence[Ordem]) -> None:
    """Note how orders are protected, each where it is sent and all of them later."""
    avaliador = Avaliador(origens)
    for ordem in achadas[:_STOPS_OLHADOS]:
        _anotar_stop(coletor, avaliador, ordem)
    _anotar_do_programa(coletor, avaliador, achadas)
    _anotar_alvo_curto(coletor, origens.programa)


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
        and (_DE_ALVO.search(entrada.nome) or _DE_STOP.search(entrada.nome))
        and entrada.nome in programa.palavras_ativas
    ]
    if curtas:
        coletor.anotar("alvo:curto", programa.vistas.achar_palavra(curtas[0]), (curtas[0],))
    alvo = next(filter(_DE_ALVO.search, curtas), "")
    stop = next(filter(_DE_STOP.search, curtas), "")
    if alvo and stop:
        coletor.anotar("alvo:e_stop_curtos", programa.vistas.achar_palavra(alvo), (alvo, stop))


def _anotar_do_programa(coletor: Coletor, avaliador: Avaliador, achadas: Sequence[Ordem]) -> None:
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
    for nome, indice in MODIFICADORES.items():
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
