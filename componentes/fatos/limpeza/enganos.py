"""Inputs whose shown text says something else than the code does, and promises of a program.

MetaTrader shows the comment on an input's own line in place of its name
(docs.mql4.com/basis/variables/inputvariables), so that text is what a user decides by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.base.tipos import Entrada
from componentes.fatos.funcoes import Programa
from componentes.fatos.limpeza.entradas_mortas import morta
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_ORDENS = frozenset(
    {"OrderSend", "OrderSendAsync", "OrderModify", "PositionOpen", "CTrade", "CExpert"}
)
_MECANISMO = re.compile(
    r"grid|grade\b|martin|hedg|averag|recover|recuper|m[eé]dio|pyramid|layer|"
    r"сетк|мартин|усредн|хедж|локир",
    re.IGNORECASE,
)
_NOME_DE_MECANISMO = re.compile(
    r"(?:Use|Enable|Inp|Allow|Is|Activate|On)?_?"
    r"(?:Grid|Martingale?|Marti|Hedge|Hedging|Averaging|ZoneRecovery|RecoveryMode)_?"
    r"(?:Mode|Step|Pips|Multiplier|Size|On|Trading|System|Lots?|Enabled?)?\d{0,2}",
    re.IGNORECASE,
)
_ELOGIO = re.compile(
    r"\bsafe(?:ty)?\b|\bsecure\b|\brisk.?free\b|\b(?:no|low|zero).?risk\b|\bprop\b|\bftmo\b|"
    r"\bfunded\b|\bpass(?:ing)?\b[^\n]{0,20}\b(?:prop|challenge)|\bchallenge\b|\bguarante|"
    r"\bsegur[oa]\b|\bsem risco\b",
    re.IGNORECASE,
)
_FIGURA = re.compile(
    r"\b(?:pitch ?f(?:an|ork)|gann|elliott?|xabcd|three drives|harmonic|butterfly|gartley|"
    r"fib(?:onacci)?|wolfe)\b",
    re.IGNORECASE,
)
_FIGURA_NO_NOME = re.compile(
    r"pitch|gann|elliott|abcd|drives|harmonic|butterfly|gartley|fib|wolfe", re.IGNORECASE
)
_OUTRO_ASSUNTO = re.compile(
    r"(?:\w{0,4}_)?(?:max_?)?(?:spread|slippage|magic\w*|lots?|fixed_?lots?|ma\d?_?period)",
    re.IGNORECASE,
)
_AVISO = re.compile(
    r"\b(?:not?|don'?t|never|disallow\w*|forbid\w*|avoid|against|off)\b", re.IGNORECASE
)
_NEGA = re.compile(
    r"\b(?:no|non|without|sem|never|zero|not use[sd]?|(?:does not|doesn't) use|n[aã]o usa)[ -]"
    r"(?:(?:any|a|dangerous|risky|or|nor|and|e|ou|of|grid|hedging|averaging|martingale)[ ,/+&]+)"
    r"{0,6}(martingale|grid|grade)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:inp(?:ut)?_?|\w{0,4}_)?(?:use_?)?(?:initial_?)?(?:stop[ _]?loss|sl)"
    r"(?:[ _]?(?:in|em)?[ _(]*(?:pips|points|pontos)[ )]*)?",
    re.IGNORECASE,
)
_CABECALHO = 4000
_NOTAS_MAXIMAS = 8


def anotar_enganos(coletor: Coletor, programa: Programa) -> tuple[str, ...]:
    """Note `engano:rotulo` and `promessa:sem_X`; return each misleading input in words."""
    if _ORDENS.isdisjoint(coletor.vistas.palavras):
        return ()
    _anotar_promessas(coletor)
    notas = []
    for entrada in programa.entradas:
        razao = _razao(programa, entrada)
        if razao:
            coletor.anotar("engano:rotulo", _posicao(programa, entrada), (entrada.nome,))
            notas.append(f"rótulo enganoso na linha {entrada.linha}: {razao}")
    return tuple(notas[:_NOTAS_MAXIMAS])


def _razao(programa: Programa, entrada: Entrada) -> str:
    """Say what is wrong with the text shown for an input, "" where nothing is."""
    nome, texto = entrada.nome, entrada.comentario
    if texto and _NOME_DE_MECANISMO.fullmatch(nome) and not _MECANISMO.search(texto):
        outro = _FIGURA.search(texto) or (_ELOGIO.search(texto) and not _AVISO.search(texto))
        if outro and nome in programa.palavras_ativas:
            return f"a entrada {nome} aparece ao usuário como “{texto}”"
    if _FIGURA.search(texto) and _OUTRO_ASSUNTO.fullmatch(nome) and not _trata_de_figuras(programa):
        return f"a entrada {nome} aparece ao usuário como “{texto}”"
    if (_STOP.fullmatch(texto) or _STOP.fullmatch(nome)) and morta(programa, entrada):
        como = f"aparece como “{texto}”" if texto else "promete um stop loss"
        return f"a entrada {nome} {como}, mas o código não a usa"
    return ""


def _trata_de_figuras(programa: Programa) -> bool:
    return bool(_FIGURA_NO_NOME.search(" ".join(programa.vistas.palavras)))


def _posicao(programa: Programa, entrada: Entrada) -> int:
    return programa.vistas.achar_palavra(entrada.nome)


def _anotar_promessas(coletor: Coletor) -> None:
    """Note what a program says of itself in its description or in the comments at its top."""
    vistas = coletor.vistas
    for inicio, texto in (*_descricoes(vistas), *_do_topo(vistas)):
        achado = _NEGA.search(texto)
        if achado:
            mecanismo = "martingale" if achado[1].lower() == "martingale" else "grade"
            coletor.anotar(f"promessa:sem_{mecanismo}", inicio + achado.start())


def _descricoes(vistas: Vistas) -> Iterator[tuple[int, str]]:
    for diretiva in vistas.diretivas:
        if diretiva.nome == "property":
            yield diretiva.inicio, vistas.original[diretiva.inicio : diretiva.fim]


def _do_topo(vistas: Vistas) -> Iterator[tuple[int, str]]:
    """Yield the comments near the top that stand on lines of their own: no labels of options."""
    for inicio, fim in vistas.comentarios:
        if inicio > _CABECALHO:
            return
        comeco = vistas.original.rfind("\n", 0, inicio) + 1
        if not vistas.codigo[comeco:inicio].strip():
            yield inicio, vistas.original[inicio : min(fim, inicio + _CABECALHO)]
