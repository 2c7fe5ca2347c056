"""One label: how sure it is, what speaks for and against it, which inputs govern it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from componentes.portas.apresentacao.explicacao.codigo import Codigo
from componentes.portas.apresentacao.explicacao.entradas import linha_de_entrada
from componentes.portas.apresentacao.explicacao.provas import motivos
from componentes.portas.apresentacao.explicacao.titulos import titulo
from componentes.relatorio.explicacao.palavras import outras_provas
from componentes.relatorio.explicacao.provas import Prova, agrupar, marcas, mesmas_provas
from componentes.relatorio.rotulos import PERIGOS
from componentes.relatorio.textos import visivel

_ROTULOS_EM_LINHAS = 6


@dataclass(frozen=True, slots=True)
class Medida:
    """How much of a label is shown; `--json` has all of it."""

    a_favor: int
    contra: int
    vizinhas: int
    entradas: int

    def provas(self, rotulo: Mapping[str, Any]) -> list[Prova]:
        """Return the evidences that are shown of a label."""
        return [*rotulo["a_favor"][: self.a_favor], *rotulo["contra"][: self.contra]]


BREVE = Medida(a_favor=3, contra=2, vizinhas=0, entradas=3)
COMPLETO = Medida(a_favor=8, contra=5, vizinhas=1, entradas=8)


def mostrar_rotulo(
    rotulo: Mapping[str, Any],
    codigo: Codigo,
    medida: Medida,
    riscos: Sequence[Mapping[str, Any]] = (),
) -> Iterator[RenderableType]:
    """Yield the title of a label, its evidence grouped by place, and its inputs.

    An idea that is also one of the `riscos`, by the same evidence, only refers to it.
    """
    yield Text.assemble("\n", *titulo(rotulo))
    if any(mesmas_provas(rotulo, risco) for risco in riscos):
        yield _recuado(Text("as mesmas provas do risco, acima", "dim"), 2)
        return
    perigo = PERIGOS.get(rotulo["valor"]) if rotulo["dimensao"] == "risco" else None
    if perigo:
        yield _recuado(Text(perigo, "italic"), 2)
    for grupo in agrupar(medida.provas(rotulo), medida.vizinhas):
        yield motivos(grupo)
        bloco = codigo.bloco(marcas(grupo), medida.vizinhas)
        if bloco is not None:
            yield bloco
    yield from _resto(rotulo, medida)
    yield from _entradas(rotulo["entradas"], medida.entradas)


def mostrar_em_linhas(rotulos: Sequence[Mapping[str, Any]]) -> Iterator[RenderableType]:
    """Yield labels of one axis as one line each, with the reason but without code."""
    if rotulos:
        yield Text("")
    for rotulo in rotulos[:_ROTULOS_EM_LINHAS]:
        texto = Text.assemble(*titulo(rotulo))
        for prova in rotulo["a_favor"][:1]:
            onde = f"linha {prova['linha']}: " if prova["linha"] else ""
            texto.append(f"\n  {onde}{visivel(prova['porque'])}", "dim")
        yield texto
    if len(rotulos) > _ROTULOS_EM_LINHAS:
        resto = ", ".join(visivel(r["valor"]) for r in rotulos[_ROTULOS_EM_LINHAS:])
        yield Text(f"e ainda: {resto}")


def _resto(rotulo: Mapping[str, Any], medida: Medida) -> Iterator[RenderableType]:
    outras = outras_provas(
        len(rotulo["a_favor"]) - medida.a_favor, len(rotulo["contra"]) - medida.contra
    )
    if outras:
        yield Text(f"  … e mais {outras}; todas com --json", "dim")


def _entradas(entradas: Sequence[Mapping[str, Any]], maximo: int) -> Iterator[RenderableType]:
    if not entradas:
        return
    yield Text("  entradas que ligam ou regulam:", "dim")
    for entrada in entradas[:maximo]:
        yield _recuado(linha_de_entrada(entrada), 4)
    if len(entradas) > maximo:
        yield Text(f"    … e mais {len(entradas) - maximo}", "dim")


def _recuado(conteudo: RenderableType, quanto: int) -> Padding:
    return Padding(conteudo, (0, 0, 0, quanto))
