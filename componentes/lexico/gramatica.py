"""Which grammar a text follows, told before lexing by what no other grammar has.

Extensions are not asked: a quarter of a real library's Pine is saved as .txt, and .mq5 holds
whatever somebody renamed.
"""

from __future__ import annotations

import re

from componentes.lexico import mql, pine
from componentes.lexico.vistas import Gramatica, Vistas

_PINE_IDIOMA = re.compile(
    r"\b(?:ta|request|math|str|input|strategy|barstate|syminfo|timeframe)\.[a-z]"
    r"|^[ \t]*(?:plot|plotshape|hline|bgcolor|alertcondition)[ \t]*\("
    r"|^[ \t]*\w+[ \t]*:=|=[ \t]*(?:input|security|sma|ema|rsi)[ \t]*\(",
    re.MULTILINE,
)
_MQL_CERTO = re.compile(
    r"^[ \t]*#[ \t]*(?:property|include|import|define|ifdef|ifndef|resource)\b"
    r"|^[ \t]*(?:sinput|input|extern)[ \t]+\w+[ \t]+\w+[ \t]*[=;]"
    r"|^[ \t]*(?:void|int)[ \t]+(?:[Oo]n[A-Z]\w+|start|init|deinit)[ \t]*\(",
    re.MULTILINE,
)
_MQL_PROVAVEL = re.compile(
    r"^[ \t]*(?:static|const|void|int|double|bool|string|datetime|color|long|ulong|uint|class"
    r"|struct|enum|virtual|template|return|float|short|char|uchar|ushort|if|for|while)\b[^\n]*"
    r"[;{(,)][ \t]*(?://[^\n]*)?$"
    r"|\b(?:Order|Object|Position|Indicator|Account|Symbol|Market|Terminal|Array|Chart|File)"
    r"[A-Z]\w*\(",
    re.MULTILINE,
)
# IQ Option scripts are Lua that looks much like Pine: the same sma(close, 14), the same plot().
_LUA = re.compile(r"^[ \t]*instrument\s*\{", re.MULTILINE)


# A piece without declaration must show more of Pine than prose that quotes a line of it.
_IDIOMAS_MINIMOS = 3


def reconhecer(texto: str) -> Gramatica:
    """Return the grammar of a decoded text; `texto` when it is neither MQL nor Pine."""
    if "instrument" in texto and _LUA.search(texto):
        return "texto"
    instrucoes = texto.count(";")
    if _parece_pine(texto, instrucoes):
        return "pine"
    if _MQL_CERTO.search(texto):
        return "mql"
    return "mql" if instrucoes >= 2 and _MQL_PROVAVEL.search(texto) else "texto"


def lexar(texto: str) -> Vistas:
    """Lex a text by its own grammar; plain text becomes one comment, so that no rule sees code."""
    gramatica = reconhecer(texto)
    if gramatica == "mql":
        return mql.lexar(texto)
    if gramatica == "pine":
        return pine.lexar(texto)
    return Vistas("texto", texto, "", ((0, len(texto)),), ())


def _parece_pine(texto: str, instrucoes: int) -> bool:
    """Tell Pine by its declaration, version line and idioms against statements ended by `;`.

    The two cheap tests come first: they spare a large MQL file every pattern.
    """
    if "@version" not in texto and instrucoes * 8 > texto.count("\n"):
        return False
    pontos = 20 if pine.DECLARACAO.search(texto) else 0
    if pine.versao_declarada(texto):
        pontos += 20
    if pontos > instrucoes:
        return True
    pontos += len(_PINE_IDIOMA.findall(texto))
    return pontos > max(instrucoes, _IDIOMAS_MINIMOS)
