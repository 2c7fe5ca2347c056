"""A comparison as Markdown, in which nothing of the library is markup."""

from __future__ import annotations

from collections.abc import Iterator

from componentes.relatorio.comparacao.frases import TITULOS, alcance, linhas, manchete, ressalvas
from componentes.relatorio.comparacao.provas import provas_novas
from componentes.relatorio.comparacao.valores import Comparacao, Especie, Mudanca, quantos
from componentes.relatorio.marcacao import corrido
from componentes.relatorio.textos import inteiro, trecho_curto

_MOSTRADOS = 100


def formatar_markdown(comparacao: Comparacao) -> str:
    """Return the comparison; lists end after a hundred and say how many there are in all."""
    return "\n".join(_partes(comparacao)) + "\n"


def _partes(comparacao: Comparacao) -> Iterator[str]:
    yield f"# {corrido(manchete(comparacao))}"
    yield ""
    for ressalva in ressalvas(comparacao):
        yield f"- {corrido(ressalva)}"
    yield ""
    yield from _totais(comparacao)
    for especie in Especie:
        if mudancas := comparacao.de(especie):
            yield from _secao(especie, mudancas)


def _totais(comparacao: Comparacao) -> Iterator[str]:
    antes, depois = comparacao.totais_antes, comparacao.totais_depois
    yield f"| | {corrido(comparacao.antes.nome)} | {corrido(comparacao.depois.nome)} |"
    yield "|---|---:|---:|"
    for nome, palavras in (
        ("arquivos", "arquivos"),
        ("membros", "em compactados"),
        ("conteudos", "conteúdos únicos"),
        ("bytes", "bytes"),
    ):
        numeros = (inteiro(getattr(lado, nome)) for lado in (antes, depois))
        yield f"| {palavras} | {' | '.join(numeros)} |"


def _secao(especie: Especie, mudancas: tuple[Mudanca, ...]) -> Iterator[str]:
    conteudos = quantos(mudancas).conteudos
    yield ""
    yield f"## {TITULOS[especie]}: {alcance(mudancas, conteudos)}"
    yield ""
    for mudanca in mudancas[:_MOSTRADOS]:
        yield f"- {corrido(mudanca.caminho)}"
        yield from (f"  - {corrido(linha)}" for linha in linhas(mudanca, especie))
        if especie is Especie.RISCOS_NOVOS:
            yield from _provas(mudanca)
    if len(mudancas) > _MOSTRADOS:
        yield f"- e mais {inteiro(len(mudancas) - _MOSTRADOS)}; o JSON tem todos"


def _provas(mudanca: Mudanca) -> Iterator[str]:
    for prova in provas_novas(mudanca):
        trecho = trecho_curto(prova.trecho)
        yield f"  - {corrido(f'{prova.onde} ({prova.regra}): {trecho or prova.porque}')}"
