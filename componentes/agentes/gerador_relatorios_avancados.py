"""The agent that reports: while a run goes on, and at its end."""

from __future__ import annotations

import threading
from concurrent.futures import wait
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from componentes.agentes.agente import Agente
from componentes.agentes.gravacao_de_relatorios import (
    ULTIMO,
    Encomenda,
    RelatorioCancelado,
    continua_valendo,
    gravar_relatorio,
    relatar_no_processo,
)
from componentes.agentes.poda_de_relatorios import podar_relatorios
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.erros import ErroDisco
from componentes.base.eventos import Aviso, ClassificacaoTerminada, Evento, RelatorioGravado
from componentes.base.processos import Processos
from componentes.base.tempo import agora
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoExecucao, Execucao
from componentes.relatorio.textos import quantos

_PULSO = 0.2
_CONCLUIDA = EstadoExecucao.CONCLUIDA
_CONCLUIDA_COM_FALHAS = EstadoExecucao.CONCLUIDA_COM_FALHAS


@dataclass(frozen=True, slots=True)
class RelatorioPedido:
    """What the reporter needs to know of the run it reports on."""

    execucao_id: int
    encomenda: Encomenda
    consulta: Consulta
    escritor: Escritor
    intervalo: float
    oficina: tuple[Processos, Path] | None = None
    """Worker processes, and the folder of the catalogue they would read."""


class GeradorRelatoriosAvancados(Agente):
    """Writes HTML, JSON and CSV at the end of a classification and every `intervalo` before."""

    nome = "relatorios"
    politica = Politica(
        falhas_para_abrir=6,
        resfriamento=300,
        espera_maxima=10,
        sem_resposta=120,
        insiste=False,
        cada_inicio_tenta=True,
    )

    def __init__(self, barramento: Barramento) -> None:
        super().__init__(barramento)
        self._classificado = threading.Event()
        self._fim: ClassificacaoTerminada | None = None
        self._pedido: RelatorioPedido | None = None
        barramento.assinar(self._ao_ocorrer)

    def encomendar(self, pedido: RelatorioPedido) -> None:
        """Set the run that the next start reports on."""
        self._pedido = pedido
        self._classificado.clear()
        self._fim = None

    def trabalhar(self) -> None:
        """Write partial reports until the classification ends, then the final one."""
        pedido = self._pedido
        if pedido is None:
            raise RuntimeError("o gerador de relatórios foi iniciado sem trabalho")
        self.fazer("esperando a classificação")
        while not self.esperar(self._classificado, pedido.intervalo):
            if self.parada.is_set():
                return
            self._parcial(pedido)
        if self._fim is not None:
            try:
                self._final(pedido, self._fim)
            except RelatorioCancelado:
                self.fazer("interrompido a pedido")
                return
            self.concluir()

    def _parcial(self, pedido: RelatorioPedido) -> None:
        """Report what is known so far."""
        execucao = pedido.consulta.execucao(pedido.execucao_id)
        if execucao is None:
            return
        self.fazer("escrevendo um relatório parcial")
        pedido.escritor.executar(
            lambda conn: operacoes.fechar_inventario(conn, execucao.id, execucao.raizes)
        )
        try:
            caminho = gravar_relatorio(
                pedido.consulta,
                execucao,
                pedido.encomenda,
                parcial=True,
                cancelado=self.deve_parar,
            )
        except RelatorioCancelado:
            return
        except ErroDisco as erro:  # the CSV may be open in Excel: the final report still comes
            self.barramento.publicar(Aviso(f"relatório parcial não gravado: {erro.o_que}"))
            return
        self.barramento.publicar(RelatorioGravado(str(caminho), parcial=True))
        self.fazer("esperando a classificação")

    def _final(self, pedido: RelatorioPedido, fim: ClassificacaoTerminada) -> None:
        """Report the run's end; where nothing changed, the report before still says it all."""
        execucao = pedido.consulta.execucao(pedido.execucao_id)
        if execucao is None:
            return
        if not fim.mudou and continua_valendo(pedido.encomenda.pasta, execucao, pedido.consulta):
            self.fazer("nada mudou: o último relatório continua valendo")
            self.barramento.publicar(
                RelatorioGravado(str(pedido.encomenda.pasta / ULTIMO), parcial=False)
            )
            return
        self.fazer("escrevendo o relatório")
        # The run's row gets its end state only after this: the page must not say "running".
        estado = _CONCLUIDA_COM_FALHAS if fim.com_falhas else _CONCLUIDA
        execucao = replace(execucao, estado=estado, terminada_em=agora())
        caminho = self._gravar(pedido, execucao)
        podados = self._podar(pedido, execucao)
        antigos = quantos(podados, "antigo removido", "antigos removidos")
        self.fazer(f"relatório gravado; {antigos}" if podados else "relatório gravado")
        self.barramento.publicar(RelatorioGravado(str(caminho), parcial=False))

    def _gravar(self, pedido: RelatorioPedido, execucao: Execucao) -> Path:
        """Write the report, in a worker process if there are any.

        Formatting is all Python: in a thread it would hold the GIL against the backup beside it.
        """
        if pedido.oficina is None or not pedido.oficina[0].iniciados:
            return gravar_relatorio(
                pedido.consulta, execucao, pedido.encomenda, cancelado=self.deve_parar
            )
        if self.deve_parar():
            raise RelatorioCancelado
        processos, catalogo = pedido.oficina
        relatado = processos.agendar(relatar_no_processo, catalogo, execucao, pedido.encomenda)
        while not wait([relatado], _PULSO).done:
            if self.deve_parar():
                relatado.cancel()  # ends its process with it
                raise RelatorioCancelado
        return relatado.result()

    def _podar(self, pedido: RelatorioPedido, execucao: Execucao) -> int:
        """Delete old reports, before the backup hears of the new one and reads their folder."""
        try:
            abertas = {aberta.nome for aberta in pedido.consulta.abertas()}
            protegidas = {execucao.nome, *abertas}
            pasta, ajustes = pedido.encomenda.pasta, pedido.encomenda.ajustes
            return len(podar_relatorios(pasta, ajustes, protegidas, datetime.now(UTC)))
        except Exception as erro:  # the report is written: nothing about older ones may undo that
            self.barramento.publicar(Aviso(f"relatórios antigos não removidos: {erro}"))
            return 0

    def _ao_ocorrer(self, evento: Evento) -> None:
        if isinstance(evento, ClassificacaoTerminada):
            self._fim = evento
            self._classificado.set()
