"""The plan of a tidy tree as one HTML file: folders, conflicts, warnings, and every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from componentes.base.plano import Acao, Passo, Plano, totais
from componentes.relatorio.pagina import montar_pagina
from componentes.relatorio.textos import visivel

_ESTILOS = ("pagina.css", "quadros.css", "tabela/explorador.css", "plano.css")
_PROGRAMAS = ("plano.js",)
_ACOES = {
    Acao.COPIAR: ("copiar", "copiados"),
    Acao.MOVER: ("mover", "movidos"),
    Acao.QUARENTENA: ("quarentena", "postos em quarentena"),
    Acao.DEIXAR: ("deixar", "deixados onde estão"),
}
_MOSTRADOS = 12


class PastaDoPlano(Struct, frozen=True):
    """A folder of the tree, how much it gets, and how long its bar is."""

    nome: str
    arquivos: int
    bytes: int
    largura: str


def formatar_plano(plano: Plano) -> str:
    """Return the whole page."""
    somas = totais(plano.passos)
    return montar_pagina(
        "plano.html.j2",
        _ESTILOS,
        _PROGRAMAS,
        [_linha(passo) for passo in sorted(plano.passos, key=lambda p: not p.numero)],
        plano=plano,
        totais=[(str(a), palavras, somas[a]) for a, (_, palavras) in _ACOES.items()],
        a_fazer=len(plano.a_fazer()),
        pastas=pastas_do_plano(plano),
        conflitos=[passo for passo in plano.passos if passo.conflito],
        avisados=[passo for passo in plano.passos if passo.avisos],
        mostrados=_MOSTRADOS,
    )


def pastas_do_plano(plano: Plano) -> list[PastaDoPlano]:
    """Return the folders of the tree, sorted by name."""
    arquivos: Counter[str] = Counter()
    tamanhos: Counter[str] = Counter()
    for passo in plano.a_fazer():
        if passo.acao is not Acao.QUARENTENA:
            pasta = passo.destino.rpartition("/")[0]
            arquivos[pasta] += 1
            tamanhos[pasta] += passo.tamanho
    maior = max(arquivos.values(), default=1)
    return [
        PastaDoPlano(nome, arquivos[nome], tamanhos[nome], f"{arquivos[nome] * 100 / maior:.3f}%")
        for nome in sorted(arquivos)
    ]


def _linha(passo: Passo) -> Sequence[str | int | list[str]]:
    """Return what the script shows of a step."""
    return [
        passo.numero,
        str(passo.acao),
        visivel(passo.origem),
        visivel(passo.destino),
        passo.tamanho,
        visivel(passo.motivo),
        visivel(passo.conflito),
        [visivel(aviso) for aviso in passo.avisos],
    ]
