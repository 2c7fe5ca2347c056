"""Columns and filters of the table over all files: none that could tell no file from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from componentes.relatorio.resumo import Resumo


class Coluna(Struct, frozen=True):
    """One column of the table; `numerica` ones stand at the right."""

    chave: str
    titulo: str
    numerica: bool = False


_COLUNAS = (
    Coluna("nome", "Arquivo"),
    Coluna("linguagem", "Linguagem"),
    Coluna("tipo", "Tipo"),
    Coluna("familia", "Famílias"),
    Coluna("risco", "Riscos"),
    Coluna("certeza", "Certeza", numerica=True),
    Coluna("tamanho", "Tamanho", numerica=True),
    Coluna("copias", "Cópias", numerica=True),
)

# A column is left out when it would be empty in every row.
_VAZIA: Mapping[str, Callable[[Resumo], bool]] = {
    "familia": lambda resumo: not resumo.por_familia,
    "risco": lambda resumo: not resumo.por_risco,
    "certeza": lambda resumo: all(c.valor == "nao_informada" for c in resumo.por_certeza),
    "copias": lambda resumo: not resumo.totais.copias,
}

_FILTROS: Mapping[str, tuple[str, Callable[[Resumo], Sequence[int]]]] = {
    "linguagem": ("Linguagem", lambda resumo: [c.arquivos for c in resumo.por_linguagem]),
    "tipo": ("Tipo", lambda resumo: [c.arquivos for c in resumo.por_tipo]),
    "familia": ("Família", lambda resumo: [c.arquivos for c in resumo.por_familia]),
    "risco": ("Risco", lambda resumo: [c.arquivos for c in resumo.por_risco]),
    "situacao": ("Situação", lambda resumo: [c.arquivos for c in resumo.por_situacao]),
    "pendencia": ("Precisa de você", lambda resumo: [p.arquivos for p in resumo.pendencias]),
}


def colunas(resumo: Resumo) -> list[Coluna]:
    """Return the columns that hold something in at least one row."""
    return [c for c in _COLUNAS if not (c.chave in _VAZIA and _VAZIA[c.chave](resumo))]


def filtros(resumo: Resumo) -> list[tuple[str, str]]:
    """Return dimension and title of every filter with a choice that some, not all, files meet."""
    return [
        (dimensao, titulo)
        for dimensao, (titulo, contar) in _FILTROS.items()
        if any(
            arquivos < resumo.totais.arquivos + resumo.totais.membros for arquivos in contar(resumo)
        )
    ]
