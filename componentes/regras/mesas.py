"""Tables of what a firm, a server or the house asks of a program: dated, cited, each rule alone.

A table never says whether a program is good enough: it says of each rule whether its construct
stands in the code. Firms change their rules; `conferido_em` says when each one was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from componentes.regras.modelo import Identificador

Fato = Annotated[str, Meta(pattern=r"^[a-z_]+:.+$")]
Data = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
"""A day, a month or a year: as exactly as the source is dated."""
Texto = Annotated[str, Meta(min_length=1)]


class Especie(StrEnum):
    """Whose rules a table holds."""

    MESA = "mesa"
    """A prop firm."""
    SERVIDOR = "servidor"
    """Who runs the trading servers."""
    CASA = "casa"
    """The user: a policy of his own, no firm's rule."""


class Sentido(StrEnum):
    """What it means for a rule that its construct is found."""

    PROTEGE = "protege"
    """A control that one wants to find."""
    INFRINGE = "infringe"
    """A construct that the rule forbids or limits."""
    PERMITE = "permite"
    """A construct that the rule expressly allows."""


class Achado(StrEnum):
    """What the code shows of one rule."""

    ENCONTRADO = "encontrado"
    NAO_ENCONTRADO = "nao_encontrado"
    NAO_VERIFICAVEL = "nao_verificavel"


class RegraDeMesa(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of a table. Of `fatos` any is enough, with `todos` all of them must hold."""

    id: Identificador
    sentido: Sentido
    texto: Texto
    """What the firm says, in Portuguese."""
    fonte: Texto
    conferido_em: Data
    vale_para: Annotated[tuple[Texto, ...], Meta(min_length=1)]
    fatos: tuple[Fato, ...] = ()
    todos: bool = False
    depende: tuple[Fato, ...] = ()
    """Facts that leave it open: settings or what the code does not show decide."""
    ausente: tuple[Fato, ...] = ()
    """Facts that prove the construct is not there."""
    sem_prova: str = ""
    """Why no source code can show it; then there are no facts."""
    linguagens: tuple[str, ...] = ()
    outras_fontes: tuple[Texto, ...] = ()
    nota: str = ""


class Mesa(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole table, one file."""

    mesa: Identificador
    nome: Texto
    especie: Especie
    regras: Annotated[tuple[RegraDeMesa, ...], Meta(min_length=1)]


FATOS_DE_CONTROLE = {
    "gestao": frozenset(
        [
            *("trailing", "breakeven", "stop_de_capital", "perda_diaria", "perda_total"),
            *("limite_de_ordens", "limite_de_lote", "spread_maximo", "horario", "sexta"),
            *("filtro_de_noticias", "magic", "verifica_erro", "lote_por_risco"),
            "modifica_sem_teste",
        ]
    ),
    "stop": frozenset(["na_entrada", "padrao_zero", "depois", "nunca", "entrada_morta", "virtual"]),
    "alvo": frozenset(["na_entrada"]),
    "ordem": frozenset(["envia", "pendente_stop", "pendente_limite"]),
}
"""The facts about control of positions that tables may ask for, by kind; other kinds are open."""


def fatos_das_mesas(mesas: Iterable[Mesa]) -> frozenset[str]:
    """Return the name of every fact that some table looks at."""
    return frozenset(
        fato
        for mesa in mesas
        for regra in mesa.regras
        for fato in (*regra.fatos, *regra.depende, *regra.ausente)
    )
