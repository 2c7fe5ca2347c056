"""A rule's own examples, run through the path that files take."""

from __future__ import annotations

import msgspec

from componentes.base.tipos import Analise
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import Contexto, contexto_do_nome, pasta_do_terminal
from componentes.classificacao.ferramentas import Ferramentas
from componentes.fatos.modelo import Fatos
from componentes.regras.modelo import Exemplo, Regra
from componentes.regras.motor import aprontar, pesar


def julgar_exemplo(exemplo: Exemplo, ferramentas: Ferramentas) -> Analise:
    """Return the analysis of an example as the file `exemplo.nome` would get it."""
    leitura = ler_conteudo(exemplo.codigo.encode(), ferramentas)
    return julgar_leitura(leitura, _contexto(exemplo, leitura.fatos), ferramentas)


def evidencias_vistas(regra: Regra, exemplo: Exemplo, ferramentas: Ferramentas) -> set[str]:
    """Return the ids of the rule's evidences that hold in an example, whatever the points."""
    fatos = ler_conteudo(exemplo.codigo.encode(), ferramentas).fatos
    ocorrencias = {**fatos.ocorrencias, **_contexto(exemplo, fatos).ocorrencias()}
    rotulo = pesar(aprontar([regra])[0], {n: (o.linha, o.trecho) for n, o in ocorrencias.items()})
    if rotulo is None:
        return set()
    return {evidencia.regra.removeprefix(f"{regra.id}.") for evidencia in rotulo.evidencias}


def _contexto(exemplo: Exemplo, fatos: Fatos) -> Contexto:
    return msgspec.structs.replace(
        contexto_do_nome(exemplo.nome),
        pasta=pasta_do_terminal(exemplo.nome, fatos.pontos_de_entrada),
        incluidos=exemplo.incluidos,
    )
