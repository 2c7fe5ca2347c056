"""One label: how sure it is, what speaks for and against it, which inputs govern it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from componentes.portas.apresentacao.explicacao.codigo import Codigo
from componentes.portas.apresentacao.explicacao.entradas import linha_de_entrada
from componentes.relatorio.rotulos import PERIGOS, nome_de
from componentes.relatorio.textos import quantos, trecho_curto, visivel

GRAUS = {
    "mecanismo": "mecanismo: o código chega ao efeito",
    "idioma": "idioma: a construção está no código",
    "palavra": "palavra: só um nome ou texto indica",
}
_COM_ACENTO = {"familia": "família"}
Prova = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Medida:
    """How much of a label is shown; `--json` has all of it."""

    a_favor: int
    contra: int
    vizinhas: int
    entradas: int


BREVE = Medida(a_favor=3, contra=2, vizinhas=0, entradas=3)
COMPLETO = Medida(a_favor=8, contra=5, vizinhas=1, entradas=8)


def mostrar_rotulo(
    rotulo: Mapping[str, Any], codigo: Codigo, medida: Medida
) -> Iterator[RenderableType]:
    """Yield the title of a label, its evidence grouped by place, and its inputs."""
    yield Text.assemble("\n", *titulo(rotulo))
    perigo = PERIGOS.get(rotulo["valor"]) if rotulo["dimensao"] == "risco" else None
    if perigo:
        yield Padding(Text(perigo, "italic"), (0, 0, 0, 2))
    provas = [*rotulo["a_favor"][: medida.a_favor], *rotulo["contra"][: medida.contra]]
    for grupo in agrupar(provas, medida.vizinhas):
        yield _motivos(grupo)
        bloco = codigo.bloco(_marcas(grupo), medida.vizinhas)
        if bloco is not None:
            yield bloco
    yield from _resto(rotulo, medida)
    yield from _entradas(rotulo["entradas"], medida.entradas)


def titulo(rotulo: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the parts of the line that names a label: `risco: Grade  79 de 100 · idioma: …`."""
    dimensao, valor = rotulo["dimensao"], rotulo["valor"]
    cor = "bold red" if dimensao == "risco" else "bold cyan"
    yield Text(nome_do_rotulo(dimensao, valor), cor)
    if rotulo["confianca"] is not None:
        yield Text(f"  {rotulo['confianca']} de 100", "bold")
    if rotulo["grau"]:
        yield Text(f" · {GRAUS.get(rotulo['grau'], visivel(rotulo['grau']))}", "dim")


def nome_do_rotulo(dimensao: str, valor: str) -> str:
    """Return a label in its reader's words: `família: Tendência`."""
    return f"{_COM_ACENTO.get(dimensao, visivel(dimensao))}: {visivel(nome_de(dimensao, valor))}"


def agrupar(provas: Sequence[Prova], vizinhas: int) -> list[list[Prova]]:
    """Join evidences whose quoted lines touch; the group with the strongest evidence first."""
    grupos: list[list[Prova]] = []
    for prova in sorted(provas, key=lambda p: int(p["linha"])):
        anterior = grupos[-1][-1]["linha"] if grupos else None
        if anterior and prova["linha"] - anterior <= 2 * vizinhas + 1:
            grupos[-1].append(prova)
        else:
            grupos.append([prova])
    for grupo in grupos:
        grupo.sort(key=lambda p: -int(p["peso"]))
    return sorted(grupos, key=lambda g: -int(g[0]["peso"]))


def _motivos(grupo: Sequence[Prova]) -> RenderableType:
    grade = Table.grid(padding=(0, 2))
    grade.add_column(justify="right", min_width=4, no_wrap=True)
    grade.add_column(no_wrap=True, style="dim")
    grade.add_column(overflow="fold")
    for prova in grupo:
        onde = f"linha {prova['linha']}" if prova["linha"] else "arquivo"
        cor = "green" if prova["peso"] > 0 else "red"
        motivo = Text(visivel(prova["porque"]))
        if not prova["linha"] and prova["trecho"]:
            motivo.append(f"  ({trecho_curto(prova['trecho'], 100)})", "dim")
        grade.add_row(Text(f"{prova['peso']:+d}", cor), Text(onde), motivo)
    return Padding(grade, (0, 0, 0, 2))


def _marcas(grupo: Sequence[Prova]) -> dict[int, str]:
    marcas: dict[int, str] = {}
    for prova in grupo:
        sinal = "+" if prova["peso"] > 0 else "-"
        outro = marcas.setdefault(prova["linha"], sinal)
        if outro != sinal:
            marcas[prova["linha"]] = "±"
    marcas.pop(0, None)  # the file as a whole has no line
    return marcas


def _resto(rotulo: Mapping[str, Any], medida: Medida) -> Iterator[RenderableType]:
    a_favor = max(0, len(rotulo["a_favor"]) - medida.a_favor)
    contra = max(0, len(rotulo["contra"]) - medida.contra)
    partes = [f"{quantos(a_favor, 'prova', 'provas')} a favor"] if a_favor else []
    partes += [f"{quantos(contra, 'prova', 'provas')} contra"] if contra else []
    if partes:
        yield Text(f"  … e mais {' e '.join(partes)}; todas com --json", "dim")


def _entradas(entradas: Sequence[Mapping[str, Any]], maximo: int) -> Iterator[RenderableType]:
    if not entradas:
        return
    yield Text("  entradas que ligam ou regulam:", "dim")
    for entrada in entradas[:maximo]:
        yield Padding(linha_de_entrada(entrada), (0, 0, 0, 4))
    if len(entradas) > maximo:
        yield Text(f"    … e mais {len(entradas) - maximo}", "dim")
