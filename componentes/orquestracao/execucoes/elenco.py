"""Who takes part in a run, and what each is given."""

from __future__ import annotations

from componentes.agentes.auto_backup_integration import BackupPedido
from componentes.agentes.classificador_lote_avancado import Trabalho
from componentes.agentes.gerador_relatorios_avancados import RelatorioPedido
from componentes.agentes.gravacao_de_relatorios import Encomenda
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import Aviso
from componentes.base.processos import Processos
from componentes.catalogo.modelo import CONCLUIDAS, Execucao
from componentes.classificacao.lote import Pedido
from componentes.orquestracao.ambiente import raiz_comum
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.abertura import Aberta, Opcoes
from componentes.orquestracao.protecao import ajustes_de, lugares_de
from componentes.orquestracao.sessao import Sessao

_PARTE_PARA_ENVIAR = 0.8
"""Of the time of a run: what has not reached a second place by then waits for the next one."""
EXECUCOES_GUARDADAS = 50
"""Runs whose every file can still be asked for; of older ones the totals stay."""


class Elenco:
    """Hands out the work of one run, and starts those it needs."""

    def __init__(
        self, equipe: Equipe, sessao: Sessao, opcoes: Opcoes, processos: Processos | None
    ) -> None:
        self._equipe = equipe
        self._sessao = sessao
        self._opcoes = opcoes
        self._processos = processos

    def iniciar(self, execucao: Execucao, aberta: Aberta) -> None:
        """Start the agents, those that wait for others first."""
        configuracao = self._equipe.ambiente.configuracao
        if self._opcoes.relatorios:
            self._iniciar_relatorios(execucao)
        if self._opcoes.backup:
            self._iniciar_backup()
        self._equipe.monitor.zerar(configuracao.intervalo_monitoramento)
        if self._opcoes.monitoramento:
            self._equipe.iniciar_agente(self._equipe.monitor)
        self._equipe.classificador.encomendar(self._trabalho(execucao, aberta))
        self._equipe.iniciar_agente(self._equipe.classificador)

    def _iniciar_relatorios(self, execucao: Execucao) -> None:
        pastas, configuracao = self._equipe.ambiente.pastas, self._equipe.ambiente.configuracao
        self._equipe.relatorios.encomendar(
            RelatorioPedido(
                execucao.id,
                Encomenda(
                    pastas.relatorios,
                    self._sessao.esquema,
                    self._sessao.ferramentas.conjunto.mesas,
                    configuracao.relatorios,
                ),
                self._sessao.consulta,
                self._sessao.escritor,
                configuracao.intervalo_relatorios,
                (self._processos, pastas.catalogo) if self._processos else None,
            )
        )
        self._equipe.iniciar_agente(self._equipe.relatorios)

    def _iniciar_backup(self) -> None:
        ambiente = self._equipe.ambiente
        lugares = lugares_de(ambiente)
        for problema in lugares.problemas:
            self._equipe.barramento.publicar(Aviso(em_uma_linha(problema)))
        self._equipe.backup.encomendar(
            BackupPedido(
                ambiente.pastas,
                self._opcoes.raizes,
                raiz_comum(self._opcoes.pastas),
                self._sessao.consulta,
                self._opcoes.relatorios,
                ajustes_de(ambiente),
                lugares.todos,
                _PARTE_PARA_ENVIAR * ambiente.configuracao.timeout_operacoes,
            )
        )
        self._equipe.iniciar_agente(self._equipe.backup)

    def _trabalho(self, execucao: Execucao, aberta: Aberta) -> Trabalho:
        ambiente = self._equipe.ambiente
        pedido = Pedido(
            execucao_id=execucao.id,
            pastas=self._opcoes.pastas,
            raiz=raiz_comum(self._opcoes.pastas),
            excluir=ambiente.pastas.da_saida(),
            max_threads=ambiente.configuracao.max_threads,
            processos=self._processos,
            religar=aberta.religar,
            repetir_falhas=self._opcoes.repetir_falhas,
            conhecida=self._ja_conhecida(),
        )
        return Trabalho(
            pedido,
            execucao.nome,
            self._sessao.ferramentas,
            self._sessao.escritor,
            self._sessao.consulta,
            aberta.retomada,
        )

    def _ja_conhecida(self) -> bool:
        """Tell whether some earlier run went through all these folders to its end."""
        raizes = set(self._opcoes.raizes)
        return any(
            raizes.issubset(e.raizes) and e.estado in CONCLUIDAS
            for e in self._sessao.consulta.execucoes(EXECUCOES_GUARDADAS)
        )
