"""Locks: code that refuses to work for another account, after a date, without a key or renamed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from componentes.fatos.comparado import Comparado, comparados
from componentes.fatos.constantes import Constantes
from componentes.fatos.decisao import Decisao, decisao_em, ramo_em_volta
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.recusa import (
    aceita,
    avisa,
    contornada,
    explica,
    fala_de_recusa,
    nega,
    recusa,
    sai,
)

_CONTA = frozenset({"AccountNumber", "ACCOUNT_LOGIN"})
_DONO = frozenset(
    [
        "AccountName",
        "AccountCompany",
        "AccountServer",
        "ACCOUNT_NAME",
        "ACCOUNT_COMPANY",
        "ACCOUNT_SERVER",
    ]
)
_DEMO = ("IsDemo", "ACCOUNT_TRADE_MODE_DEMO", "ACCOUNT_TRADE_MODE_REAL")
_AGORA = frozenset(
    [
        "TimeCurrent",
        "TimeLocal",
        "TimeGMT",
        "TimeTradeServer",
        "CurTime",
        "LocalTime",
        "Year",
        "year",
    ]
)
_ARQUIVO = frozenset({"WindowExpertName", "MQL_PROGRAM_NAME", "__FILE__"})
_CHAVES = ("licen", "passw", "serial", "activat", "senha", "key", "pass")
_NOME_DE_CHAVE = re.compile(
    r"(?i)(?:\w{0,30}licen[cs]e\w{0,20}|\w{0,30}passw(?:or)?d?|pass|serial\w{0,20}"
    r"|activation\w{0,20}|\w{0,20}senha|\w{0,30}key|keycode)"
)
_ANOS = frozenset(map(str, range(2000, 2200)))
_CONVERSORES = frozenset({"StrToTime", "StringToTime"})
_DATA_EM_TEXTO = re.compile(r"[2-9]\d{3}[.\-/]\d|\"\s?\d\d?[.\-/]\d\d?[.\-/]\d\d")
_CORPO_LONGO = 200
_VEZES = 20


def anotar_travas(coletor: Coletor, programa: Programa, palavras: str) -> None:
    """Note locks of each sort; `palavras` is every identifier in small letters."""
    travas = _Travas(coletor, programa)
    do_texto = programa.vistas.palavras
    travas.anotar("conta", do_texto & _CONTA, travas.de_conta)
    travas.anotar("conta", do_texto & _DONO, travas.de_dono)
    travas.anotar("arquivo", do_texto & _ARQUIVO, travas.de_arquivo)
    if not do_texto.isdisjoint(_AGORA) and travas.ha_datas:
        travas.anotar("validade", do_texto & _AGORA, travas.de_validade)
    if not do_texto.isdisjoint(_DEMO):
        travas.anotar_demo()
    travas.anotar_recusa()
    if any(raiz in palavras for raiz in _CHAVES):
        chaves = frozenset(p for p in do_texto if _NOME_DE_CHAVE.fullmatch(p))
        travas.anotar("chave", chaves, travas.de_chave)


@dataclass(frozen=True)
class _Travas:
    coletor: Coletor
    programa: Programa

    @cached_property
    def constantes(self) -> Constantes:
        """Names that stand for a literal."""
        return Constantes(self.programa)

    @cached_property
    def ha_datas(self) -> bool:
        """Whether some date is written down: without one nothing can expire."""
        vistas = self.programa.vistas
        if "D'" in vistas.codigo or not vistas.palavras.isdisjoint(_ANOS):
            return True
        converte = not vistas.palavras.isdisjoint(_CONVERSORES)
        return converte and bool(_DATA_EM_TEXTO.search(vistas.texto))

    def anotar(
        self, sorte: str, palavras: frozenset[str], serve: Callable[[Comparado], bool]
    ) -> None:
        """Note the first comparison of some words that serves as a lock."""
        if not palavras:
            return
        for comparado in comparados(self.programa, palavras):
            if serve(comparado):
                nome = self.constantes.nome_em(comparado.outro)
                governam = (nome,) if nome in self.programa.nomes_de_entradas else ()
                self.coletor.anotar(f"trava:{sorte}", comparado.posicao, governam)
                return

    def anotar_demo(self) -> None:
        """Note a refusal of real or demo accounts that no input of the user's decides."""
        vistas = self.programa.vistas
        for palavra in _DEMO:
            for posicao in vistas.achar_palavras(palavra, _VEZES):
                decisao = self._decisao(posicao)
                if decisao and self._recusa_demo(decisao):
                    self.coletor.anotar("trava:demo", posicao)
                    return

    def anotar_recusa(self) -> None:
        """Note a message that the licence is refused, in a branch that leaves or switches off."""
        vistas = self.programa.vistas
        if not fala_de_recusa(vistas.texto):
            return
        for inicio, fim in vistas.textos:
            if recusa(vistas.original[inicio : min(fim, inicio + 400)]) and self._barra(inicio):
                self.coletor.anotar("trava:recusa", inicio)
                return

    def _barra(self, posicao: int) -> bool:
        """Tell whether a message stands in a branch of running code that goes no further."""
        codigo = self.programa.vistas.codigo
        funcao = self.programa.em(posicao)
        if funcao is None or funcao not in self.programa.ativas:
            return False
        inicio, fim = ramo_em_volta(codigo, posicao)
        ramo = codigo[inicio:fim]
        return inicio > funcao.abre and avisa(ramo) and (sai(ramo) or nega(ramo))

    def de_conta(self, comparado: Comparado) -> bool:
        """Tell whether a number of account decides what runs."""
        if not self.constantes.e_identidade(comparado.outro):
            return False
        decisao = self._decisao(comparado.posicao)
        if decisao is None:
            return False
        lados = self._lados(decisao)
        if comparado.sinal == "==" and any(letra.isalpha() for letra in lados[0]):
            return True
        return any(sai(lado) or nega(lado) for lado in lados) or self._avisa(decisao)

    def de_dono(self, comparado: Comparado) -> bool:
        """Tell whether the owner's or broker's name makes it refuse, not only adapt."""
        if not self.constantes.e_identidade(comparado.outro):
            return False
        decisao = self._decisao(comparado.posicao)
        if decisao is None:
            return False
        return any(map(sai, self._lados(decisao))) or self._avisa(decisao)

    def de_arquivo(self, comparado: Comparado) -> bool:
        """Tell whether a renamed file makes it refuse."""
        if not self.constantes.e_identidade(comparado.outro):
            return False
        decisao = self._decisao(comparado.posicao)
        return decisao is not None and any(map(sai, self._lados(decisao)))

    def de_chave(self, comparado: Comparado) -> bool:
        """Tell whether a key or password that the user types makes it refuse."""
        if not self.constantes.e_identidade(comparado.outro):
            return False
        decisao = self._decisao(comparado.posicao)
        if decisao is None:
            return False
        lados = self._lados(decisao)
        palavra = self.constantes.nome_em(comparado.posicao)
        recusa = any(sai(lado) or nega(lado) for lado in lados)
        return self._avisa(decisao) or (recusa and palavra in self.programa.nomes_de_entradas)

    def de_validade(self, comparado: Comparado) -> bool:
        """Tell whether a date that is written down ends what the program does."""
        nomes = self.constantes.data(comparado.outro) if comparado.sinal[0] in "<>" else None
        decisao = self._decisao(comparado.posicao) if nomes is not None else None
        if decisao is None or nomes is None:
            return False
        if not self.programa.nomes_de_entradas.isdisjoint(nomes):
            return self._avisa(decisao)
        corpo, senao = self._lados(decisao)
        if comparado.sinal[0] == ">":
            return sai(corpo) or nega(corpo) or aceita(corpo) or self._avisa(decisao)
        return not self._e_janela(decisao) and (
            aceita(corpo) or sai(senao) or self._avisa(decisao) or _e_longo(corpo)
        )

    def _e_janela(self, decisao: Decisao) -> bool:
        """Tell whether a condition holds between two moments, as sessions and seasons do."""
        condicao = self.programa.vistas.codigo[slice(*decisao.condicao)]
        return ">" in condicao and "<" in condicao

    def _recusa_demo(self, decisao: Decisao) -> bool:
        corpo = self._lados(decisao)[0]
        condicao = self.programa.vistas.codigo[slice(*decisao.condicao)]
        if any(nome in condicao for nome in self.programa.nomes_de_entradas):
            return False
        original = self.programa.vistas.original[slice(*decisao.corpo)]
        return sai(corpo) and avisa(corpo) and explica(original)

    def _decisao(self, posicao: int) -> Decisao | None:
        """Return the `if` around a place of code that runs, unless it is made to hold always."""
        codigo = self.programa.vistas.codigo
        if self.programa.em(posicao) is None or not self.programa.ativo(posicao):
            return None
        decisao = decisao_em(codigo, posicao)
        if decisao is None or contornada(codigo[slice(*decisao.condicao)]):
            return None
        return decisao

    def _lados(self, decisao: Decisao) -> tuple[str, str]:
        codigo = self.programa.vistas.codigo
        return codigo[slice(*decisao.corpo)], codigo[slice(*decisao.senao)]

    def _avisa(self, decisao: Decisao) -> bool:
        """Tell whether either side says to the user why it does not work."""
        original = self.programa.vistas.original
        codigo = self.programa.vistas.codigo
        return any(
            avisa(codigo[inicio:fim]) and explica(original[inicio : min(fim, inicio + 1200)])
            for inicio, fim in (decisao.corpo, decisao.senao)
        )


def _e_longo(corpo: str) -> bool:
    """Tell whether so much depends on a condition that it must be what the program does."""
    return len("".join(corpo.split())) >= _CORPO_LONGO
