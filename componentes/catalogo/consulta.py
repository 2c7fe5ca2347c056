"""What the catalogue knows: each question has its own short connection and waits for no writer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RowMapping, Select, and_, func, select

from componentes.base.tempo import daqui_a
from componentes.catalogo.modelo import (
    ABERTAS,
    Contagens,
    Decisao,
    EstadoArquivo,
    EstadoExecucao,
    EventoGravado,
    Execucao,
    Lote,
    RegistroArquivo,
)
from componentes.catalogo.raizes import sob_raizes
from componentes.catalogo.tabelas import (
    arquivos,
    decisoes,
    eventos,
    execucoes,
    lotes,
    observacoes,
    resultados,
)

T = TypeVar("T")

_POR_VEZ = 500
"""Rows or keys in one query: bounds memory, and stays below SQLite's limit of 999 parameters."""

# A resumed run keeps its number but is as new as its last sign of life.
_NOVAS_PRIMEIRO = select(execucoes).order_by(execucoes.c.batida_em.desc(), execucoes.c.id.desc())

_REGISTROS = (
    select(
        arquivos.c.caminho,
        observacoes.c.tamanho,
        observacoes.c.mtime_ns,
        observacoes.c.sha256,
        observacoes.c.contexto,
        observacoes.c.situacao,
        observacoes.c.falha,
        arquivos.c.pacote,
        resultados.c.analise,
    )
    .select_from(observacoes)
    .join(arquivos)
    .join(execucoes, execucoes.c.id == observacoes.c.execucao_id)
    .outerjoin(
        resultados,
        and_(
            resultados.c.chave == execucoes.c.chave,
            resultados.c.sha256 == observacoes.c.sha256,
            resultados.c.contexto == observacoes.c.contexto,
        ),
    )
)


class Consulta:
    """Reads through `motor`, best one of `abrir_leitura`; what is not there is None or empty."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    def perguntar(self, pergunta: Callable[[Connection], T]) -> T:
        """Ask a question that has a file of its own, such as `agentes_lembrados`."""
        with self._motor.connect() as conn:
            return pergunta(conn)

    def estado_dos_arquivos(
        self, raizes: Sequence[str], *, com_membros: bool = True
    ) -> dict[str, EstadoArquivo]:
        """Return the latest state, by path, of what was present under `raizes`.

        That is files and, unless told otherwise, the members of archives.
        """
        a = arquivos.c
        pedido = select(
            a.caminho, a.tamanho, a.mtime_ns, a.sha256, a.contexto, a.situacao, a.falha, a.pacote
        ).where(a.presente, sob_raizes(a.caminho, raizes))
        if not com_membros:
            pedido = pedido.where(a.pacote == "")
        with self._motor.connect() as conn:
            return {linha[0]: EstadoArquivo(*linha) for linha in conn.execute(pedido)}

    def resultados_existentes(self, chave: str) -> set[tuple[str, str]]:
        """Return (sha256, contexto) of every analysis stored under `chave`."""
        pedido = select(resultados.c.sha256, resultados.c.contexto)
        with self._motor.connect() as conn:
            linhas = conn.execute(pedido.where(resultados.c.chave == chave))
            return {(sha256, contexto) for sha256, contexto in linhas}

    def analises(self, chave: str, raizes: Sequence[str]) -> dict[tuple[str, str], bytes]:
        """Return the analyses under `chave`, by (sha256, contexto), of what is now under `raizes`.

        All contexts of a content come along: which of them a path needs is for the caller to say.
        """
        presentes = select(arquivos.c.sha256).where(
            arquivos.c.presente, sob_raizes(arquivos.c.caminho, raizes)
        )
        r = resultados.c
        pedido = select(r.sha256, r.contexto, r.analise).where(
            r.chave == chave, r.sha256.in_(presentes)
        )
        with self._motor.connect() as conn:
            linhas = conn.execute(pedido.order_by(r.sha256, r.contexto))
            return {(sha256, contexto): analise for sha256, contexto, analise in linhas}

    def registros(self, execucao_id: int) -> Iterator[RegistroArquivo]:
        """Yield what a run saw, sorted by path.

        The order is settled first, with numbers alone; then page by page, each with its own
        connection: a slow reader neither holds the whole library in memory nor a snapshot that
        keeps the write-ahead log from shrinking.
        """
        da_execucao = observacoes.c.execucao_id == execucao_id
        ordem = select(observacoes.c.arquivo_id).join(arquivos).where(da_execucao)
        with self._motor.connect() as conn:
            ids = conn.execute(ordem.order_by(arquivos.c.caminho)).scalars().all()
        registros = _REGISTROS.where(da_execucao).order_by(arquivos.c.caminho)
        for pagina in _paginas(ids):
            yield from self._registros(registros.where(observacoes.c.arquivo_id.in_(pagina)))

    def registro(self, caminho: str, chave: str) -> RegistroArquivo | None:
        """Return one path as the newest run under `chave` that saw it did."""
        deste = _REGISTROS.where(arquivos.c.caminho == caminho, execucoes.c.chave == chave)
        pagina = self._registros(
            deste.order_by(execucoes.c.batida_em.desc(), execucoes.c.id.desc()).limit(1)
        )
        return pagina[0] if pagina else None

    def contagens(self, execucao_id: int) -> Contagens:
        """Return the totals of what a run saw."""
        o, pacote = observacoes.c, arquivos.c.pacote
        da_execucao = o.execucao_id == execucao_id
        conteudos = select(func.count(o.sha256.distinct())).where(da_execucao, o.sha256 != "")
        por_situacao = (
            select(o.situacao, func.count()).where(da_execucao).group_by(o.situacao)
        ).order_by(o.situacao)
        juntos = select(func.count(), func.count(pacote.distinct()), func.sum(o.tamanho))
        juntos = juntos.select_from(observacoes).join(arquivos).where(da_execucao)
        with self._motor.connect() as conn:
            arquivos_, _, bytes_ = conn.execute(juntos.where(pacote == "")).one()
            membros, compactados, _ = conn.execute(juntos.where(pacote != "")).one()
            return Contagens(
                arquivos=arquivos_,
                bytes=bytes_ or 0,
                conteudos=conn.execute(conteudos).scalar_one(),
                por_situacao={linha[0]: linha[1] for linha in conn.execute(por_situacao)},
                membros=membros,
                compactados=compactados,
            )

    def grupos(self, execucao_id: int) -> dict[str, tuple[str, ...]]:
        """Return, by sha256, the sorted paths of every content a run saw at more than one."""
        o = observacoes.c
        repetidos = (
            select(o.sha256)
            .where(o.execucao_id == execucao_id, o.sha256 != "")
            .group_by(o.sha256)
            .having(func.count() > 1)
        )
        pedido = (
            select(o.sha256, arquivos.c.caminho)
            .join_from(observacoes, arquivos)
            .where(o.execucao_id == execucao_id, o.sha256.in_(repetidos))
            .order_by(o.sha256, arquivos.c.caminho)
        )
        with self._motor.connect() as conn:
            linhas = conn.execute(pedido)
            return {
                sha256: tuple(caminho for _, caminho in grupo)
                for sha256, grupo in groupby(linhas, key=itemgetter(0))
            }

    def decisoes(self) -> dict[str, Decisao]:
        """Return what the user decided to keep, by sha256."""
        with self._motor.connect() as conn:
            return {linha[0]: Decisao(*linha) for linha in conn.execute(select(*decisoes.c))}

    def execucao(self, referencia: int | str) -> Execucao | None:
        """Return the run with this id, or with this name or id as the user typed it."""
        if isinstance(referencia, str) and not referencia.isdecimal():
            condicao = execucoes.c.nome == referencia
        else:
            condicao = execucoes.c.id == int(referencia)
        return self._uma_execucao(_NOVAS_PRIMEIRO.where(condicao))

    def execucoes(self, limite: int) -> list[Execucao]:
        """Return up to `limite` runs, newest first."""
        return [Execucao(**linha) for linha in self._linhas(_NOVAS_PRIMEIRO.limit(limite))]

    def ultima_execucao(self, estados: Collection[EstadoExecucao] = ()) -> Execucao | None:
        """Return the newest run, or the newest in one of `estados`."""
        pedido = _NOVAS_PRIMEIRO
        if estados:
            pedido = pedido.where(execucoes.c.estado.in_(estados))
        return self._uma_execucao(pedido)

    def na_fila(self, silencio: float) -> list[Execucao]:
        """Return the runs that wait, first come first, and gave a sign within `silencio` s."""
        e = execucoes.c
        pedido = select(execucoes).where(
            e.estado == EstadoExecucao.NA_FILA, e.batida_em >= daqui_a(-silencio)
        )
        return [Execucao(**linha) for linha in self._linhas(pedido.order_by(e.id))]

    def abertas(self) -> list[Execucao]:
        """Return the runs that have no end state yet, first come first."""
        pedido = select(execucoes).where(execucoes.c.estado.in_(ABERTAS)).order_by(execucoes.c.id)
        return [Execucao(**linha) for linha in self._linhas(pedido)]

    def ultima_do_comando(self, comando: str, raizes: Sequence[str]) -> Execucao | None:
        """Return the newest run of `comando` over exactly these roots, in any order."""
        return self._uma_execucao(
            _NOVAS_PRIMEIRO.where(
                execucoes.c.comando == comando, execucoes.c.raizes == tuple(sorted(raizes))
            )
        )

    def lotes(self, execucao_id: int) -> list[Lote]:
        """Return the batches of a run in order."""
        pedido = select(lotes).where(lotes.c.execucao_id == execucao_id).order_by(lotes.c.numero)
        return [Lote(**linha) for linha in self._linhas(pedido)]

    def eventos(
        self, execucao_id: int, *, apos: int = 0, limite: int = _POR_VEZ
    ) -> list[EventoGravado]:
        """Return up to `limite` events of a run, oldest first, that follow the event id `apos`."""
        e = eventos.c
        pedido = select(eventos).where(e.execucao_id == execucao_id, e.id > apos).order_by(e.id)
        return [EventoGravado(**linha) for linha in self._linhas(pedido.limit(limite))]

    def ultimos_eventos(self, execucao_id: int, limite: int) -> list[EventoGravado]:
        """Return the last `limite` events of a run, oldest first."""
        e = eventos.c
        pedido = select(eventos).where(e.execucao_id == execucao_id).order_by(e.id.desc())
        linhas = self._linhas(pedido.limit(limite))
        return [EventoGravado(**linha) for linha in reversed(linhas)]

    def _registros(self, pedido: Select[Any]) -> list[RegistroArquivo]:
        with self._motor.connect() as conn:
            return [RegistroArquivo(*linha) for linha in conn.execute(pedido)]

    def _uma_execucao(self, pedido: Select[Any]) -> Execucao | None:
        linhas = self._linhas(pedido.limit(1))
        return Execucao(**linhas[0]) if linhas else None

    def _linhas(self, pedido: Select[Any]) -> Sequence[RowMapping]:
        with self._motor.connect() as conn:
            return conn.execute(pedido).mappings().all()


def _paginas(chaves: Sequence[T]) -> Iterator[Sequence[T]]:
    for inicio in range(0, len(chaves), _POR_VEZ):
        yield chaves[inicio : inicio + _POR_VEZ]
