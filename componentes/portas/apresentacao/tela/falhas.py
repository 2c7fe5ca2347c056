"""Failures by cause, with what to do: as a screen, as closing words, as an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from componentes.base.tipos import Situacao
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas, linha, resto
from componentes.portas.saida import Saida
from componentes.relatorio.falhas import GrupoFalha
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import quantos


def tela_de_falhas(grupos: Sequence[GrupoFalha], espaco: Espaco) -> Linhas:
    """Return the causes as a screen of their own; whole groups, then how many are left out."""
    titulo = linha(("falhas por causa", "bold"))
    if not grupos:
        return [titulo, linha("nenhuma até agora", estilo="green")][: espaco.linhas]
    linhas: list[RenderableType] = [titulo]
    for numero, grupo in enumerate(grupos):
        do_grupo = list(linhas_do_grupo(grupo))
        faltam = len(grupos) - numero
        if len(linhas) + len(do_grupo) + (faltam > 1) > espaco.linhas:
            livres = espaco.linhas - len(linhas) - 1
            return [*linhas, *do_grupo[: max(0, livres)], resto(faltam)][: espaco.linhas]
        linhas.extend(do_grupo)
    return linhas


def mostrar_falhas(grupos: Sequence[GrupoFalha], saida: Saida) -> None:
    """Print all causes."""
    for grupo in grupos:
        for texto in linhas_do_grupo(grupo):
            saida.mostrar(texto)


def linhas_do_grupo(grupo: GrupoFalha) -> Iterator[Text]:
    """Yield one cause: how many and why, what to do, examples (in quarantine each by name)."""
    cor = "yellow" if grupo.situacao.falhou else ""
    yield linha((f"{contagem(grupo)}: ", f"{cor} bold".strip()), (grupo.motivo, cor))
    if grupo.acao:
        yield linha(("  → ", "cyan"), grupo.acao)
    for exemplo in grupo.exemplos:
        yield linha(("    ", ""), exemplo)
    outros = grupo.arquivos - len(grupo.exemplos)
    if outros:
        yield linha(("    ", ""), (f"… e mais {outros}", "dim"))


def em_resumo(grupo: GrupoFalha) -> Iterator[Text]:
    """Yield a cause in two lines, with one example; what is in quarantine is named in full."""
    if grupo.situacao is Situacao.QUARENTENA:
        yield from linhas_do_grupo(grupo)
        return
    exemplo = f" (por exemplo {grupo.exemplos[0]})" if grupo.exemplos else ""
    cor = "yellow" if grupo.situacao.falhou else ""
    yield linha((f"{contagem(grupo)}: {grupo.motivo}{exemplo}", cor))
    if grupo.acao:
        yield linha(("  → ", "cyan"), grupo.acao)


def contagem(grupo: GrupoFalha) -> str:
    """Return how many files a cause concerns, and what became of them."""
    if grupo.situacao is Situacao.QUARENTENA:
        return quantos(grupo.arquivos, "arquivo em quarentena", "arquivos em quarentena")
    nome = nome_de("situacao", grupo.situacao).lower()
    return f"{quantos(grupo.arquivos, 'arquivo', 'arquivos')} ({nome})"
