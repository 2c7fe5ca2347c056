"""How code refuses to work: it leaves, removes itself, switches itself off, or says why."""

from __future__ import annotations

import re

_SAI = re.compile(
    r"\b(?:ExpertRemove|TerminalClose|ChartClose|ChartIndicatorDelete)\s?\(|\breturn\b\s{0,9}"
    r"\(?\s{0,9}(?:-?\s?\d{1,5}|(?i:false)|INIT_[A-Z_]{3,30}|EMPTY_VALUE)?\s{0,9}\)?\s{0,9};"
)
_NEGA = re.compile(r"(?<![=!<>])=\s{0,9}(?i:false)\b")
_ACEITA = re.compile(r"\breturn\b[\s(]{0,9}(?i:true)\b|(?<![=!<>])=\s{0,9}(?i:true)\b")
_AVISA = re.compile(r"\b(?:Alert|MessageBox|Comment|Print|PrintFormat|ObjectSetText|\w*Label\w*)\b")
_EXPLICA = re.compile(
    r"(?i)licen[cs]|expir|trial|vencid|venceu|authori[sz]|not allowed|registered|activat"
    r"|contact|account n|wrong account|invalid account|your account|purchase|real account"
    r"|demo account|demo version|not for real|version is|old version|renew|invalid|outdated"
    r"|лиценз|сч[её]т|срок|демо"
)
_RECUSA = re.compile(
    r"(?i)\blicen[cs]e\b[^\"]{0,30}\b(?:expired|ended|invalid|not valid|failed|required|wrong)"
    r"|\b(?:invalid|wrong|no|empty|check)\b[^\"]{0,20}\b(?:licen[cs]ed?|activation|serial)\b"
    r"|\b(?:invalid|wrong) (?:password|product ?key)"
    r"|\bnot (?:licen[cs]ed|registered|authori[sz]ed) (?:for|to|on)"
    r"|unauthori[sz]ed|\btrial\b[^\"]{0,20}\b(?:expired|ended|over)\b"
    r"|\b(?:version|ea|indicator|expert|advisor|robot|subscription|demo) (?:has |is |was )?expired"
)
_PISTAS = ("icens", "ICENS", "icenc", "xpired", "XPIRED", "uthori", "egistered", "assword")
_SEMPRE = re.compile(
    r"(?:\(|\|\|)\s{0,9}(?:true|(\d{1,3})\s?!=\s?(?!\1\b)\d{1,3})\s{0,9}(?:\||\)\Z)"
)


def sai(corpo: str) -> bool:
    """Tell whether code leaves with nothing done, or removes the program."""
    return bool(_SAI.search(corpo))


def nega(corpo: str) -> bool:
    """Tell whether code sets a flag to false."""
    return bool(_NEGA.search(corpo))


def aceita(corpo: str) -> bool:
    """Tell whether code gives leave to go on."""
    return bool(_ACEITA.search(corpo))


def avisa(corpo: str) -> bool:
    """Tell whether code shows something to the user."""
    return bool(_AVISA.search(corpo))


def explica(original: str) -> bool:
    """Tell whether a text speaks of licence, account or expiry."""
    return bool(_EXPLICA.search(original))


def contornada(condicao: str) -> bool:
    """Tell whether a condition was made to hold always: `2 != 3 || ...`."""
    return bool(_SEMPRE.search(condicao))


def fala_de_recusa(textos: str) -> bool:
    """Tell cheaply whether some of the texts of a program may refuse a licence."""
    for pista in _PISTAS:  # noqa: SIM110 every file passes here, and any() takes twice the time
        if pista in textos:
            return True
    return False


def recusa(texto: str) -> bool:
    """Tell whether a message says that the licence, key or trial is not accepted."""
    return bool(_RECUSA.search(texto))
