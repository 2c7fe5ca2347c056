"""Any text as Markdown that says it and does nothing: no markup, no HTML, no link, no mention."""

from __future__ import annotations

import re

from componentes.relatorio.textos import trecho_curto, visivel

# Signs that begin or end markup anywhere in a line: CommonMark, tables, math, strikethrough.
_MARCAS = re.compile(r"[\\`*_\[\]<>&|~$!]")
# What begins a block where a line begins: headings, quotes, lists, rules, numbers of a list.
_INICIO = re.compile(r"^(?:[#+\-=:]|\d{1,9}(?=[.)](?:\s|$)))")
# GitHub makes links, mentions, references or pictures of these, also behind a backslash.
_LIGACAO = re.compile(r"@|://|www\.|(?:mailto|xmpp):|#\d|gh-\d|:[\w+-]+:", re.IGNORECASE)
_CRASES = re.compile(r"`+")
_LARGURA = 300
_MAXIMO = 1000


def corrido(texto: str) -> str:
    """Return `texto` to stand in a sentence or list item, on one line and at most 300 signs long.

    What could become a link is shown as code, where nothing is looked for.
    """
    texto = trecho_curto(texto, _LARGURA)
    if _LIGACAO.search(texto):
        return codigo(texto)
    return _INICIO.sub(_escapar_inicio, _MARCAS.sub(r"\\\g<0>", texto))


def codigo(texto: str) -> str:
    """Return `texto` as code on one line, as it is; not for tables, whose `|` would cut it."""
    texto = visivel(texto if len(texto) <= _MAXIMO else f"{texto[: _MAXIMO - 1]}…")
    if not texto:
        return ""
    crases = "`" * (max((len(c) for c in _CRASES.findall(texto)), default=0) + 1)
    # Of a space at both ends one is taken away, unless there is nothing but spaces.
    na_beira = texto.strip(" ") and (texto[0] in "` " or texto[-1] in "` ")
    beira = " " if na_beira else ""
    return f"{crases}{beira}{texto}{beira}{crases}"


def _escapar_inicio(achado: re.Match[str]) -> str:
    inicio = achado[0]
    # A number is no punctuation: its full stop is what makes the list.
    return f"{inicio}\\" if inicio[0].isdigit() else f"\\{inicio}"
