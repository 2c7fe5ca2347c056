"""The explanation of one content: its analysis, each label with its proof, what nearly was."""

from __future__ import annotations

from typing import Any

import msgspec

from componentes.base.tipos import Analise
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo, locais_dos_fatos
from componentes.classificacao.contexto import contexto_do_nome
from componentes.classificacao.explicacao.conformidade import conformidade_explicada
from componentes.classificacao.explicacao.descartados import descartados
from componentes.classificacao.explicacao.linhas import linhas_citadas
from componentes.classificacao.explicacao.ressalvas import nao_verificaveis
from componentes.classificacao.explicacao.rotulos import rotulos_explicados
from componentes.classificacao.ferramentas import Ferramentas


def explicar_conteudo(
    dados: bytes, nome: str, ferramentas: Ferramentas, gravada: Analise | None = None
) -> dict[str, Any]:
    """Return the explanation as plain values; `gravada` is what a run found, includes known."""
    contexto = contexto_do_nome(nome)
    leitura = ler_conteudo(dados, ferramentas)
    analise = gravada or julgar_leitura(leitura, contexto, ferramentas)
    outros = descartados(analise, locais_dos_fatos(leitura.fatos, contexto), ferramentas)
    citadas = {e.linha for e in analise.evidencias}
    citadas |= {e["linha"] for outro in outros for e in (*outro["a_favor"], *outro["contra"])}
    return {
        "da_ultima_execucao": gravada is not None,
        "ficha": msgspec.json.decode(msgspec.json.encode(analise)),
        "rotulos": rotulos_explicados(analise),
        "dimensoes_julgadas": sorted({str(r.dimensao) for r in ferramentas.conjunto.regras}),
        "descartados": outros,
        "conformidade": conformidade_explicada(analise, ferramentas.conjunto.mesas),
        "nao_verificaveis": nao_verificaveis(analise, ligada=gravada is not None),
        "linhas_citadas": linhas_citadas(dados, citadas),
    }
