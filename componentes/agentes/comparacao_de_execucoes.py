"""Compares two runs out of the catalogue, reading only what differs, and writes what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from componentes.agentes.alcance import Alcance, alcances
from componentes.agentes.resumo_da_execucao import resumo
from componentes.base.erros import ErroCatalogo
from componentes.base.gravacao import gravar_inteiro
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import EstadoArquivo, Execucao
from componentes.catalogo.perguntas import diferencas
from componentes.catalogo.perguntas.diferencas import Par, Rejulgado
from componentes.classificacao.tarefa import ler_analise
from componentes.relatorio.comparacao.comparar import comparar, rotulos_mudados
from componentes.relatorio.comparacao.json import formatar_json
from componentes.relatorio.comparacao.markdown import formatar_markdown
from componentes.relatorio.comparacao.mudancas import Mudancas, resumir
from componentes.relatorio.comparacao.pagina import formatar_pagina
from componentes.relatorio.comparacao.rotulos import rotulos_da
from componentes.relatorio.comparacao.valores import Comparacao, Lado, Rotulos, Totais, Visto

_Achados = Mapping[Par, Rotulos]


def comparar_execucoes(consulta: Consulta, antes: Execucao, depois: Execucao) -> Comparacao:
    """Return what differs between two runs whose records the catalogue holds.

    Only paths that differ are read, and where the rules did, each content once and not each copy.
    Raises `ErroCatalogo`.
    """
    de_antes, de_depois = alcances(antes, depois)
    rejulgados = _rejulgados(consulta, antes, depois)
    comuns = consulta.perguntar(
        lambda conn: diferencas.vistos_iguais(conn, antes.id, depois.id, rejulgados)
    )
    return comparar(
        _lado(consulta, antes, depois, de_antes, comuns),
        _lado(consulta, depois, antes, de_depois, comuns),
    )


def mudancas_desde(consulta: Consulta, execucao: Execucao) -> Mudancas | None:
    """Return what changed since the last finished run over the same folders; None without one.

    Cheap when little changed. Of a run that is under way the records must have been closed.
    """
    antes = consulta.perguntar(lambda conn: diferencas.anterior(conn, execucao))
    return None if antes is None else resumir(comparar_execucoes(consulta, antes, execucao))


def gravar_comparacao(comparacao: Comparacao, pasta: Path) -> Path:
    """Write HTML, JSON and Markdown beside the later run's report; return the HTML's path.

    Raises `ErroDisco`.
    """
    destino = pasta / comparacao.depois.nome / f"contra_{comparacao.antes.nome}.html"
    gravar_inteiro(destino.with_suffix(".json"), formatar_json(comparacao))
    gravar_inteiro(destino.with_suffix(".md"), formatar_markdown(comparacao).encode())
    gravar_inteiro(destino, formatar_pagina(comparacao).encode())
    return destino


def _rejulgados(consulta: Consulta, antes: Execucao, depois: Execucao) -> set[Par]:
    """Return the contents that are the same and whose labels are not."""
    if antes.chave == depois.chave:
        return set()
    outros = consulta.perguntar(lambda conn: diferencas.rejulgados(conn, antes, depois))
    return {(outro.sha256, outro.contexto) for outro in outros if _mudou_de_rotulo(outro)}


def _mudou_de_rotulo(outro: Rejulgado) -> bool:
    antes, depois = (
        _ler(analise, outro.sha256) if analise is not None else None
        for analise in (outro.antes, outro.depois)
    )
    return any(rotulos_mudados(antes, depois))


def _lado(
    consulta: Consulta,
    execucao: Execucao,
    contra: Execucao,
    alcance: Alcance,
    comuns: Iterable[EstadoArquivo],
) -> Lado:
    diferentes = consulta.perguntar(lambda conn: diferencas.so_de_um(conn, execucao.id, contra.id))
    do_alcance = [estado for estado in diferentes if alcance.ve(estado.caminho)]
    estados = [*do_alcance, *comuns]
    rotulos = _rotulos(consulta, execucao.chave, estados)
    contagens = consulta.contagens(execucao.id)
    return Lado(
        execucao=resumo(execucao),
        chave=execucao.chave,
        totais=Totais(
            arquivos=contagens.arquivos,
            bytes=contagens.bytes,
            conteudos=contagens.conteudos,
            membros=contagens.membros,
            compactados=contagens.compactados,
        ),
        vistos=tuple(_visto(estado, alcance, rotulos) for estado in estados),
        conteudos=(consulta.perguntar(lambda conn: diferencas.conteudos(conn, execucao.id))),
        fora=len(diferentes) - len(do_alcance),
    )


def _rotulos(consulta: Consulta, chave: str, estados: Iterable[EstadoArquivo]) -> _Achados:
    pares = {(estado.sha256, estado.contexto) for estado in estados if estado.sha256}
    analises = consulta.perguntar(lambda conn: diferencas.analises_de(conn, chave, pares))
    return {par: _ler(analise, par[0]) for par, analise in analises.items()}


def _ler(analise: bytes, sha256: str) -> Rotulos:
    try:
        return rotulos_da(ler_analise(analise))
    except msgspec.DecodeError as erro:
        raise ErroCatalogo(
            "O catálogo guarda um resultado ilegível",
            onde=sha256,
            o_que_fazer="apague Development/catalogo e classifique de novo",
        ) from erro


def _visto(estado: EstadoArquivo, alcance: Alcance, rotulos: _Achados) -> Visto:
    return Visto(
        caminho=alcance.caminho(estado.caminho),
        sha256=estado.sha256,
        tamanho=estado.tamanho,
        situacao=estado.situacao,
        contexto=estado.contexto,
        pacote=alcance.caminho(estado.pacote),
        rotulos=rotulos.get((estado.sha256, estado.contexto)),
    )
