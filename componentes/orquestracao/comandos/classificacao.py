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
from componentes.base.eventos import Passo
from componentes.catalogo.modelo import CONCLUIDAS, EstadoExecucao
from componentes.fontes.varredura import conferir_pasta
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.abertura import Opcoes
from componentes.orquestracao.execucoes.conducao import CondutorDeExecucao
from componentes.orquestracao.execucoes.desfecho import Desfecho
from componentes.orquestracao.execucoes.fila import sessao_na_vez
from componentes.orquestracao.historia.relato import falhas_da_execucao
from componentes.orquestracao.sessao import Sessao, sessao

DA_EXECUCAO = frozenset({"nivel", "backup_auto", "gerar_relatorios", "monitoramento"})
_CHAVES = DA_EXECUCAO | {"fila"}
APENAS_FALHAS = "apenas_falhas"
_GUARDADOS = DA_EXECUCAO | {APENAS_FALHAS}
_NIVEIS = ("rapido", "completo")


def classificar_tudo(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify the configured folders, or those of them named in `pastas`."""
    conferir_nomes(parametros, _CHAVES | {"pastas"})
    pastas = _das_configuradas(equipe.ambiente.pastas_da_biblioteca(), parametros.get("pastas"))
    opcoes = opcoes_de(equipe, "classificar_tudo", pastas, parametros)
    return _classificar(equipe, opcoes, parametros)


def classificar_diretorio(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify one folder, with reports and backup."""
    conferir_nomes(parametros, _CHAVES | {"diretorio"})
    pasta = absoluta(Path(texto(parametros, "diretorio")))
    opcoes = opcoes_de(equipe, "classificar_diretorio", (pasta,), parametros)
    return _classificar(equipe, opcoes, parametros)


def _das_configuradas(configuradas: tuple[Path, ...], nomes: Any) -> tuple[Path, ...]:
    """Return the folders that are named, in the order of the configuration; all without names."""
    if nomes is None:
        return configuradas
    estranhas = sorted(set(map(str, nomes)) - set(map(str, configuradas)))
    if estranhas or not nomes:
        raise ErroUso(
            "Só se escolhe entre as pastas da biblioteca",
            onde=", ".join(estranhas),
            o_que_fazer="para outra pasta use classificar_diretorio",
        )
    return tuple(pasta for pasta in configuradas if str(pasta) in set(map(str, nomes)))


def opcoes_de(
    equipe: Equipe, comando: str, pastas: tuple[Path, ...], parametros: Mapping[str, Any]
) -> Opcoes:
    """Return what a run is to do; `rapido` leaves out reports and backup that nobody asked for.

    Raises `ErroUso`, `ErroDisco` for folders that are not there or parameters that are wrong.
    """
    nivel = texto(parametros, "nivel", "completo")
    if nivel not in _NIVEIS:
        raise ErroUso(f"Nível desconhecido: '{nivel}'", o_que_fazer=f"use {' ou '.join(_NIVEIS)}")
    for pasta in pastas:
        conferir_pasta(pasta)
    completo = nivel == "completo"
    configuracao = equipe.ambiente.configuracao
    return Opcoes(
        comando=comando,
        pastas=pastas,
        monitoramento=booleano(parametros, "monitoramento", configuracao.monitoramento_tempo_real),
        relatorios=booleano(parametros, "gerar_relatorios", completo),
        backup=booleano(parametros, "backup_auto", completo and configuracao.auto_backup),
        parametros={chave: parametros[chave] for chave in sorted(_GUARDADOS & parametros.keys())},
        repetir_falhas=booleano(parametros, APENAS_FALHAS, False),
    )


def _classificar(equipe: Equipe, opcoes: Opcoes, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Run at once or, asked to wait in line, when the lock is free."""
    if not booleano(parametros, "fila", False):
        with sessao(equipe.ambiente, opcoes.comando) as aberta:
            return conduzir(equipe, aberta, opcoes)
    avisar = lambda texto: equipe.barramento.publicar(Passo(texto))  # noqa: E731
    with sessao_na_vez(equipe.ambiente, opcoes, equipe.parada_pedida.wait, avisar) as (
        aberta,
        vaga,
    ):
        return conduzir(equipe, aberta, opcoes, vaga)


def conduzir(
    equipe: Equipe, aberta: Sessao, opcoes: Opcoes, pedida: int | None = None
) -> dict[str, Any]:
    """Conduct a run in an open session and return its answer; raises what ended it."""
    return _responder(equipe, CondutorDeExecucao(equipe, aberta, opcoes, pedida).conduzir(), opcoes)


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
    inteira = execucao.estado in CONCLUIDAS
    ensaio = equipe.backup.ensaio if opcoes.backup else None
    falhou_o_ensaio = ensaio is not None and bool(ensaio.problemas)
    codigo = 1 if erros else _CODIGOS.get(execucao.estado, 1)
    relatado = opcoes.relatorios and inteira and "relatorios" not in erros
    return {
        "sucesso": inteira and not erros and not falhou_o_ensaio,
        "codigo": codigo or (CODIGO_DE_FALHAS if falhou_o_ensaio else 0),
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
        "ensaio": msgspec.to_builtins(ensaio) if ensaio else {},
        "envios": msgspec.to_builtins(equipe.backup.envios) if opcoes.backup else [],
    }


_CODIGOS = {
    EstadoExecucao.CONCLUIDA: 0,
    EstadoExecucao.CONCLUIDA_COM_FALHAS: CODIGO_DE_FALHAS,
    EstadoExecucao.CANCELADA: CODIGO_DE_INTERRUPCAO,
}
