"""The main job: all configured folders, or one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.gravacao_de_relatorios import ULTIMO, ler_ultimo
from componentes.base.erros import (
    CODIGO_DE_FALHAS,
    CODIGO_DE_INTERRUPCAO,
    ErroOrquestrador,
    ErroUso,
)
from componentes.catalogo.modelo import EstadoExecucao
from componentes.fontes.varredura import conferir_pasta
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes import CondutorDeExecucao, Desfecho, Opcoes
from componentes.orquestracao.relato import falhas_da_execucao
from componentes.orquestracao.sessao import sessao

_CHAVES = frozenset({"nivel", "backup_auto", "gerar_relatorios", "monitoramento"})
_NIVEIS = ("rapido", "completo")


def classificar_tudo(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify the configured folders, with reports and backup."""
    conferir_nomes(parametros, _CHAVES)
    pastas = equipe.ambiente.pastas_da_biblioteca()
    return _classificar(equipe, "classificar_tudo", pastas, parametros)


def classificar_diretorio(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify one folder, with reports and backup."""
    conferir_nomes(parametros, _CHAVES | {"diretorio"})
    pasta = absoluta(Path(texto(parametros, "diretorio")))
    return _classificar(equipe, "classificar_diretorio", (pasta,), parametros)


def _classificar(
    equipe: Equipe,
    comando: str,
    pastas: tuple[Path, ...],
    parametros: Mapping[str, Any],
) -> dict[str, Any]:
    """`rapido` leaves reports and backup out unless they are asked for."""
    nivel = texto(parametros, "nivel", "completo")
    if nivel not in _NIVEIS:
        raise ErroUso(f"Nível desconhecido: '{nivel}'", o_que_fazer=f"use {' ou '.join(_NIVEIS)}")
    for pasta in pastas:
        conferir_pasta(pasta)
    completo = nivel == "completo"
    configuracao = equipe.ambiente.configuracao
    opcoes = Opcoes(
        comando=comando,
        pastas=pastas,
        monitoramento=booleano(parametros, "monitoramento", configuracao.monitoramento_tempo_real),
        relatorios=booleano(parametros, "gerar_relatorios", completo),
        backup=booleano(parametros, "backup_auto", completo and configuracao.auto_backup),
    )
    with sessao(equipe.ambiente, comando) as aberta:
        desfecho = CondutorDeExecucao(equipe, aberta, opcoes).conduzir()
    return _responder(equipe, desfecho, opcoes)


def _responder(equipe: Equipe, desfecho: Desfecho, opcoes: Opcoes) -> dict[str, Any]:
    if desfecho.erro is not None:
        if isinstance(desfecho.erro, ErroOrquestrador):
            raise desfecho.erro
        raise ErroOrquestrador(
            f"A classificação falhou: {type(desfecho.erro).__name__}: {desfecho.erro}",
            onde=equipe.ambiente.pastas.logs / "orquestrador.log",
            o_que_fazer="veja o log; o mesmo comando retoma de onde parou",
        ) from desfecho.erro
    execucao = desfecho.execucao
    erros = {
        nome: agente.estado().erro
        for nome, agente in equipe.componentes.items()
        if agente.erro is not None
    }
    pasta = equipe.ambiente.pastas.relatorios
    inteiro = desfecho.balanco is not None and not desfecho.balanco.cancelado
    relatado = opcoes.relatorios and inteiro and "relatorios" not in erros
    return {
        "sucesso": execucao.estado in _BOAS and not erros,
        "codigo": 1 if erros else _CODIGOS.get(execucao.estado, 1),
        "execucao": execucao.nome,
        "estado": str(execucao.estado),
        "pastas": [str(pasta) for pasta in opcoes.pastas],
        "erro": execucao.erro,
        "erros_dos_agentes": erros,
        "mudou": desfecho.balanco.mudou if desfecho.balanco else False,
        "contagens": execucao.totais.get("contagens", {}),
        "falhas": msgspec.to_builtins(falhas_da_execucao(equipe.ambiente, execucao.nome)),
        "metricas": msgspec.to_builtins(equipe.monitor.metricas()),
        "relatorio": str(pasta / ULTIMO) if relatado else "",
        "resumo": ler_ultimo(pasta) if relatado else {},
        "backup": equipe.backup.estado().atividade if opcoes.backup else "",
    }


_BOAS = frozenset({EstadoExecucao.CONCLUIDA, EstadoExecucao.CONCLUIDA_COM_FALHAS})
_CODIGOS = {
    EstadoExecucao.CONCLUIDA: 0,
    EstadoExecucao.CONCLUIDA_COM_FALHAS: CODIGO_DE_FALHAS,
    EstadoExecucao.CANCELADA: CODIGO_DE_INTERRUPCAO,
}
