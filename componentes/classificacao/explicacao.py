"""Why a file has its labels, and which labels it nearly had."""

from __future__ import annotations

from typing import Any

import msgspec

from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import contexto_do_nome
from componentes.classificacao.ferramentas import Ferramentas
from componentes.regras.motor import pesar

_MAIS_FORTES = 5


def explicar_conteudo(dados: bytes, nome: str, ferramentas: Ferramentas) -> dict[str, Any]:
    """Return the analysis of a content and the strongest labels that it did not get."""
    contexto = contexto_do_nome(nome)
    leitura = ler_conteudo(dados, ferramentas)
    analise = julgar_leitura(leitura, contexto, ferramentas)
    ocorrencias = {**leitura.fatos.ocorrencias, **contexto.ocorrencias()}
    locais = {chave: (o.linha, o.trecho, o.entradas) for chave, o in ocorrencias.items()}
    descartados = []
    for pronta in (*ferramentas.exclusivas, *ferramentas.multiplas):
        rotulo = pesar(pronta, locais)
        if rotulo is None or rotulo.pontos <= 0:
            continue
        if f"{rotulo.dimensao}:{rotulo.valor}" not in analise.confianca:
            descartados.append(
                {
                    "rotulo": f"{rotulo.dimensao}:{rotulo.valor}",
                    "regra": pronta.regra.id,
                    "pontos": rotulo.pontos,
                    "limiar": pronta.regra.limiar,
                    "evidencias": msgspec.to_builtins(rotulo.evidencias),
                }
            )
    descartados.sort(key=lambda d: -d["pontos"])
    return {
        "analise": msgspec.to_builtins(analise),
        "descartados": descartados[:_MAIS_FORTES],
    }
