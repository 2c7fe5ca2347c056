"""Locks: code that refuses to work for another account, after a date, without a key or renamed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.raizes import Raizes
from componentes.fatos.seguranca.bloqueio import Caso, caso_em
from componentes.fatos.seguranca.comparado import Comparado, comparados, recebedores
from componentes.fatos.seguranca.constantes import Constantes

_CONTA = frozenset({"AccountNumber", "ACCOUNT_LOGIN"})
_DONO = frozenset(
    "AccountName AccountCompany AccountServer ACCOUNT_NAME ACCOUNT_COMPANY ACCOUNT_SERVER".split()  # noqa: SIM905
)
_DEMO = frozenset({"IsDemo", "ACCOUNT_TRADE_MODE_DEMO", "ACCOUNT_TRADE_MODE_REAL"})
_AGORA = frozenset(
    "TimeCurrent TimeLocal TimeGMT TimeTradeServer CurTime LocalTime Year year".split()  # noqa: SIM905
)
_ARQUIVO = frozenset({"WindowExpertName", "MQL_PROGRAM_NAME", "__FILE__"})
_CHAVES = ("licen", "passw", "serial", "activation", "senha ", "key ")
_NOME_DE_CHAVE = re.compile(
    r"(?i)(?:\w{0,30}licen[cs]e\w{0,20}|\w{0,30}passw(?:or)?d?|pass|serial\w{0,20}"
    r"|activation\w{0,20}|\w{0,20}senha|\w{0,30}key)"
)
_CHAVES_MAXIMAS = 30
_ANOS = frozenset(map(str, range(2001, 2200)))
_DO_ANO = frozenset({"Year", "TimeYear", "year"})
_CONVERSORES = frozenset({"StrToTime", "StringToTime"})
_DATA_EM_TEXTO = re.compile(r"[2-9]\d{3}[.\-/]\d|\"\s?\d\d?[.\-/]\d\d?[.\-/]\d\d")
_VEZES = 20


def anotar_travas(coletor: Coletor, programa: Programa, raizes: Raizes) -> None:
    """Note locks of each sort; `raizes` are those of the program's identifiers."""
    travas = _Travas(coletor, programa)
    do_texto = programa.vistas.palavras
    travas.anotar("conta", do_texto & _CONTA, travas.de_conta)
    travas.anotar("conta", do_texto & _DONO, travas.de_dono)
    travas.anotar("arquivo", do_texto & _ARQUIVO, travas.de_arquivo)
    if not do_texto.isdisjoint(_AGORA) and travas.ha_datas:
        travas.anotar("validade", do_texto & _AGORA, travas.de_validade)
    if not do_texto.isdisjoint(_DEMO):
        travas.anotar_demo()
    chaves = [nome for nome in raizes.com(_CHAVES) if _NOME_DE_CHAVE.fullmatch(nome)]
    travas.anotar("chave", frozenset(chaves[:_CHAVES_MAXIMAS]), travas.de_chave)


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
        palavras = vistas.palavras
        if "D" in palavras and "D'" in vistas.codigo:
            return True
        if not palavras.isdisjoint(_DO_ANO) and not palavras.isdisjoint(_ANOS):
            return True
        converte = not palavras.isdisjoint(_CONVERSORES)
        return converte and bool(_DATA_EM_TEXTO.search(vistas.texto))

    def anotar(
        self, sorte: str, palavras: frozenset[str], serve: Callable[[Comparado], bool]
    ) -> None:
        """Note the first comparison of some words that serves as a lock."""
        for comparado in comparados(self.programa, palavras) if palavras else ():
            if serve(comparado):
                nome = self.constantes.nome_em(comparado.outro)
                governam = (nome,) if nome in self.programa.nomes_de_entradas else ()
                self.coletor.anotar(f"trava:{sorte}", comparado.posicao, governam)
                return

    def anotar_demo(self) -> None:
        """Note a refusal of real or demo accounts that no input of the user's decides."""
        vistas = self.programa.vistas
        nomes = recebedores(self.programa, _DEMO & vistas.palavras)
        for palavra in (*sorted(_DEMO & vistas.palavras), *nomes):
            for posicao in vistas.achar_palavras(palavra, _VEZES):
                caso = caso_em(self.programa, posicao)
                if caso and caso.sai and caso.avisa and not self._do_usuario(caso):
                    self.coletor.anotar("trava:demo", posicao)
                    return

    def de_conta(self, comparado: Comparado) -> bool:
        """Tell whether a number of account decides what runs."""
        caso = self._caso(comparado)
        if caso is None:
            return False
        decide = comparado.sinal == "==" and any(letra.isalpha() for letra in caso.corpo)
        return decide or caso.recusa or caso.avisa

    def de_dono(self, comparado: Comparado) -> bool:
        """Tell whether the owner's or broker's name makes it refuse, not only adapt."""
        caso = self._caso(comparado)
        return caso is not None and (caso.sai or caso.avisa)

    def de_arquivo(self, comparado: Comparado) -> bool:
        """Tell whether a renamed file makes it refuse."""
        caso = self._caso(comparado)
        return caso is not None and caso.sai

    def de_chave(self, comparado: Comparado) -> bool:
        """Tell whether a key or password that the user types makes it refuse."""
        caso = self._caso(comparado)
        if caso is None:
            return False
        digitada = self.constantes.nome_em(comparado.posicao) in self.programa.nomes_de_entradas
        return caso.avisa or (digitada and caso.recusa)

    def de_validade(self, comparado: Comparado) -> bool:
        """Tell whether a date that is written down ends what the program does."""
        nomes = self.constantes.data(comparado.outro) if comparado.sinal[0] in "<>" else None
        caso = caso_em(self.programa, comparado.posicao) if nomes is not None else None
        if caso is None or nomes is None:
            return False
        acaba = caso.vence if comparado.sinal[0] == ">" else caso.vigora
        return acaba and (caso.avisa or self.programa.nomes_de_entradas.isdisjoint(nomes))

    def _caso(self, comparado: Comparado) -> Caso | None:
        """Return the `if` around a comparison with something written down."""
        if not self.constantes.e_identidade(comparado.outro):
            return None
        return caso_em(self.programa, comparado.posicao)

    def _do_usuario(self, caso: Caso) -> bool:
        return any(nome in caso.condicao for nome in self.programa.nomes_de_entradas)
