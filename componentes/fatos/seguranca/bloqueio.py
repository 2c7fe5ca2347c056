"""How code refuses to work: it leaves, removes itself, switches itself off, or says why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from componentes.fatos.funcoes import Funcao, Programa
from componentes.fatos.programa import TRATADORES_SEM_CAIXA
from componentes.fatos.seguranca.decisao import decisao_em

_FORA = r"\b(?:ExpertRemove|TerminalClose|ChartClose|ChartIndicatorDelete)\s?\("
_SAI = re.compile(
    _FORA + r"|\breturn\b\s{0,9}\(?\s{0,9}"
    r"(?:-?\s?\d{1,5}|(?i:false)|INIT_[A-Z_]{3,30}|EMPTY_VALUE)?\s{0,9}\)?\s{0,9};"
)
# The program starts all the same when its first handler returns nothing, 0 or success.
_SAI_DO_INICIO = re.compile(
    _FORA + r"|\breturn\b\s{0,9}\(?\s{0,9}(?:-\s?\d|[1-9]|INIT_(?!SUCCEEDED)[A-Z_]{3,30})"
)
_INICIAIS = frozenset({"OnInit", "init"})
_NEGA = re.compile(r"(?<![=!<>])=\s{0,9}(?i:false)\b")
_ACEITA = re.compile(r"\breturn\b[\s(]{0,9}(?i:true)\b|(?<![=!<>])=\s{0,9}(?i:true)\b")
_AVISA = re.compile(r"\b(?:Alert|MessageBox|Comment|Print|PrintFormat|ObjectSetText|\w*Label\w*)\b")
_EXPLICA = re.compile(
    r"(?i)licen[cs]|expir|trial|vencid|venceu|authori[sz]|not allowed|registered|activat"
    r"|contact|account n|wrong account|invalid account|your account|purchase|real account"
    r"|demo account|demo version|not for real|version is|old version|renew|invalid|outdated"
    r"|лиценз|сч[её]т|срок|демо"
)
# `2 != 3 || ...`: a lock that someone has opened.
_SEMPRE = re.compile(
    r"(?:\(|\|\|)\s{0,9}(?:true|(\d{1,3})\s?!=\s?(?!\1\b)\d{1,3})\s{0,9}(?:\||\)\Z)"
)
_RECEBE = re.compile(r"\b(\w{1,60})\s{0,9}=\s{0,9}\Z")
_CHAMADAS = 12
_LONGO = 200
_TEXTO_MAXIMO = 1200


@dataclass(frozen=True, slots=True)
class Caso:
    """An `if` of running code as a possible lock: its condition and what either outcome runs."""

    funcao: Funcao
    condicao: str
    corpo: str
    senao: str
    original: str
    """Both sides with their texts."""

    @property
    def sai(self) -> bool:
        """Whether one side goes no further."""
        return sai(self.corpo, self.funcao) or sai(self.senao, self.funcao)

    @property
    def recusa(self) -> bool:
        """Whether one side goes no further or switches something off."""
        return self.sai or nega(self.corpo) or nega(self.senao)

    @property
    def avisa(self) -> bool:
        """Whether one side tells the user of licence, account or expiry."""
        return bool(_AVISA.search(self.corpo + self.senao) and _EXPLICA.search(self.original))

    @property
    def vence(self) -> bool:
        """Whether meeting the condition ends the work."""
        corpo = self.corpo
        return sai(corpo, self.funcao) or nega(corpo) or bool(_ACEITA.search(corpo))

    @property
    def vigora(self) -> bool:
        """Whether only meeting the condition lets the work go on."""
        aceita = bool(_ACEITA.search(self.corpo))
        if ">" in self.condicao or (sai(self.corpo, self.funcao) and not aceita):
            return False
        longo = len("".join(self.corpo.split())) >= _LONGO
        return longo or aceita or sai(self.senao, self.funcao)


def caso_em(programa: Programa, posicao: int) -> Caso | None:
    """Return the `if` around a place of code that runs, unless it is made to hold always.

    A function whose answer nobody here heeds, in a file that others include, may bar nobody.
    """
    vistas = programa.vistas
    funcao = programa.em(posicao)
    if funcao is None or funcao not in programa.ativas or not _e_ouvida(programa, funcao):
        return None
    decisao = decisao_em(vistas.codigo, posicao)
    if decisao is None:
        return None
    condicao, corpo, senao = (
        vistas.codigo[slice(*trecho)] for trecho in (decisao.condicao, decisao.corpo, decisao.senao)
    )
    if _SEMPRE.search(condicao):
        return None
    textos = [
        vistas.original[inicio : min(fim, inicio + _TEXTO_MAXIMO)]
        for inicio, fim in (decisao.corpo, decisao.senao)
    ]
    return Caso(funcao, condicao, corpo, senao, " ".join(textos))


def _e_ouvida(programa: Programa, funcao: Funcao) -> bool:
    """Tell whether somebody calls a function and does something with its answer."""
    if funcao.classe or funcao.nome.casefold() in TRATADORES_SEM_CAIXA:
        return True
    vistas = programa.vistas
    for posicao in vistas.achar_palavras(funcao.nome, _CHAMADAS):
        if posicao == funcao.inicio:
            continue
        recebe = _RECEBE.search(vistas.codigo[max(0, posicao - 80) : posicao])
        if not recebe or sum(1 for _ in vistas.achar_palavras(recebe[1], 3)) > 2:
            return True
    return False


def sai(corpo: str, funcao: Funcao) -> bool:
    """Tell whether code leaves with nothing done, or removes the program."""
    forma = _SAI_DO_INICIO if funcao.nome in _INICIAIS else _SAI
    return bool(forma.search(corpo))


def nega(corpo: str) -> bool:
    """Tell whether code sets a flag to false."""
    return bool(_NEGA.search(corpo))
