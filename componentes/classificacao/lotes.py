"""The batches of one processing in the catalogue: planned, leased, done or given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection

from componentes.base.quem import este_processo
from componentes.base.tempo import daqui_a
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoArquivo, NovoLote
from componentes.classificacao.inventario import Item
from componentes.classificacao.leitor import repartir
from componentes.classificacao.lote_vivo import LoteVivo

PRAZO_DO_ARRENDAMENTO = 60.0
"""Seconds that a batch belongs to a process which gives no sign of life."""


class Lotes:
    """Writes through `escritor`, in its order; nothing here waits but `planejar`."""

    def __init__(self, escritor: Escritor, execucao_id: int) -> None:
        self._escritor = escritor
        self._execucao_id = execucao_id
        self._dono = este_processo().dono
        self._abertos: dict[int, LoteVivo] = {}

    def planejar(self, itens: Sequence[Item]) -> Iterator[LoteVivo]:
        """Store the plan and yield its batches; none is kept here, for each will hold its bytes."""
        partes = list(repartir(itens))
        novos = [NovoLote(len(parte), sum(i.tamanho for i in parte)) for parte in partes]
        ids = self._escritor.executar(
            lambda conn: operacoes.criar_lotes(conn, self._execucao_id, novos)
        )
        return (LoteVivo(id_, parte) for id_, parte in zip(ids, partes, strict=True))

    def arrendar(self, lote: LoteVivo) -> None:
        """Note that this process begins a batch."""
        self._abertos[lote.id] = lote
        ate = daqui_a(PRAZO_DO_ARRENDAMENTO)
        self._escritor.enviar(lambda conn: operacoes.arrendar_lote(conn, lote.id, self._dono, ate))

    def anotar(
        self, lote: LoteVivo, linhas: Sequence[EstadoArquivo]
    ) -> Callable[[Connection], object]:
        """Count what is stored of a batch; return what the same transaction has to say of it.

        The writer's queue must not keep the bytes of the batch alive: only what it writes.
        """
        if lote.abertura:  # a part of an archive has no row of its own
            return _nada
        lote.faltam -= 1
        lote.gravados += sum(1 for linha in linhas if not linha.pacote)
        lote.bytes_gravados += sum(linha.tamanho for linha in linhas if not linha.pacote)
        if lote.faltam or not lote.inteiro:
            return _nada
        self._abertos.pop(lote.id, None)
        lote_id, dono = lote.id, self._dono
        return lambda conn: operacoes.concluir_lote(conn, lote_id, dono)

    def encerrar(self) -> None:
        """Close what was begun at the size of what was done; the rest goes back into the queue."""
        feitos = {
            lote.id: NovoLote(lote.gravados, lote.bytes_gravados)
            for lote in self._abertos.values()
            if lote.gravados
        }
        self._abertos.clear()

        def encerrar(conn: Connection) -> None:
            for lote_id, feito in feitos.items():
                operacoes.concluir_em_parte(conn, lote_id, self._dono, feito)
            operacoes.devolver_lotes(conn, self._execucao_id)

        self._escritor.executar(encerrar)


def _nada(_: Connection) -> None:
    """Say nothing."""
