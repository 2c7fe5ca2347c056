"""The exported record of each file of a run: what the path adds to what the content says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from componentes.base.caminhos import relativo
from componentes.base.erros import ErroCatalogo
from componentes.base.tipos import Analise, Ficha, Situacao
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import Decisao, Execucao, RegistroArquivo
from componentes.classificacao.arvore import Arvore, arvore
from componentes.classificacao.semelhanca.caminhos import original
from componentes.classificacao.sugestao import lugar_sugerido, nome_sugerido
from componentes.classificacao.tarefa import ler_analise

T = TypeVar("T")

_DIGITOS_DO_GRUPO = 12
_ANALISES_LEMBRADAS = 2048
"""Copies often lie near each other; decoding an analysis again costs most of a record's time."""


def fichas(
    consulta: Consulta, execucao: Execucao, esquema: Arvore | None = None
) -> Iterator[Ficha]:
    """Yield the record of every file a run saw, sorted by path; raises `ErroCatalogo`.

    Names and folders are suggested by `esquema`, else by the program's own scheme.
    """
    return (ficha for ficha, _ in fichas_com_registro(consulta, execucao, esquema))


def fichas_com_registro(
    consulta: Consulta, execucao: Execucao, esquema: Arvore | None = None
) -> Iterator[tuple[Ficha, RegistroArquivo]]:
    """Yield what `fichas` yields, each with the row it was made of."""
    decisoes = consulta.decisoes()
    grupos = {
        sha256: mantido(caminhos, decisoes.get(sha256))
        for sha256, caminhos in consulta.grupos(execucao.id).items()
    }
    ler = lru_cache(_ANALISES_LEMBRADAS)(ler_analise)
    for registro in consulta.registros(execucao.id):
        mantida = grupos.get(registro.sha256, "")
        yield montar(registro, execucao.raiz, mantida, esquema, ler), registro


def mantido(caminhos: Sequence[str], decisao: Decisao | None) -> str:
    """Return which of identical files to keep: the user's choice, else the least copy-like."""
    if decisao and decisao.caminho in caminhos:
        return decisao.caminho
    return original(caminhos)


def montar(
    registro: RegistroArquivo,
    raiz: str,
    mantido: str = "",
    esquema: Arvore | None = None,
    ler: Callable[[bytes], Analise] = ler_analise,
) -> Ficha:
    """Join one observation and its analysis; `mantido` is the path its group keeps."""
    analise = decodificado(registro, ler)
    caminho = relativo(registro.caminho, raiz)
    esquema = esquema or arvore()
    return Ficha(
        caminho=caminho,
        sha256=registro.sha256,
        tamanho=registro.tamanho,
        codificacao=analise.codificacao if analise else "",
        linguagem=analise.linguagem if analise else None,
        versao_linguagem=analise.versao_linguagem if analise else "",
        tipo=analise.tipo if analise else None,
        origem=analise.origem if analise else (),
        familias=analise.familias if analise else (),
        riscos=analise.riscos if analise else (),
        confianca=analise.confianca if analise else {},
        graus=analise.graus if analise else {},
        evidencias=analise.evidencias if analise else (),
        mercados=analise.mercados if analise else (),
        timeframes=analise.timeframes if analise else (),
        propriedades=analise.propriedades if analise else {},
        entradas=analise.entradas if analise else (),
        dependencias=analise.dependencias if analise else (),
        indicadores=analise.indicadores if analise else (),
        conformidade=analise.conformidade if analise else {},
        qualidade=analise.qualidade if analise else {},
        nome_sugerido=nome_sugerido(caminho, analise, esquema) if analise else "",
        pasta_sugerida=lugar_sugerido(caminho, analise, esquema).inteiro if analise else "",
        grupo=registro.sha256[:_DIGITOS_DO_GRUPO] if mantido else "",
        copia_de=relativo(mantido, raiz) if mantido and mantido != registro.caminho else "",
        situacao=Situacao(registro.situacao),
        falha=registro.falha,
        conteiner=analise.conteiner if analise else "",
        linhas=analise.linhas if analise else 0,
        observacoes=analise.ressalvas() if analise else (),
        avisos=analise.avisos if analise else (),
        pontos_de_entrada=analise.pontos_de_entrada if analise else (),
        pacote=relativo(registro.pacote, raiz),
    )


def decodificado(registro: RegistroArquivo, decodificar: Callable[[bytes], T]) -> T | None:
    """Return the stored result of a path, None where it has none; raises `ErroCatalogo`."""
    if registro.analise is None:
        return None
    try:
        return decodificar(registro.analise)
    except msgspec.DecodeError as erro:
        raise ErroCatalogo(
            "O catálogo guarda um resultado ilegível",
            onde=registro.caminho,
            o_que_fazer="apague Development/catalogo e classifique de novo",
        ) from erro
