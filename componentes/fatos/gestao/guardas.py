"""How a program ends losses itself: positions closed at a loss, guards of day, account, basket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from componentes.fatos.gestao.leitor import Leitor, Mencao
from componentes.fatos.gestao.perdas import Perda, Perdas
from componentes.fatos.programa import TRATADORES
from componentes.fatos.rastreio.condicoes import Comparacao, comparacoes
from componentes.fatos.rastreio.precos import lado_de
from componentes.lexico.vistas import palavras_do

_FECHAM = ("OrderClose", "PositionClose", "OrderCloseReliable", "PositionClosePartial")
_ABREM = frozenset({"OrderSend", "OrderSendAsync", "PositionOpen"})
_DE_TODAS = frozenset({"OrdersTotal", "PositionsTotal"})
_SELETIVAS = frozenset(
    [
        "OrderProfit",
        "OrderOpenPrice",
        "OrderOpenTime",
        "OrderStopLoss",
        "POSITION_PROFIT",
        "POSITION_PRICE_OPEN",
        "iMA",
        "iRSI",
        "iCustom",
        "iStochastic",
        "iMACD",
        "Close",
        "High",
        "Low",
        "iClose",
        "Hour",
        "Profit",
    ]
)
_NOME_DE_FECHAR = re.compile(
    r"close_?all|exit_?all|close.{0,20}all|fecha\w*tud|closeorders\b", re.IGNORECASE
)
_RAIZES_DE_FECHAR = ("closeall", "close_all", "exitall", "exit_all", "fechatud")
_LIGA = re.compile(r"(?i)\b\w{0,20}(?:(?:close|exit)_?all|fechatud)\w{0,20}\s?=\s?(?:true|1)\b")
_DIA = re.compile(
    r"daily|intra_?day|today|diari|day_?(?:start|beg|open_?bal|bal|eq|loss|profit|pnl|pl|dd|draw)|"
    r"(?:start|begin|loss|profit|balance|equity|drawdown|dd)_?(?:of_?|the_?|per_?|no_?)*(?:day|dia)\b|"
    r"per_?day",
    re.IGNORECASE,
)
_MEDIDA = re.compile(r"loss|perda(?!y)|draw_?down|dd|equity|balance|profit|lucro", re.IGNORECASE)
_LIMITE = re.compile(r"loss|perda(?!y)|draw_?down|risk|(?:\b|_)dd|DD", re.IGNORECASE)
_NUMERO = re.compile(r"[-()\s]*\d*\.?\d*[)\s]*\Z")
_TOTAL = re.compile(
    r"(?:total|overall|max|maximum)_?(?:allowed_?)?(?:equity_?)?(?:draw_?down|dd\b|loss_?total)|total_?loss",
    re.IGNORECASE,
)
_EFEITO = re.compile(r"\breturn\b|\bbool\b|\bfalse\b|\btrue\b|\bExpertRemove\b|=\s*[01]\s*;")
_FECHAMENTOS = 24
_FECHADORAS = 40
_RAIZES_DO_DIA = ("daily", "today", "perday", "dayloss", "day_loss", "dayst", "startday", "diari")
_RAIZES_DO_TOTAL = (
    "drawdown",
    "maxdd",
    "max_dd",
    "peak",
    "initialb",
    "startb",
    "initiale",
    "inicial",
)


def anotar_guardas(leitor: Leitor) -> None:
    """Note what closes positions at a loss or altogether, and the limits of day and account."""
    guardas = _Guardas(leitor, Perdas(leitor))
    if guardas.fecham:
        for onde in guardas.fechamentos():
            guardas.anotar_na_perda(onde)
        guardas.anotar_fecha_tudo()
    for nome, raizes, serve in (
        ("perda_diaria", _RAIZES_DO_DIA, guardas.do_dia),
        ("perda_total", _RAIZES_DO_TOTAL, guardas.do_total),
    ):
        if leitor.falta(nome):
            guardas.anotar_limite(nome, leitor.mencoes(leitor.nomes(*raizes)), serve)


@dataclass(frozen=True, eq=False)
class _Guardas:
    leitor: Leitor
    perdas: Perdas

    @cached_property
    def fecham(self) -> tuple[str, ...]:
        """The platform's closing calls that this program makes."""
        return tuple(nome for nome in _FECHAM if nome in self.leitor.programa.palavras_ativas)

    @cached_property
    def fechadoras(self) -> frozenset[str]:
        """Names of functions that close and do not open, and of those that call one."""
        proprias = self._que_usam(frozenset(self.fecham))
        return proprias | self._que_usam(proprias)

    def _que_usam(self, nomes: frozenset[str]) -> frozenset[str]:
        return frozenset(
            f.nome
            for f in self.leitor.programa.ativas
            if f.nome not in TRATADORES and f.palavras & nomes and not f.palavras & _ABREM
        )

    def fechamentos(self) -> Iterator[Mencao]:
        """Yield the places that close: the program's own functions, then the platform's calls."""
        yield from islice(
            self.leitor.chamadas(*sorted(self.fechadoras)[:_FECHADORAS]), _FECHAMENTOS
        )
        yield from islice(self.leitor.chamadas(*self.fecham), _FECHAMENTOS)
        nomes = self.leitor.nomes(*_RAIZES_DE_FECHAR)
        yield from (m for m in self.leitor.mencoes(nomes, perto="=") if _LIGA.search(m.texto))

    def anotar_na_perda(self, onde: Mencao) -> None:
        """Note what kind of loss leads to one place that closes."""
        condicao = self.leitor.condicao(onde)
        if "<" not in condicao and ">" not in condicao:
            return
        if not self.perdas.pode_haver(condicao):
            return
        lado = lado_de(condicao)
        for comparacao in comparacoes(condicao):
            perda = self.perdas.de(comparacao, lado)
            if not perda:
                continue
            self.leitor.anotar("fecha_na_perda", onde)
            if perda >= Perda.CESTA:
                self.leitor.anotar("stop_de_capital", onde)
            if perda >= Perda.CONTA and _DIA.search(condicao):
                self.leitor.anotar("perda_diaria", onde)
            elif perda is Perda.MARCO:
                self.leitor.anotar("perda_total", onde)

    def anotar_fecha_tudo(self) -> None:
        """Note the first place that closes whatever is open."""
        if not self.leitor.falta("fecha_tudo"):
            return
        for onde in islice(self.leitor.chamadas(*self.fecham), _FECHAMENTOS):
            palavras = onde.funcao.palavras
            nomeada = onde.funcao.nome in self.fechadoras and _NOME_DE_FECHAR.search(
                onde.funcao.nome
            )
            if nomeada or (
                palavras & _DE_TODAS
                and not palavras & (_SELETIVAS | _ABREM)
                and ("OP_BUY" in palavras) is ("OP_SELL" in palavras)
            ):
                self.leitor.anotar("fecha_tudo", onde)
                return

    def anotar_limite(
        self, nome: str, mencoes: Iterator[Mencao], serve: Callable[[Comparacao], bool]
    ) -> None:
        """Note the first comparison with a limit that stops trading or closes."""
        for mencao in mencoes:
            if any(c.de_ordem and serve(c) for c in comparacoes(mencao.texto)):
                efeito = self.leitor.efeito(mencao)
                if _EFEITO.search(efeito) or self.fechadoras & palavras_do(efeito):
                    self.leitor.anotar(nome, mencao)
                    return

    def do_dia(self, comparacao: Comparacao) -> bool:
        """Tell whether the result of the day meets a limit of loss."""
        lados = f"{comparacao.esquerda} {comparacao.direita}"
        if _NUMERO.match(comparacao.esquerda) or _NUMERO.match(comparacao.direita):
            return False
        if not (_DIA.search(lados) and _MEDIDA.search(lados)):
            return False
        return bool(self.perdas.de(comparacao) or _LIMITE.search(lados))

    def do_total(self, comparacao: Comparacao) -> bool:
        """Tell whether the account is compared with what it was at first or at best."""
        lados = f"{comparacao.esquerda} {comparacao.direita}"
        if _NUMERO.match(comparacao.esquerda) or _NUMERO.match(comparacao.direita):
            return False
        if _DIA.search(lados):
            return False
        perda = self.perdas.de(comparacao)
        return perda is Perda.MARCO or (not perda and bool(_TOTAL.search(lados)))
