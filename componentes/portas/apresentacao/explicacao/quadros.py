"""What stands below the labels: nearly given ones, inputs, dependencies, what nobody could see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from componentes.base.tipos import Tipo
from componentes.portas.apresentacao.explicacao.entradas import linha_de_entrada
from componentes.portas.apresentacao.explicacao.titulos import nome_do_rotulo
from componentes.relatorio.explicacao.palavras import estado_da_dependencia, o_que_faltou
from componentes.relatorio.textos import inteiro, visivel

_ENTRADAS_MOSTRADAS = 40
_DEPENDENCIAS_MOSTRADAS = 30
_NOMES_MOSTRADOS = 6
Objetos = Sequence[Mapping[str, Any]]


def nota(qualidade: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Yield the quality score, where one was given."""
    if "nota" in qualidade:
        yield Text(f"\nqualidade: nota {qualidade['nota']} de 100", "bold")


def propriedades(ficha: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Yield what is known of what is no program: whose preset, which symbol."""
    if ficha["tipo"] == Tipo.NAO_CODIGO and ficha["propriedades"]:
        ditas = (f"{nome} {visivel(valor)}" for nome, valor in ficha["propriedades"].items())
        yield Text(f"\npropriedades: {' · '.join(ditas)}")


def descartados(outros: Objetos) -> Iterator[RenderableType]:
    """Yield the labels that were nearly given, each with what kept it away."""
    if outros:
        yield Text("\npor pouco não:", "bold")
    for outro in outros:
        nome = nome_do_rotulo(outro["dimensao"], outro["valor"])
        yield _recuado(Text.assemble(nome, (f"  ({o_que_faltou(outro)})", "dim")), 2)
        for prova in (*outro["a_favor"][:1], *outro["contra"][:1]):
            onde = f"linha {prova['linha']}: " if prova["linha"] else ""
            cor = "green" if prova["peso"] > 0 else "red"
            peso = (f"{prova['peso']:+d}", cor)
            yield _recuado(Text.assemble(peso, f"  {onde}{visivel(prova['porque'])}"), 4)


def entradas(todas: Objetos) -> Iterator[RenderableType]:
    """Yield the inputs of the program."""
    if todas:
        yield Text(f"\nentradas ({inteiro(len(todas))}):", "bold")
    for entrada in todas[:_ENTRADAS_MOSTRADAS]:
        yield _recuado(linha_de_entrada(entrada), 2)
    yield from _e_mais(len(todas) - _ENTRADAS_MOSTRADAS)


def dependencias(todas: Objetos, *, ligada: bool) -> Iterator[RenderableType]:
    """Yield what the program needs and where it is; `ligada`: a run looked for it."""
    if todas:
        yield Text(f"\ndependências ({inteiro(len(todas))}):", "bold")
    for dependencia in todas[:_DEPENDENCIAS_MOSTRADAS]:
        nome = f"{dependencia['tipo']} {visivel(dependencia['nome'])}"
        estado = visivel(estado_da_dependencia(dependencia, ligada=ligada))
        yield _recuado(Text.assemble(nome, (f"  ({estado})", "dim")), 2)
    yield from _e_mais(len(todas) - _DEPENDENCIAS_MOSTRADAS)


def avisos(notas: Sequence[str]) -> Iterator[RenderableType]:
    """Yield what the code shows that its user should know: labels that deceive, dead inputs."""
    if notas:
        yield Text("\natenção:", "bold yellow")
    for nota_do_codigo in notas:
        yield _recuado(Text(visivel(nota_do_codigo)), 2)


def nao_verificaveis(notas: Objetos) -> Iterator[RenderableType]:
    """Yield what could not be verified, and why."""
    if notas:
        yield Text("\nnão pôde ser verificado:", "bold yellow")
    for nota in notas:
        yield _recuado(Text(f"{_nomes(nota['nomes'])}{visivel(nota['texto'])}"), 2)


def _nomes(nomes: Sequence[str]) -> str:
    if not nomes:
        return ""
    sobra = len(nomes) - _NOMES_MOSTRADOS
    resto = f" e mais {inteiro(sobra)}" if sobra > 0 else ""
    return f"{', '.join(map(visivel, nomes[:_NOMES_MOSTRADOS]))}{resto}: "


def _e_mais(sobra: int) -> Iterator[RenderableType]:
    if sobra > 0:
        yield Text(f"  … e mais {inteiro(sobra)}; todas com --json", "dim")


def _recuado(texto: Text, quanto: int) -> Padding:
    texto.overflow = "fold"
    return Padding(texto, (0, 0, 0, quanto))
