"""The records of a run as data for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.erros import ErroUso
from componentes.base.gravacao import gravando
from componentes.base.tipos import FORMATOS, Ficha
from componentes.classificacao.arvore import carregar_arvore
from componentes.classificacao.ficha import fichas
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.comandos.forma_do_csv import PARAMETROS_DE_CSV, FormaDoCsv, ler_forma
from componentes.orquestracao.comandos.parametros import (
    booleano,
    conferir_nomes,
    fora_da_biblioteca,
    texto,
)
from componentes.orquestracao.comandos.relatorios import achar_execucao
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura
from componentes.relatorio.csv import formatar_csv
from componentes.relatorio.meta import meta

_ACEITOS = frozenset({"formato", "saida", "execucao", "sobrescrever"}) | PARAMETROS_DE_CSV
_codificar = msgspec.json.Encoder().encode


def exportar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Write one record for each file and path of a run to `saida`."""
    conferir_nomes(parametros, _ACEITOS)
    saida, total = gravar(equipe, parametros, linhas(equipe, parametros))
    if parametros.get("formato") == "csv":
        total -= 1  # the header is no record
    return {"sucesso": True, "saida": saida, "fichas": total}


def gravar(
    equipe: Equipe, parametros: Mapping[str, Any], linhas: Iterable[bytes]
) -> tuple[str, int]:
    """Write lines to the file that `saida` names; return its path and how many they were."""
    saida = absoluta(Path(texto(parametros, "saida")))
    sobrescrever = booleano(parametros, "sobrescrever", padrao=False)
    _conferir_destino(equipe, saida, sobrescrever=sobrescrever)
    total = 0
    with gravando(saida) as arquivo:
        for linha in linhas:
            arquivo.write(linha)
            total += 1
    return str(saida), total


def _conferir_destino(equipe: Equipe, saida: Path, *, sobrescrever: bool) -> None:
    """Raise `ErroUso` for a place where an export could harm something."""
    fora_da_biblioteca(equipe.ambiente, saida)
    if saida.exists() and not (sobrescrever and saida.is_file()):
        raise ErroUso(
            "A saída já existe",
            onde=saida,
            o_que_fazer="escolha outro nome, ou use --sobrescrever",
        )


def linhas(equipe: Equipe, parametros: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the lines of an export, ends included, for whoever writes them somewhere."""
    formato = texto(parametros, "formato", "jsonl")
    if formato not in FORMATOS:
        raise ErroUso(f"Formato desconhecido: '{formato}'", o_que_fazer=f"use {_lista()}")
    forma = ler_forma(parametros)
    esquema = carregar_arvore(equipe.ambiente.pastas.arvore)
    with leitura(equipe.ambiente) as consulta:
        execucao = achar_execucao(consulta, texto(parametros, "execucao", ""))
        registros = fichas(consulta, execucao, esquema)
        yield from _ESCRITORES[formato](registros, forma)


def _jsonl(registros: Iterator[Ficha], _: FormaDoCsv) -> Iterator[bytes]:
    return (_codificar(ficha) + b"\n" for ficha in registros)


def _meta(registros: Iterator[Ficha], _: FormaDoCsv) -> Iterator[bytes]:
    return (_codificar(meta(ficha)) + b"\n" for ficha in registros)


def _csv(registros: Iterator[Ficha], forma: FormaDoCsv) -> Iterator[bytes]:
    return forma.codificar(formatar_csv(registros, forma.separador))


_ESCRITORES: Mapping[str, Callable[[Iterator[Ficha], FormaDoCsv], Iterator[bytes]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "meta": _meta,
}


def _lista() -> str:
    return f"{', '.join(FORMATOS[:-1])} ou {FORMATOS[-1]}"
