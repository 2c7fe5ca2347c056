"""Two runs side by side, made by hand: files as one run saw them, and the runs themselves."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from componentes.relatorio.comparacao.comparar import comparar
from componentes.relatorio.comparacao.valores import (
    Comparacao,
    Lado,
    Prova,
    Rotulos,
    Totais,
    Visto,
)
from tests.apoio.fichas import EXECUCAO

ANTES = replace(EXECUCAO, id=6, nome="coruja-azul-6", pastas=("/b",), raiz="/b")
DEPOIS = replace(EXECUCAO, id=7, nome="pipa-clara-7", pastas=("/b",), raiz="/b")


def rotulos(*riscos: str, tipo: str = "ea", trecho: str = "linha", **outros: Any) -> Rotulos:
    """Return the labels of an EA with these risks, each proved by a line of its own."""
    provas = tuple(
        Prova(risco, f"risco.{risco}.x", n, f"{trecho} {n}", "porque sim")
        for n, risco in enumerate(riscos, 1)
    )
    base = Rotulos("mql4", tipo, ("grade",), riscos, 90, provas)
    return replace(base, **outros)


def visto(caminho: str, conteudo: str = "a", *riscos: str, **outros: Any) -> Visto:
    """Return a file whose content is called `conteudo`; "" for one that could not be read."""
    sha256 = f"{conteudo:>064}" if conteudo else ""
    return replace(Visto(caminho, sha256, 100, "ok", rotulos=rotulos(*riscos)), **outros)


def lado(*vistos: Visto, depois: bool = False, outros: str = "", **campos: Any) -> Lado:
    """Return what a run saw; `outros` are contents it also saw, one letter each."""
    conteudos = frozenset(v.sha256 for v in vistos if v.sha256) | {f"{c:>064}" for c in outros}
    execucao = DEPOIS if depois else ANTES
    base = Lado(execucao, "k", Totais(10, 1000, 8), vistos, conteudos)
    return replace(base, **campos)


def de_tudo(texto: str = "a") -> Comparacao:
    """Return a comparison with every kind of change, and `texto` in all that is free text."""
    return comparar(
        lado(
            visto(f"{texto}/alterado.mq4", "a", "grade"),
            visto(f"{texto}/sumiu.mq4", "b", "trava"),
            visto(f"{texto}/antigo.mq4", "c"),
        ),
        lado(
            visto(f"{texto}/alterado.mq4", "d", rotulos=rotulos("dll", "rede", trecho=texto)),
            visto(f"{texto}/novo.mq4", "e", rotulos=rotulos("martingale", trecho=texto)),
            visto(f"{texto}/copia do novo.mq4", "e", rotulos=rotulos("martingale", trecho=texto)),
            visto(f"{texto}/renomeado.mq4", "c"),
            depois=True,
        ),
    )
