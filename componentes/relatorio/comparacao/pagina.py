"""A comparison as one HTML file: the sentence, the worst of each kind, and a table of all."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from componentes.relatorio.comparacao import frases
from componentes.relatorio.comparacao.agrupamento import Juntas, juntas
from componentes.relatorio.comparacao.provas import provas_novas
from componentes.relatorio.comparacao.valores import Comparacao, Especie, Mudanca, quantos
from componentes.relatorio.pagina import montar_pagina
from componentes.relatorio.textos import inteiro, tamanho, visivel

_ESTILOS = ("pagina.css", "quadros.css", "tabela/explorador.css", "comparacao.css")
_PROGRAMAS = ("comparacao.js", "momentos.js")
_MOSTRADOS = 12


class Secao(Struct, frozen=True):
    """One kind of change: all of them counted, the first shown."""

    especie: Especie
    titulo: str
    etiqueta: str
    alcance: str
    arquivos: int
    grupos: tuple[Juntas, ...]

    @property
    def outros(self) -> int:
        """How many files are only in the table."""
        return self.arquivos - sum(1 + len(grupo.outras) for grupo in self.grupos)


class Medida(Struct, frozen=True):
    """A total of both runs, and the difference."""

    nome: str
    antes: str
    depois: str
    diferenca: str


def formatar_pagina(comparacao: Comparacao) -> str:
    """Return the whole page."""
    return montar_pagina(
        "comparacao.html.j2",
        _ESTILOS,
        _PROGRAMAS,
        {"etiquetas": frases.ETIQUETAS, "linhas": linhas_da_tabela(comparacao)},
        comparacao=comparacao,
        secoes=secoes(comparacao),
        medidas=list(_medidas(comparacao)),
        em_palavras=frases,
        provas_novas=provas_novas,
    )


def secoes(comparacao: Comparacao) -> list[Secao]:
    """Return the kinds of change that occur, most important first."""
    return [
        Secao(
            especie=especie,
            titulo=frases.TITULOS[especie],
            etiqueta=frases.ETIQUETAS[especie],
            alcance=frases.alcance(mudancas, quantos(mudancas).conteudos),
            arquivos=len(mudancas),
            grupos=tuple(juntas(mudancas)[:_MOSTRADOS]),
        )
        for especie in Especie
        if (mudancas := comparacao.de(especie))
    ]


def linhas_da_tabela(comparacao: Comparacao) -> list[list[object]]:
    """Return a row for each file that changed: its kinds, path, and what is to be said of it."""
    especies: dict[tuple[str, str], list[Especie]] = {}
    quais: dict[tuple[str, str], Mudanca] = {}
    for especie in Especie:
        for mudanca in comparacao.de(especie):
            lugares = _lugares(mudanca)
            quais[lugares] = mudanca
            especies.setdefault(lugares, []).append(especie)
    return [_linha(mudanca, especies[lugares]) for lugares, mudanca in quais.items()]


def _lugares(mudanca: Mudanca) -> tuple[str, str]:
    antes, depois = mudanca.antes, mudanca.depois
    return (antes.caminho if antes else "", depois.caminho if depois else "")


def _linha(mudanca: Mudanca, especies: list[Especie]) -> list[object]:
    ditas = [linha for especie in especies for linha in frases.linhas(mudanca, especie)]
    provas = [
        [prova.onde, prova.regra, prova.trecho or prova.porque] for prova in provas_novas(mudanca)
    ]
    return [
        visivel(mudanca.caminho),
        especies,
        [visivel(linha) for linha in dict.fromkeys(ditas)],
        [[visivel(parte) for parte in prova] for prova in provas],
    ]


def _medidas(comparacao: Comparacao) -> Iterator[Medida]:
    antes, depois = comparacao.totais_antes, comparacao.totais_depois
    for nome, palavras in (
        ("arquivos", "Arquivos"),
        ("membros", "Em compactados"),
        ("conteudos", "Conteúdos únicos"),
        ("bytes", "Tamanho"),
    ):
        velho, novo = getattr(antes, nome), getattr(depois, nome)
        dizer = tamanho if nome == "bytes" else inteiro
        diferenca = frases.diferenca(novo - velho, dizer) if novo != velho else "igual"
        if velho or novo:
            yield Medida(palavras, dizer(velho), dizer(novo), diferenca)
