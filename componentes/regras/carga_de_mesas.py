"""Reads the tables of firms' rules and says exactly which key of which table is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from componentes.base.erros import ErroConfiguracao
from componentes.base.tipos import Familia, Linguagem, Risco
from componentes.regras.leitura import (
    converter,
    erro_em,
    textos_do_programa,
    textos_do_usuario,
)
from componentes.regras.mesas import FATOS_DE_CONTROLE, Especie, Mesa, RegraDeMesa

_ESQUEMA = "veja o esquema em Development/docs/conformidade.md"
_FATOS_FECHADOS = {
    **FATOS_DE_CONTROLE,
    "risco": frozenset(map(str, Risco)),
    "familia": frozenset(map(str, Familia)),
}


def textos_de_mesas(pasta_do_usuario: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Return name and text of the bundled tables, then of the user's own."""
    return (*textos_do_programa("mesas"), *textos_do_usuario(pasta_do_usuario))


def carregar_mesas(textos: Iterable[tuple[str, str]]) -> tuple[Mesa, ...]:
    """Parse and check tables given by name and text; raises `ErroConfiguracao`."""
    mesas: dict[str, Mesa] = {}
    onde: dict[str, str] = {}
    for nome, texto in textos:
        mesa = ler_mesa(texto, nome)
        if mesa.mesa in mesas:
            em = f" (a outra está em {onde[mesa.mesa]})"
            raise _erro(nome, f"há duas mesas com o id '{mesa.mesa}'{em}; ids nunca se repetem")
        mesas[mesa.mesa], onde[mesa.mesa] = mesa, nome
    return tuple(mesas.values())


def ler_mesa(texto: str, nome: str) -> Mesa:
    """Parse and check the text of one table file called `nome`; raises `ErroConfiguracao`."""
    mesa = converter(texto, nome, Mesa, RegraDeMesa, _ESQUEMA)
    vistos: set[str] = set()
    for regra in mesa.regras:
        o_que = f"regra {regra.id}: "
        if regra.id in vistos:
            raise _erro(nome, f"{o_que}há duas regras com este id na mesa {mesa.mesa}")
        vistos.add(regra.id)
        for mal in (_forma_errada(regra), _fonte_errada(regra, mesa), _fato_errado(regra)):
            if mal:
                raise _erro(nome, o_que + mal)
    return mesa


def _forma_errada(regra: RegraDeMesa) -> str:
    if bool(regra.sem_prova) == bool(regra.fatos or regra.depende):
        return "informe fatos ou depende, ou então sem_prova; nunca os dois"
    if regra.ausente and not regra.fatos:
        return "ausente só vale junto de fatos"
    for linguagem in regra.linguagens:
        if linguagem not in frozenset(Linguagem):
            lista = ", ".join(sorted(Linguagem))
            return f"em linguagens, '{linguagem}' não existe; use um de: {lista}"
    return ""


def _fonte_errada(regra: RegraDeMesa, mesa: Mesa) -> str:
    if mesa.especie is Especie.CASA:
        return ""
    for fonte in (regra.fonte, *regra.outras_fontes):
        if not fonte.startswith(("https://", "http://")):
            return f"a fonte '{fonte}' não é um endereço; só a espécie casa dispensa endereço"
    return ""


def _fato_errado(regra: RegraDeMesa) -> str:
    """Name a fact that can never hold: taken for absence, a slip of the pen would be a claim."""
    for fato in (*regra.fatos, *regra.depende, *regra.ausente):
        especie, _, valor = fato.partition(":")
        validos = _FATOS_FECHADOS.get(especie)
        if validos is not None and valor not in validos:
            lista = ", ".join(sorted(validos))
            return f"o fato '{fato}' não existe; em {especie}: use um de: {lista}"
    return ""


def _erro(onde: str, o_que: str) -> ErroConfiguracao:
    return erro_em(onde, o_que, _ESQUEMA)
