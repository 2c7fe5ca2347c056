"""Passwords and tokens written into code that runs; what is noted of them is masked."""

from __future__ import annotations

import re

from componentes.base.sigilo import mascarar_valor
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.raizes import Raizes

_RAIZES = ("pass", "token", "secret", "senha", "pwd", "apikey", "api_key")
_VALOR = re.compile(r"\s*(?:\[\w{0,9}\]\s*)?=?\s*\{?\s*\"([^\"\n]{4,300})\"")
# What a reader is told to replace, and words that say what the value is instead of being it.
_EXEMPLO = re.compile(
    r"(?i).*(?:your|seu\b|sua\b|here|aqui|insert|enter|paste|change|replace|example|exemplo|sample"
    r"|placeholder|dummy|token|password|passwd|secret|senha|<[^>]*>|\.\.\.|x{3,}|\*{3,}|={3,}"
    r"|_{3,}|-{3,}|none|null|empty|default|demo\b|test\b).*"
)
_TELEGRAM = re.compile(r"\d{8,10}:AA[\w-]{30,}")
_DECLARADOS_MAXIMOS = 40
_NOMES_MAXIMOS = 60


def anotar_credencial(coletor: Coletor, programa: Programa, raizes: Raizes) -> None:
    """Note the first secret in active code; `raizes` are those of its identifiers."""
    if ":AA" in programa.vistas.texto:
        _anotar_telegram(coletor, programa)
    _anotar_nomeados(coletor, programa, raizes.com(_RAIZES))


def _anotar_telegram(coletor: Coletor, programa: Programa) -> None:
    vistas = programa.vistas
    for inicio, fim in vistas.textos:
        if vistas.original.find(":AA", inicio, fim) < 0 or not programa.ativo(inicio):
            continue
        if _TELEGRAM.search(vistas.original, inicio, fim):
            coletor.anotar("credencial:telegram", inicio)
            return


def _anotar_nomeados(coletor: Coletor, programa: Programa, nomes: list[str]) -> None:
    """Note a text given to a name that says it is a secret."""
    vistas = programa.vistas
    for palavra in nomes[:_NOMES_MAXIMOS]:
        for posicao in vistas.achar_palavras(palavra, _DECLARADOS_MAXIMOS):
            valor = _VALOR.match(vistas.original, posicao + len(palavra))
            if valor and programa.ativo(posicao) and _e_segredo(palavra, valor[1]):
                coletor.anotar("credencial:nomeada", posicao)
                return


def _e_segredo(nome: str, valor: str) -> bool:
    """Tell a secret from a place-holder, a label and a sentence."""
    if _EXEMPLO.fullmatch(valor) or " " in valor.strip() or len(set(valor)) < 4:
        return False
    return valor not in mascarar_valor(nome, f'"{valor}"')
