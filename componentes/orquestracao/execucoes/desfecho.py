"""How a run ended."""

from __future__ import annotations

from dataclasses import dataclass

from componentes.base.eventos import ExecucaoTerminada
from componentes.base.tipos import falhas_em
from componentes.catalogo.modelo import EstadoExecucao, Execucao
from componentes.classificacao.lote import Balanco


@dataclass(frozen=True, slots=True)
class Desfecho:
    """The row of a run that has ended, and what its classifier came to."""

    execucao: Execucao
    balanco: Balanco | None
    erro: BaseException | None = None


def terminada(desfecho: Desfecho) -> ExecucaoTerminada:
    """Return the event that tells of the end."""
    execucao, balanco = desfecho.execucao, desfecho.balanco
    contagens = balanco.contagens if balanco else None
    return ExecucaoTerminada(
        execucao.id,
        execucao.nome,
        execucao.comando,
        str(execucao.estado),
        execucao.erro,
        contagens.arquivos if contagens else 0,
        falhas_em(contagens.por_situacao) if contagens else 0,
    )


def estado_final(
    balanco: Balanco | None, erro: BaseException | None, *, esgotado: bool, parada: bool
) -> tuple[EstadoExecucao, str]:
    """Return the end state of a run, and why where that needs words.

    `esgotado`: its time ran out; `parada`: somebody asked for its end.
    """
    if erro is not None:
        return EstadoExecucao.FALHOU, str(erro)
    if esgotado:
        return EstadoExecucao.INTERROMPIDA, "o prazo de timeout_operacoes se esgotou"
    # Asked for after the classification, it has cut off report or backup, which a resume makes.
    if balanco is None or balanco.cancelado or parada:
        return EstadoExecucao.CANCELADA, ""
    if balanco.com_falhas:
        return EstadoExecucao.CONCLUIDA_COM_FALHAS, ""
    return EstadoExecucao.CONCLUIDA, ""
