"""Which row a run takes: a new one, that of a run that was cut off, or one that waited in line."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from componentes import VERSAO
from componentes.base.caminhos import para_texto
from componentes.base.erros import ErroUso
from componentes.base.quem import este_processo
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import RETOMAVEIS, EstadoExecucao, Execucao, NovaExecucao
from componentes.classificacao.ferramentas import Ferramentas
from componentes.orquestracao.ambiente import raiz_comum
from componentes.orquestracao.sessao import Sessao
from componentes.relatorio.rotulos import nome_de

registro = logging.getLogger("orquestrador.execucoes")


@dataclass(frozen=True, slots=True)
class Opcoes:
    """What the caller may switch for one run."""

    comando: str
    pastas: tuple[Path, ...]
    monitoramento: bool
    relatorios: bool
    backup: bool
    parametros: dict[str, Any] = field(default_factory=dict)
    """What was asked for, as `execucoes retomar` and `repetir` ask for it again."""
    repetir_falhas: bool = False
    """Whether files that failed are tried again though nothing of them has changed."""

    @property
    def raizes(self) -> tuple[str, ...]:
        """The folders as the catalogue names them."""
        return tuple(para_texto(p.as_posix()) for p in self.pastas)


class Aberta(NamedTuple):
    """The row that a run has taken."""

    id: int
    retomada: bool
    religar: bool
    """Whether includes in the catalogue may be tied as another or a cut-off run saw them."""


def nova_execucao(
    opcoes: Opcoes, ferramentas: Ferramentas, estado: EstadoExecucao = EstadoExecucao.EXECUTANDO
) -> NovaExecucao:
    """Return what is known of a run of this process before it has a row."""
    pid, maquina = este_processo()
    return NovaExecucao(
        comando=opcoes.comando,
        raizes=opcoes.raizes,
        raiz=raiz_comum(opcoes.pastas),
        versao=VERSAO,
        regras=ferramentas.conjunto.digest,
        chave=ferramentas.chave,
        parametros=opcoes.parametros,
        pid=pid,
        maquina=maquina,
        estado=estado,
    )


def abrir_execucao(sessao: Sessao, opcoes: Opcoes, pedida: int | None = None) -> Aberta:
    """Take up the run `pedida`, or the last of the same kind if it was cut off, or begin anew.

    Raises `ErroUso` for a run that ended well or that another process has taken.
    """
    religar = _ha_lacos_por_resolver(sessao, opcoes)
    if pedida is not None:
        return _tomar_a_pedida(sessao, opcoes, pedida, religar)
    ultima = sessao.consulta.ultima_do_comando(opcoes.comando, opcoes.raizes)
    na_fila = ultima is not None and ultima.estado is EstadoExecucao.NA_FILA
    if (
        ultima
        and not na_fila
        and _pode_continuar(sessao, ultima)
        and _reabrir(sessao, opcoes, ultima)
    ):
        return Aberta(ultima.id, retomada=True, religar=religar)
    return _criar(sessao, opcoes, religar)


def _tomar_a_pedida(sessao: Sessao, opcoes: Opcoes, pedida: int, religar: bool) -> Aberta:
    execucao = sessao.consulta.execucao(pedida)
    if execucao is None or execucao.estado not in RETOMAVEIS:
        estado = nome_de("estado", execucao.estado) if execucao else "inexistente"
        raise ErroUso(
            "Não há o que retomar nesta execução",
            onde=f"{execucao.nome if execucao else pedida}, que está {estado}",
            o_que_fazer="veja as execuções com 'execucoes listar'",
        )
    nova = execucao.estado is EstadoExecucao.NA_FILA
    # Rules that changed meanwhile make other results; only a run that has none may take them.
    if not nova and not _pode_continuar(sessao, execucao):
        return _criar(sessao, opcoes, religar)
    if not _reabrir(sessao, opcoes, execucao):
        raise ErroUso(
            "A execução acabou de ser tomada por outro processo, ou cancelada",
            onde=execucao.nome,
            o_que_fazer="veja 'execucoes listar'",
        )
    return Aberta(execucao.id, retomada=not nova, religar=religar)


def _criar(sessao: Sessao, opcoes: Opcoes, religar: bool) -> Aberta:
    nova = nova_execucao(opcoes, sessao.ferramentas)
    numero = sessao.escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova))
    return Aberta(numero, retomada=False, religar=religar)


def _pode_continuar(sessao: Sessao, execucao: Execucao) -> bool:
    return execucao.estado in RETOMAVEIS and execucao.chave == sessao.ferramentas.chave


def _reabrir(sessao: Sessao, opcoes: Opcoes, execucao: Execucao) -> bool:
    nova = nova_execucao(opcoes, sessao.ferramentas)
    reaberta = sessao.escritor.executar(
        lambda conn: operacoes.reabrir_execucao(conn, execucao.id, nova)
    )
    if reaberta:
        registro.info("retomando a execução %s", execucao.nome)
    return reaberta


def _ha_lacos_por_resolver(sessao: Sessao, opcoes: Opcoes) -> bool:
    """Tell whether some run in between may have tied includes otherwise, or was cut off.

    A run over one folder resolves includes inside that folder alone.
    """
    deste = sessao.consulta.ultima_do_comando(opcoes.comando, opcoes.raizes)
    qualquer = sessao.consulta.ultima_execucao()
    if deste is None or qualquer is None:
        return qualquer is not None
    return deste.estado in RETOMAVEIS or qualquer.id != deste.id
