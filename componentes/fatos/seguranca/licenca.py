"""Messages that a licence, key or trial is not accepted, in code that then goes no further."""

from __future__ import annotations

import re

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.seguranca.bloqueio import nega, sai
from componentes.fatos.seguranca.decisao import ramo_em_volta

_RECUSA = re.compile(
    r"(?i)\blicen[cs]e\b[^\"]{0,30}\b(?:expired|ended|invalid|not valid|failed|required|wrong)"
    r"|\b(?:invalid|wrong|no|empty|check)\b[^\"]{0,20}\b(?:licen[cs]ed?|activation|serial)\b"
    r"|\b(?:invalid|wrong) (?:password|product ?key)"
    r"|\bnot (?:licen[cs]ed|registered|authori[sz]ed) (?:for|to|on)"
    r"|unauthori[sz]ed|unsubscribed (?:pair|symbol|account|user)"
    r"|\btrial\b[^\"]{0,20}\b(?:expired|ended|over)\b"
    r"|\b(?:version|ea|indicator|expert|advisor|robot|subscription|demo) (?:has |is |was )?expired"
)
_PISTAS = (
    *("icens", "ICENS", "icenc", "xpired", "XPIRED", "uthori", "egistered", "assword"),
    *("trial", "Trial", "nsubscribed"),
)
_ASSUNTOS = (
    *("licen", "activation", "serial", "password", "product", "registered", "authori"),
    *("unsubscribed", "trial", "expired"),
)
"""One of them, in small letters, stands in every such message."""
_MENSAGEM_MAXIMA = 400


def anotar_licenca(coletor: Coletor, programa: Programa) -> None:
    """Note the first such message."""
    vistas = programa.vistas
    if not _fala_de_licenca(vistas.texto):
        return
    for inicio, fim in vistas.textos:
        mensagem = vistas.original[inicio : min(fim, inicio + _MENSAGEM_MAXIMA)]
        if _recusa(mensagem) and _barra(programa, inicio):
            coletor.anotar("trava:recusa", inicio)
            return


def _fala_de_licenca(textos: str) -> bool:
    for pista in _PISTAS:  # noqa: SIM110 every file passes here, and any() takes twice the time
        if pista in textos:
            return True
    return False


def _recusa(mensagem: str) -> bool:
    minuscula = mensagem.lower()
    for assunto in _ASSUNTOS:
        if assunto in minuscula:
            return bool(_RECUSA.search(mensagem))
    return False


def _barra(programa: Programa, posicao: int) -> bool:
    """Tell whether a message stands in a branch of running code that goes no further."""
    codigo = programa.vistas.codigo
    funcao = programa.em(posicao)
    if funcao is None or funcao not in programa.ativas:
        return False
    inicio, fim = ramo_em_volta(codigo, posicao)
    ramo = codigo[inicio:fim]
    return inicio > funcao.abre and (sai(ramo, funcao) or nega(ramo))
