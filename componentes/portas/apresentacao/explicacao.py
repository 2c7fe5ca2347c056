"""One file explained: each label with the lines that speak for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from componentes.portas.saida import Saida
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro, quantos, tamanho, trecho_curto, visivel

_ENTRADAS_MOSTRADAS = 40


def mostrar_explicacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what a file is, why, and what it nearly was."""
    ficha = resposta["ficha"]
    saida.mostrar(Text(visivel(resposta["arquivo"]), "bold"))
    saida.mostrar(Text(_cabecalho(resposta, ficha)))
    por_rotulo: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for evidencia in ficha["evidencias"]:
        por_rotulo[evidencia["rotulo"]].append(evidencia)
    for rotulo, confianca in ficha["confianca"].items():
        saida.mostrar(Text(""))
        saida.mostrar(Text(f"{_titulo(rotulo)}  {confianca} de 100", "bold cyan"))
        saida.mostrar(_tabela(por_rotulo[rotulo]))
    _mostrar_descartados(resposta["descartados"], saida)
    _mostrar_entradas(ficha["entradas"], saida)
    _mostrar_dependencias(ficha["dependencias"], saida)
    for nota in ficha["observacoes"]:
        saida.mostrar(Text(f"não verificável: {visivel(nota)}", "yellow"))


def _cabecalho(resposta: Mapping[str, Any], ficha: Mapping[str, Any]) -> str:
    partes = [
        tamanho(resposta["tamanho"]),
        quantos(ficha["linhas"], "linha", "linhas"),
        ficha["codificacao"],
        f"sha256 {resposta['sha256'][:12]}",
    ]
    return " · ".join(partes)


def _titulo(rotulo: str) -> str:
    dimensao, _, valor = rotulo.partition(":")
    return f"{dimensao}: {nome_de(dimensao, valor)}"


def _tabela(evidencias: Sequence[Mapping[str, Any]]) -> Table:
    grade = Table.grid(padding=(0, 2))
    grade.add_column(justify="right", style="dim")
    grade.add_column(justify="right")
    grade.add_column()
    for evidencia in sorted(evidencias, key=lambda e: (-e["peso"], e["linha"])):
        onde = f"linha {evidencia['linha']}" if evidencia["linha"] else "arquivo"
        cor = "green" if evidencia["peso"] > 0 else "red"
        motivo = Text(visivel(evidencia["porque"]))
        if evidencia["linha"]:
            motivo.append(f"\n{trecho_curto(evidencia['trecho'], 100)}", "dim")
        grade.add_row(Text(onde), Text(f"{evidencia['peso']:+d}", cor), motivo)
    return grade


def _mostrar_descartados(descartados: Sequence[Mapping[str, Any]], saida: Saida) -> None:
    if not descartados:
        return
    saida.mostrar(Text("\npor pouco não:", "bold"))
    for outro in descartados:
        pontos = f"{outro['pontos']} pontos, precisava de {outro['limiar']}"
        if outro["pontos"] >= outro["limiar"]:
            pontos = f"{outro['pontos']} pontos, menos que o escolhido"
        saida.mostrar(Text(f"  {_titulo(outro['rotulo'])}  ({pontos})", "dim"))


def _mostrar_entradas(entradas: Sequence[Mapping[str, Any]], saida: Saida) -> None:
    if not entradas:
        return
    saida.mostrar(Text(f"\nentradas ({inteiro(len(entradas))}):", "bold"))
    for entrada in entradas[:_ENTRADAS_MOSTRADAS]:
        rotulo = f"   {visivel(entrada['comentario'])}" if entrada["comentario"] else ""
        texto = f"{entrada['tipo']} {entrada['nome']} = {entrada['padrao']}"
        saida.mostrar(Text.assemble("  ", trecho_curto(texto, 100), (rotulo, "dim")))
    if len(entradas) > _ENTRADAS_MOSTRADAS:
        saida.mostrar(Text(f"  … e mais {len(entradas) - _ENTRADAS_MOSTRADAS}"))


def _mostrar_dependencias(dependencias: Sequence[Mapping[str, Any]], saida: Saida) -> None:
    if not dependencias:
        return
    saida.mostrar(Text("\ndependências:", "bold"))
    for dependencia in dependencias:
        estado = "da plataforma" if dependencia["padrao"] else "não encontrada"
        if dependencia["resolvida"]:
            estado = f"na biblioteca: {dependencia['resolvida']}"
        texto = f"  {dependencia['tipo']} {dependencia['nome']}  ({estado})"
        saida.mostrar(Text(visivel(texto)))
