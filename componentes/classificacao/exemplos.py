"""A rule's own examples, run through the path that files take: they are the rule's tests."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from componentes.base.tipos import Analise
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import Contexto, contexto_do_nome, pasta_do_terminal
from componentes.classificacao.ferramentas import Ferramentas
from componentes.fatos.modelo import Fatos
from componentes.regras.modelo import Espera, Exemplo, Regra


def julgar_exemplo(exemplo: Exemplo, ferramentas: Ferramentas) -> Analise:
    """Return the analysis of an example as the file `exemplo.nome` would get it."""
    leitura = ler_conteudo(exemplo.codigo.encode(), ferramentas)
    return julgar_leitura(leitura, contexto_do_exemplo(exemplo, leitura.fatos), ferramentas)


def contexto_do_exemplo(exemplo: Exemplo, fatos: Fatos) -> Contexto:
    """Return the context that an example's name and includes stand for."""
    return msgspec.structs.replace(
        contexto_do_nome(exemplo.nome),
        pasta=pasta_do_terminal(exemplo.nome, fatos.pontos_de_entrada),
        incluidos=exemplo.incluidos,
    )


def exemplos_que_falham(ferramentas: Ferramentas) -> Iterator[tuple[Regra, Exemplo]]:
    """Yield each example that is not judged as its rule says; those `pendente` are known gaps."""
    for regra in ferramentas.conjunto.regras:
        for exemplo in regra.exemplos:
            if exemplo.espera is Espera.PENDENTE:
                continue
            confianca = julgar_exemplo(exemplo, ferramentas).confianca
            tem = f"{regra.dimensao}:{regra.valor}" in confianca
            if tem is not (exemplo.espera is Espera.SIM):
                yield regra, exemplo
