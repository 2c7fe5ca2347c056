"""A comparison as Markdown, in which nothing of the library is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.relatorio.comparacao.frases import TITULOS, alcance, linhas, manchete, ressalvas
from componentes.relatorio.comparacao.provas import provas_novas
from componentes.relatorio.comparacao.valores import Comparacao, Especie, Mudanca, quantos
from componentes.relatorio.textos import inteiro, trecho_curto, visivel

_MOSTRADOS = 100
# What begins or ends markup anywhere in a line; then bare links and `:emoji:`, which GitHub makes
# of plain words; then what only counts at the beginning.
_SINAIS = re.compile(r"[\\`*_\[\]<>#|~&$@]|(?<=\S):(?=\S)|(?i:(?<=www)\.)")
_NO_COMECO = re.compile(r"\A(\d*)([-+=.)])")
_BRANCOS = re.compile(r"\A +")


def formatar_markdown(comparacao: Comparacao) -> str:
    """Return the comparison; lists end after a hundred and say how many there are in all."""
    return "\n".join(_partes(comparacao)) + "\n"


def escapar(texto: str) -> str:
    """Return `texto` so that Markdown shows it as it stands, on one line."""
    inerte = _NO_COMECO.sub(r"\1\\\2", _SINAIS.sub(r"\\\g<0>", visivel(texto)))
    return _BRANCOS.sub(lambda brancos: "\u00a0" * len(brancos[0]), inerte)


def _partes(comparacao: Comparacao) -> Iterator[str]:
    yield f"# {escapar(manchete(comparacao))}"
    yield ""
    for ressalva in ressalvas(comparacao):
        yield f"- {escapar(ressalva)}"
    yield ""
    yield from _totais(comparacao)
    for especie in Especie:
        if mudancas := comparacao.de(especie):
            yield from _secao(especie, mudancas)


def _totais(comparacao: Comparacao) -> Iterator[str]:
    antes, depois = comparacao.totais_antes, comparacao.totais_depois
    yield f"| | {escapar(comparacao.antes.nome)} | {escapar(comparacao.depois.nome)} |"
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
        yield f"- {escapar(mudanca.caminho)}"
        yield from (f"  - {escapar(linha)}" for linha in linhas(mudanca, especie))
        if especie is Especie.RISCOS_NOVOS:
            yield from _provas(mudanca)
    if len(mudancas) > _MOSTRADOS:
        yield f"- e mais {inteiro(len(mudancas) - _MOSTRADOS)}; o JSON tem todos"


def _provas(mudanca: Mudanca) -> Iterator[str]:
    for prova in provas_novas(mudanca):
        trecho = trecho_curto(prova.trecho)
        yield f"  - {escapar(f'{prova.onde} ({prova.regra}): {trecho or prova.porque}')}"
