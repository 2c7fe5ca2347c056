"""The journal: what is about to be done is on disk before it is done, and how it ended.

A database of its own, beside the catalogue: the catalogue can be made anew from the library, and
nothing but this can say how a library was. Every commit is synced (`synchronous=FULL`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from componentes.base.erros import ErroCatalogo
from componentes.base.gravacao import garantir_pasta
from componentes.base.plano import Acao, Plano
from componentes.base.tempo import agora
from componentes.catalogo.dialeto import Papel, criar_motor, inserir_se_nova, para_gravar
from componentes.catalogo.nomes import nome_da_execucao
from componentes.catalogo.rede import recusar_rede
from componentes.organizacao.modelo import (
    EstadoOrganizacao,
    EstadoPasso,
    Mudanca,
    Organizacao,
    PassoGravado,
)
from componentes.organizacao.tabelas import VERSAO, metadados, organizacoes, passos, pastas

NOME_DO_ARQUIVO = "diario.sqlite"
_PAPEL = Papel(
    "diário da organização",
    "guarde o arquivo; Development/docs/organizar.md diz como desfazer à mão",
    duravel=True,
)
_POR_VEZ = 2000
_MARCAR = (
    update(passos)
    .where(passos.c.organizacao_id == bindparam("org"), passos.c.numero == bindparam("num"))
    .values(estado=bindparam("novo"), nota=bindparam("dito"))
)


@contextlib.contextmanager
def aberto(pasta: Path) -> Iterator[Diario]:
    """Open the journal of `pasta` for writing; only the holder of the lock may.

    Raises `ErroDisco`, and `ErroCatalogo` where it is damaged or of a newer version.
    """
    recusar_rede(garantir_pasta(pasta))
    motor = criar_motor(pasta / NOME_DO_ARQUIVO, papel=_PAPEL)
    try:
        _preparar(motor)
        yield Diario(motor)
    finally:
        motor.dispose()


def historia(pasta: Path) -> list[tuple[Organizacao, dict[str, int]]]:
    """Return all applications, newest first, each with how many steps are in which state."""
    if not (pasta / NOME_DO_ARQUIVO).exists():
        return []
    motor = criar_motor(pasta / NOME_DO_ARQUIVO, somente_leitura=True, papel=_PAPEL)
    try:
        diario = Diario(motor)
        return [(organizacao, diario.contagens(organizacao.id)) for organizacao in diario.todas()]
    finally:
        motor.dispose()


def _preparar(motor: Engine) -> None:
    with para_gravar(motor).begin() as conexao:
        versao: int = conexao.exec_driver_sql("PRAGMA user_version").scalar_one()
        if versao > VERSAO:
            raise ErroCatalogo(
                "O diário da organização foi gravado por uma versão mais nova do programa",
                onde=motor.url.database or "",
                o_que_fazer="atualize o programa",
            )
        if versao < VERSAO:
            metadados.create_all(conexao)
            conexao.exec_driver_sql(f"PRAGMA user_version = {VERSAO}")


class Diario:
    """Rows of the journal; each writing method is one transaction, synced when it returns."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    def criar(
        self, plano: Plano, destinos: Mapping[int, str], tempos: Mapping[str, int]
    ) -> Organizacao:
        """Enter a plan: its steps with their absolute `destinos`, the times of library folders."""
        with self._gravando() as conexao:
            ultimo = conexao.execute(select(func.coalesce(func.max(organizacoes.c.id), 0)))
            numero: int = ultimo.scalar_one() + 1
            momento = agora()
            nova = Organizacao(
                id=numero,
                nome=nome_da_execucao(numero),
                estado=EstadoOrganizacao.APLICANDO,
                digest=plano.digest,
                execucao=plano.execucao,
                raiz=plano.raiz,
                destino=plano.destino,
                quarentena=plano.quarentena,
                mover=plano.mover,
                quarentenar=plano.quarentenar,
                criada_em=momento,
                mudada_em=momento,
            )
            conexao.execute(insert(organizacoes).values(msgspec.structs.asdict(nova)))
            conexao.execute(insert(passos), [*_linhas(plano, numero, destinos)])
            self._anotar(conexao, numero, tempos)
        return nova

    def todas(self) -> list[Organizacao]:
        """Return the applications, newest first."""
        pedido = select(organizacoes).order_by(organizacoes.c.id.desc())
        with self._motor.connect() as conexao:
            return [Organizacao(**linha) for linha in conexao.execute(pedido).mappings()]

    def passos(
        self, organizacao: int, estados: Collection[EstadoPasso], *, ao_contrario: bool = False
    ) -> Iterator[PassoGravado]:
        """Yield the steps in some states, by number; states may change meanwhile."""
        p = passos.c
        ordem = p.numero.desc() if ao_contrario else p.numero
        quais = select(passos).where(p.organizacao_id == organizacao, p.estado.in_(estados))
        ultimo: int | None = None
        while True:
            pagina = quais.order_by(ordem).limit(_POR_VEZ)
            if ultimo is not None:
                pagina = pagina.where(p.numero < ultimo if ao_contrario else p.numero > ultimo)
            lidos = self._ler_passos(pagina)
            if not lidos:
                return
            yield from lidos
            ultimo = lidos[-1].numero

    def passo(self, organizacao: int, numero: int) -> PassoGravado | None:
        """Return one step, None where there is none of this number."""
        p = passos.c
        lidos = self._ler_passos(
            select(passos).where(p.organizacao_id == organizacao, p.numero == numero)
        )
        return lidos[0] if lidos else None

    def com_nota(self, organizacao: int) -> tuple[PassoGravado, ...]:
        """Return the steps there is something to say about, by number."""
        p = passos.c
        pedido = select(passos).where(p.organizacao_id == organizacao, p.nota != "")
        return tuple(self._ler_passos(pedido.order_by(p.numero)))

    def contagens(self, organizacao: int) -> dict[str, int]:
        """Return how many steps are in which state."""
        p = passos.c
        pedido = select(p.estado, func.count()).where(p.organizacao_id == organizacao)
        with self._motor.connect() as conexao:
            linhas = conexao.execute(pedido.group_by(p.estado))
            return {str(estado): quantos for estado, quantos in linhas}

    def soma(self, organizacao: int, estados: Collection[EstadoPasso]) -> tuple[int, int]:
        """Return how many bytes and steps are in some states."""
        p = passos.c
        pedido = select(func.coalesce(func.sum(p.tamanho), 0), func.count()).where(
            p.organizacao_id == organizacao, p.estado.in_(estados)
        )
        with self._motor.connect() as conexao:
            tamanho, quantos = conexao.execute(pedido).one()
            return int(tamanho), int(quantos)

    def marcar(
        self, organizacao: int, mudancas: Sequence[Mudanca], criadas: Iterable[str] = ()
    ) -> None:
        """Note new states of steps, and folders that are about to be made."""
        valores = [
            {"org": organizacao, "num": m.numero, "novo": m.estado, "dito": m.nota}
            for m in mudancas
        ]
        with self._gravando() as conexao:
            if valores:
                conexao.execute(_MARCAR, valores)
            self._anotar(conexao, organizacao, dict.fromkeys(criadas))

    def mudar_estado(self, organizacao: int, estado: EstadoOrganizacao) -> None:
        """Note where the whole application stands."""
        comando = update(organizacoes).where(organizacoes.c.id == organizacao)
        with self._gravando() as conexao:
            conexao.execute(comando.values(estado=estado, mudada_em=agora()))

    def pastas(self, organizacao: int) -> dict[str, int | None]:
        """Return the folders it made (None), and the times of those of the library."""
        pedido = select(pastas.c.caminho, pastas.c.mtime_ns)
        with self._motor.connect() as conexao:
            linhas = conexao.execute(pedido.where(pastas.c.organizacao_id == organizacao))
            return {linha[0]: linha[1] for linha in linhas}

    def _anotar(
        self, conexao: Connection, organizacao: int, quais: Mapping[str, int | None]
    ) -> None:
        """Note folders; what the first note of one says stays."""
        linhas = [
            {"organizacao_id": organizacao, "caminho": caminho, "mtime_ns": mtime_ns}
            for caminho, mtime_ns in sorted(quais.items())
        ]
        if linhas:
            conexao.execute(inserir_se_nova(pastas), linhas)

    def _ler_passos(self, pedido: Any) -> list[PassoGravado]:
        with self._motor.connect() as conexao:
            linhas = conexao.execute(pedido).mappings().all()
        return [
            PassoGravado(**{n: v for n, v in linha.items() if n != "organizacao_id"})
            for linha in linhas
        ]

    def _gravando(self) -> contextlib.AbstractContextManager[Connection]:
        return para_gravar(self._motor).begin()


def _linhas(
    plano: Plano, organizacao: int, destinos: Mapping[int, str]
) -> Iterator[dict[str, object]]:
    for passo in plano.a_fazer():
        yield {
            "organizacao_id": organizacao,
            "numero": passo.numero,
            "acao": Acao(passo.acao),
            "origem": passo.local,
            "destino": destinos[passo.numero],
            "sha256": passo.sha256,
            "tamanho": passo.tamanho,
            "mtime_ns": passo.mtime_ns,
            "estado": EstadoPasso.PENDENTE,
            "nota": "",
        }
