"""Waiting in line: a run that has its row but not yet the lock, and whose turn it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from componentes.base.erros import ErroCancelado, ErroTrava
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import ESQUECIDA_APOS, EstadoExecucao
from componentes.classificacao.ferramentas import Ferramentas, preparar
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.execucoes.abertura import Opcoes, nova_execucao
from componentes.orquestracao.sessao import Sessao, sessao
from componentes.orquestracao.trava import Trava
from componentes.relatorio.rotulos import nome_de

_ENTRE_OLHADAS = 0.5

Esperar = Callable[[float], bool]
"""Waits so many seconds; True when the wish to stop came meanwhile."""


@contextlib.contextmanager
def sessao_na_vez(
    ambiente: Ambiente, opcoes: Opcoes, esperar: Esperar, avisar: Callable[[str], None]
) -> Iterator[tuple[Sessao, int | None]]:
    """Open a session when the lock is free, first come first served; and the row that waited.

    Raises `ErroCancelado` when the wait was ended here or by `execucoes cancelar`.
    """
    vaga: int | None = None
    while True:
        with contextlib.ExitStack() as pilha:
            try:
                aberta = pilha.enter_context(sessao(ambiente, opcoes.comando))
            except ErroTrava as erro:
                if vaga is None:
                    ferramentas = preparar(ambiente.pastas.regras, ambiente.pastas.mesas)
                    vaga = _entrar(ambiente, opcoes, ferramentas)
                    avisar(f"na fila: {erro.o_que[0].lower()}{erro.o_que[1:]}")
            else:
                yield aberta, vaga
                return
        _esperar_a_vez(ambiente, vaga, esperar)


def _entrar(ambiente: Ambiente, opcoes: Opcoes, ferramentas: Ferramentas) -> int:
    nova = nova_execucao(opcoes, ferramentas, EstadoExecucao.NA_FILA)
    with escrevendo(ambiente) as (escritor, _):
        return escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova))


def _esperar_a_vez(ambiente: Ambiente, vaga: int, esperar: Esperar) -> None:
    """Return when it is worth trying to take the lock; gives a sign of life at every look."""
    trava = Trava(ambiente.pastas.catalogo)
    with escrevendo(ambiente) as (escritor, consulta):
        while True:
            parar = esperar(_ENTRE_OLHADAS)
            if parar:
                escritor.executar(lambda conn: operacoes.pedir_cancelamento(conn, vaga))
            estado = escritor.executar(lambda conn: operacoes.bater_na_fila(conn, vaga))
            if estado is not EstadoExecucao.NA_FILA:
                raise ErroCancelado(
                    f"A execução saiu da fila: {nome_de('estado', estado)}",
                    onde=_nome(consulta, vaga),
                    o_que_fazer="peça-a de novo quando quiser",
                )
            if not trava.ocupada() and _primeira(consulta) == vaga:
                return


def _primeira(consulta: Consulta) -> int | None:
    """Return the run that waits longest among those whose process still gives signs of life."""
    return min((e.id for e in consulta.na_fila(ESQUECIDA_APOS)), default=None)


def _nome(consulta: Consulta, vaga: int) -> str:
    execucao = consulta.execucao(vaga)
    return execucao.nome if execucao else ""


@contextlib.contextmanager
def escrevendo(ambiente: Ambiente) -> Iterator[tuple[Escritor, Consulta]]:
    """Open the catalogue for a few small writes beside whatever run holds the lock."""
    motor = abrir(ambiente.pastas.catalogo)
    try:
        with Escritor(motor) as escritor:
            yield escritor, Consulta(motor)
    finally:
        motor.dispose()
