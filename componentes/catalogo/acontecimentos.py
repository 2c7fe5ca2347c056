"""Questions about a run that may still be under way: what failed in it, what happened last."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Engine, select

from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import EstadoExecucao, EventoGravado, Execucao
from componentes.catalogo.raizes import sob_raizes
from componentes.catalogo.tabelas import arquivos, eventos, observacoes

_CONCLUIDAS = frozenset({EstadoExecucao.CONCLUIDA, EstadoExecucao.CONCLUIDA_COM_FALHAS})


class ArquivoFalho(Struct, frozen=True):
    """One path, absolute, that ended without a full result."""

    caminho: str
    situacao: str
    falha: Falha


def arquivos_falhos(motor: Engine, execucao: Execucao) -> Iterator[ArquivoFalho]:
    """Yield what has no full result, sorted by path, as a run saw it.

    Of one that has not come to its end: as it stands now, what the cache knew to fail included.
    """
    a = arquivos.c
    if execucao.estado in _CONCLUIDAS:
        visto = observacoes.c
        pedido = (
            select(a.caminho, visto.situacao, visto.falha)
            .join_from(observacoes, arquivos)
            .where(visto.execucao_id == execucao.id, visto.situacao != Situacao.OK)
        )
    else:
        pedido = select(a.caminho, a.situacao, a.falha).where(
            a.presente, a.situacao != Situacao.OK, sob_raizes(a.caminho, execucao.raizes)
        )
    with motor.connect() as conn:
        for linha in conn.execute(pedido.order_by(a.caminho)).all():
            yield ArquivoFalho(*linha)


def ultimos_eventos(motor: Engine, execucao_id: int, limite: int) -> list[EventoGravado]:
    """Return the last `limite` events of a run, oldest first."""
    e = eventos.c
    pedido = select(eventos).where(e.execucao_id == execucao_id).order_by(e.id.desc())
    with motor.connect() as conn:
        linhas = conn.execute(pedido.limit(limite)).mappings().all()
    return [EventoGravado(**linha) for linha in reversed(linhas)]
