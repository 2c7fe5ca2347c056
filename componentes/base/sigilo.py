"""Masks secrets in text that is about to be shown or stored: tokens, passwords, keys in URLs."""

from __future__ import annotations

import re

_MASCARA = "●●●●"
_FORMAS = (
    re.compile(r"\b(\d{6,12}:)[A-Za-z0-9_-]{30,}"),  # Telegram bot token
    re.compile(r"\b(bot)\d{6,12}:?[A-Za-z0-9_-]{30,}"),
    re.compile(r"\b(AKIA|ghp_|gho_|sk-|xox[abp]-)[A-Za-z0-9_-]{12,}"),
    re.compile(r"(://[^/\s:@]+:)[^/\s:@]+(?=@)"),
    re.compile(
        r"(?i)((?:pass(?:word|wd)?|senha|secret|token|api_?key|chave)\w*[\"']?\s*(?:=|:|,)\s*[\"'])"
        r"[^\"'\s]{4,}(?=[\"'])"
    ),
)
# One cheap look spares almost every line the patterns above.
_SUSPEITO = re.compile(
    r"(?i)pass|senha|secret|token|api_?key|chave|\d{6}:|bot\d{6}|akia|gh[po]_|sk-|xox|://[^/\s]*@"
)
_NOME_SECRETO = re.compile(r"(?i)pass(?:word|wd)|senha|secret|token|api_?key")


def mascarar(texto: str) -> str:
    """Return `texto` with every secret replaced by a mask; what names the secret stays."""
    if not _SUSPEITO.search(texto):
        return texto
    for forma in _FORMAS:
        texto = forma.sub(lambda achado: achado[1] + _MASCARA, texto)
    return texto


def mascarar_valor(nome: str, valor: str) -> str:
    """Return the value of something called `nome`, masked when the name says it is a secret."""
    if _NOME_SECRETO.search(nome) and valor.strip("\"' ") and not valor.strip().isdigit():
        return _MASCARA
    return mascarar(valor)
