"""Which comparisons of a program ask whether money is being lost, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from componentes.fatos.funcoes import Funcao
from componentes.fatos.gestao.leitor import Leitor
from componentes.fatos.programa import TRATADORES
from componentes.fatos.rastreio.condicoes import Comparacao
from componentes.fatos.rastreio.precos import cita_stop, preco_contra
from componentes.fatos.rastreio.valores import NOME

_LUCRO = re.compile(r"\b(?:OrderProfit|POSITION_PROFIT|Profit|profit)\b")
_PELO_NOME = re.compile(r"\b(?!(?i:\w{0,9}(?:take|min|max|target)))\w{1,40}[Pp]rofits?\b")
_LUCROS_LIDOS = ("OrderProfit", "POSITION_PROFIT", "AccountProfit", "ACCOUNT_PROFIT", "Profit")
_LUCRO_LIDO = re.compile(
    r"\b(?:(AccountProfit|ACCOUNT_PROFIT)|OrderProfit|POSITION_PROFIT)\b|\.Profit\b"
)
_LUCRO_DA_CONTA = re.compile(r"\b(?:AccountProfit|ACCOUNT_PROFIT)\b")
_PATRIMONIO = re.compile(
    r"\b(?:m?_?account\.Equity|AccountInfoDouble\(ACCOUNT_EQUITY|AccountEquity|ACCOUNT_EQUITY|\w*[Ee]quity)\b"
)
_LIDO = re.compile(r"\b(?:AccountEquity|ACCOUNT_EQUITY|Equity\s*\()")
_SALDO = re.compile(r"\b(?:AccountBalance|ACCOUNT_BALANCE|\w*[Bb]alance\w*)\b")
_MARCO = re.compile(
    r"initial|inicial|peak|pico|highest|max_?(?:bal|eq)|(?:equity|balance)_?high|"
    r"start(?:ing)?_?(?:bal|eq|dep|cap)|high_?water",
    re.IGNORECASE,
)
_PISTAS = (
    *("rofit", "PROFIT", "quity", "EQUITY", "PRICE_OPEN", "PriceOpen"),
    *("penPrice", "penprice", "pen_Price", "pen_price"),
)
_ASSUNTO = re.compile(r"[Pp]rofit|PROFIT|[Ee]quity|EQUITY|[Oo]pen_?[Pp]rice|PRICE_OPEN|PriceOpen")
_QUEDA = re.compile(r"draw_?down|(?:\b|_)dd(?:\b|_)|DD(?:\b|_|[A-Z])|[a-z]DD\b")
_ATRIBUIDO = re.compile(r"(?<!\w)([^\W\d]\w*)\s*(?:\[[^\]]{0,40}\]\s*)?([-+]?)=(?!=)\s*([^;]*)")
_NEGATIVO = re.compile(r"\A[(\s]*-|\A0?\.?0*\Z|\*\s*\(?\s*-\s*1")
_LIMITE = re.compile(r"loss|(?<!c)lose|perda(?!y)|stop|\bsl|draw_?down|_dd|dd_", re.IGNORECASE)
_ALHEIO = re.compile(r"margin|pips|points|(?<!ac)count|orders", re.IGNORECASE)
_GANHO = re.compile(r"profit|target|ganho|lucro|alvo", re.IGNORECASE)
_NUMERO = re.compile(r"[\d.\s]*\Z")
_PASSADO = re.compile(r"hist|closed|last|prev|yesterday", re.IGNORECASE)
_AGEM = frozenset({"OrderSend", "OrderClose"})
_REPASSES = 2
_REPASSADOS = 12
_NEGADO = re.compile(r"(?:\A[(\s]*-\s*|(?:MathAbs|fabs)\s*\(\s*)(\w+)")


class Perda(IntEnum):
    """What a loss is measured on."""

    NENHUMA = 0
    POSICAO = 1
    CESTA = 2
    """All positions of the program together."""
    CONTA = 3
    MARCO = 4
    """The account against what it was at first or at best."""


@dataclass(frozen=True, eq=False)
class Perdas:
    """Knows the names that hold profits and drops in one program."""

    leitor: Leitor

    def pode_haver(self, condicao: str) -> bool:
        """Tell cheaply whether some text can ask for a loss at all."""
        for pista in _PISTAS:
            if pista in condicao and _ASSUNTO.search(condicao):
                return True
        if not self._nomes.isdisjoint(NOME.findall(condicao)):
            return True
        return cita_stop(condicao)

    @cached_property
    def _nomes(self) -> frozenset[str]:
        return frozenset((*self._lucros, *self._quedas))

    def de(self, comparacao: Comparacao, lado: str = "") -> Perda:
        """Return what a comparison asks the loss of, where positions of one side are meant."""
        if not comparacao.de_ordem:
            return Perda.NENHUMA
        menor, maior = comparacao.crescente
        perda = Perda.NENHUMA
        if not (_ALHEIO.search(menor) or _ALHEIO.search(maior)):
            perda = self._da_conta(menor, maior) or self._do_lucro(menor, maior)
        if not perda and preco_contra(menor, maior, lado):
            return Perda.POSICAO
        return perda

    def _da_conta(self, menor: str, maior: str) -> Perda:
        queda = self._quedas.get(_primeiro_nome(maior))
        if queda and menor.strip("0. "):
            return queda
        if _e_queda(maior):
            return _da_conta_ou_do_marco(menor + maior)
        if (
            _PATRIMONIO.match(menor.lstrip("( "))
            and not _GANHO.search(maior)
            and not _LIDO.search(maior)
        ):
            razao = "/" in menor and _SALDO.search(menor)
            if razao or not ("-" in menor or _NUMERO.match(maior)):
                return _da_conta_ou_do_marco(menor + maior)
        if _LUCRO_DA_CONTA.search(menor) and (_NEGATIVO.search(maior) or _LIMITE.search(maior)):
            return Perda.CONTA
        return Perda.NENHUMA

    def _do_lucro(self, menor: str, maior: str) -> Perda:
        lucro = self._lucro_em(menor)
        if lucro and (_NEGATIVO.search(maior) or _LIMITE.search(maior) or self._negativa(maior)):
            return lucro
        if _PELO_NOME.search(menor) and not _PASSADO.search(menor) and _e_limite_de_perda(maior):
            return Perda.POSICAO
        negado = _NEGADO.search(maior)
        return self._lucros.get(negado[1], Perda.NENHUMA) if negado else Perda.NENHUMA

    def _negativa(self, lado: str) -> bool:
        """Tell whether one side is an input whose default is below zero."""
        nome = lado.strip("() ")
        return any(
            entrada.nome == nome and entrada.padrao.startswith("-")
            for entrada in self.leitor.programa.entradas
        )

    def _lucro_em(self, lado: str) -> Perda:
        somado = max((self._lucros.get(n, Perda.NENHUMA) for n in NOME.findall(lado)), default=0)
        return Perda(somado or (Perda.POSICAO if _LUCRO.search(lado) else Perda.NENHUMA))

    @cached_property
    def _lucros(self) -> dict[str, Perda]:
        """Names made of profits of open positions: of one, added up, or of the account."""
        nomes: dict[str, Perda] = {}
        for mencao in self.leitor.mencoes(_LUCROS_LIDOS):
            achado = _ATRIBUIDO.search(mencao.texto)
            lido = _LUCRO_LIDO.search(achado[3] if achado else mencao.texto)
            if achado and lido and not _PASSADO.search(achado[1]):
                soma = achado[2] or f"{achado[1]}+" in achado[3].replace(" ", "")
                de_antes = nomes.get(achado[1], Perda.POSICAO)
                nomes[achado[1]] = Perda.CONTA if lido[1] else Perda.CESTA if soma else de_antes
            if lido and not _PASSADO.search(mencao.funcao.nome):
                _da_funcao(mencao.funcao, nomes)
        self._repassar(nomes)
        return nomes

    def _repassar(self, nomes: dict[str, Perda]) -> None:
        """Add the names that are given what others hold: `total = Soma();`."""
        novos = list(nomes)[:_REPASSADOS]
        for _ in range(_REPASSES):
            antes = len(nomes)
            for nome in novos:
                for recebe in self._recebem(nome):
                    nomes.setdefault(recebe, nomes[nome])
            novos = list(nomes)[antes : antes + _REPASSADOS]

    def _recebem(self, nome: str) -> Iterator[str]:
        """Yield the names that are given what a name holds or a function gives back."""
        for mencao in self.leitor.mencoes((nome,), perto="="):
            achado = _ATRIBUIDO.search(mencao.texto)
            if achado and nome in NOME.findall(achado[3]) and not _PASSADO.search(achado[1]):
                yield achado[1]

    @cached_property
    def _quedas(self) -> dict[str, Perda]:
        """Names that hold how far the account fell: from its balance, or from a mark."""
        nomes: dict[str, Perda] = {}
        for mencao in self.leitor.mencoes(self.leitor.nomes("equity")):
            achado = _ATRIBUIDO.search(mencao.texto)
            if achado and _e_queda(achado[3]):
                nomes[achado[1]] = Perda.MARCO if _MARCO.search(achado[3]) else Perda.CONTA
        return nomes


def _e_limite_de_perda(lado: str) -> bool:
    """Tell a limit below zero, or named one, from the zero that any result is compared with."""
    return bool(_LIMITE.search(lado) or (_NEGATIVO.search(lado) and not _NUMERO.match(lado)))


def _da_conta_ou_do_marco(lados: str) -> Perda:
    return Perda.MARCO if _MARCO.search(lados) else Perda.CONTA


def _primeiro_nome(lado: str) -> str:
    achado = NOME.search(lado)
    return achado[1] if achado else ""


def _e_queda(texto: str) -> bool:
    """Tell whether an expression takes the equity away from a balance or a mark."""
    menos = texto.find("-")
    if menos < 0:
        return False
    antes, depois = texto[:menos], texto[menos:]
    de_antes = _SALDO.search(antes) or _MARCO.search(antes)
    return bool(de_antes and _PATRIMONIO.search(depois))


def _da_funcao(funcao: Funcao, nomes: dict[str, Perda]) -> None:
    """Take a function that adds up profits and gives them back for a name of the sum."""
    if "return" in funcao.palavras and not (funcao.palavras & _AGEM or funcao.nome in TRATADORES):
        nomes.setdefault(funcao.nome, Perda.CESTA)
