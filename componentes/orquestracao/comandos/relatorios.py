"""Reports on demand, from the catalogue, of any past run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from componentes.agentes.comparacao_de_execucoes import comparar_execucoes, gravar_comparacao
from componentes.agentes.gravacao_de_relatorios import Encomenda, gravar_relatorio
from componentes.base.erros import ErroUso
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import CONCLUIDAS, Execucao
from componentes.classificacao.arvore import carregar_arvore
from componentes.orquestracao.comandos.parametros import conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura
from componentes.regras.carga_de_mesas import carregar_mesas, textos_de_mesas
from componentes.relatorio.comparacao.mudancas import resumir


def gerar_relatorio_executivo(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Write the report of a run, the last finished one unless `execucao` names another.

    With `contra`, write what changed between that run and this one instead.
    """
    conferir_nomes(parametros, frozenset({"execucao", "contra"}))
    pastas = equipe.ambiente.pastas
    if texto(parametros, "contra", ""):
        return _comparar(equipe, parametros)
    encomenda = Encomenda(
        pasta=pastas.relatorios,
        esquema=carregar_arvore(pastas.arvore),
        mesas=carregar_mesas(textos_de_mesas(pastas.mesas)),
        ajustes=equipe.ambiente.configuracao.relatorios,
    )
    with leitura(equipe.ambiente) as consulta:
        execucao = achar_execucao(consulta, texto(parametros, "execucao", ""))
        caminho = gravar_relatorio(consulta, execucao, encomenda)
    return {"sucesso": True, "execucao": execucao.nome, "relatorio": str(caminho)}


def _comparar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    with leitura(equipe.ambiente) as consulta:
        antes = _terminada(consulta, texto(parametros, "contra"))
        depois = _terminada(consulta, texto(parametros, "execucao", ""))
        if antes.id == depois.id:
            raise ErroUso(
                "São duas vezes a mesma execução",
                onde=antes.nome,
                o_que_fazer="escolha outra para --contra; 'execucoes listar' mostra os nomes",
            )
        comparacao = comparar_execucoes(consulta, antes, depois)
    caminho = gravar_comparacao(comparacao, equipe.ambiente.pastas.relatorios)
    return {
        "sucesso": True,
        "execucao": depois.nome,
        "contra": antes.nome,
        "relatorio": str(caminho),
        "contagens": msgspec.to_builtins(comparacao.contagens()),
        "mudancas": msgspec.to_builtins(resumir(comparacao)),
    }


def _terminada(consulta: Consulta, referencia: str) -> Execucao:
    """Return a run that saw all there was to see; one that was cut off would seem to lack files."""
    execucao = achar_execucao(consulta, referencia)
    if execucao.estado not in CONCLUIDAS:
        raise ErroUso(
            "A execução não chegou ao fim e não pode ser comparada",
            onde=execucao.nome,
            o_que_fazer="escolha uma concluída; 'execucoes listar' mostra o estado de cada uma",
        )
    return execucao


def achar_execucao(consulta: Consulta, referencia: str) -> Execucao:
    """Return the run called `referencia` (name or number), or the last finished one for ""."""
    execucao = consulta.execucao(referencia) if referencia else consulta.ultima_execucao(CONCLUIDAS)
    if execucao is None:
        raise ErroUso(
            f"A execução '{referencia}' não existe"
            if referencia
            else "Nada foi classificado ainda",
            o_que_fazer="'execucoes listar' mostra os nomes"
            if referencia
            else "rode 'classificar_tudo' primeiro",
        )
    contadas = execucao.totais.get("contagens", {}).get("arquivos", 0)
    if contadas and not consulta.contagens(execucao.id).arquivos:
        raise ErroUso(
            "Os detalhes desta execução já não estão no catálogo, só os seus totais",
            onde=execucao.nome,
            o_que_fazer="escolha uma execução mais nova, ou classifique de novo",
        )
    return execucao
