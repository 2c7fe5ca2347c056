"""Which files of a run have no full result, also while it is still under way."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Engine, select

from componentes.base.tipos import Falha, Situacao
from componentes.catalogo.modelo import CONCLUIDAS, Execucao
from componentes.catalogo.raizes import sob_raizes
from componentes.catalogo.tabelas import arquivos, observacoes


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
    if execucao.estado in CONCLUIDAS:
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
