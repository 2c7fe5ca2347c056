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
# Looking for plain substrings first spares almost every line the patterns above.
_MARCAS = (
    "pass",
    "senha",
    "secret",
    "token",
    "key",
    "chave",
    "bot",
    "akia",
    "ghp_",
    "gho_",
    "sk-",
    "xox",
)
_DIGITOS = re.compile(r"\d{6}:")
_NOME_SECRETO = re.compile(r"(?i)pass(?:word|wd)|senha|secret|token|api_?key")


def mascarar(texto: str) -> str:
    """Return `texto` with every secret replaced by a mask; what names the secret stays."""
    if not _suspeito(texto):
        return texto
    for forma in _FORMAS:
        texto = forma.sub(lambda achado: achado[1] + _MASCARA, texto)
    return texto


def mascarar_valor(nome: str, valor: str) -> str:
    """Return the value of something called `nome`, masked when the name says it is a secret."""
    limpo = valor.strip("\"' ")
    inocente = not limpo or limpo.isdigit() or limpo in ("true", "false")
    if _NOME_SECRETO.search(nome) and not inocente:
        return _MASCARA
    return mascarar(valor)


def _suspeito(texto: str) -> bool:
    baixo = texto.lower()
    if any(marca in baixo for marca in _MARCAS):
        return True
    return ":" in texto and ("@" in texto or bool(_DIGITOS.search(texto)))
