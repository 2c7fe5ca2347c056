"""The agent that classifies: one run's worth of files, from the walk to the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from componentes.agentes.agente import Agente
from componentes.agentes.passagens import Passagens
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    ClassificacaoTerminada,
    Evento,
    InventarioPronto,
    ProgressoLote,
)
from componentes.base.metricas import EstadoTrabalhador
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.lote import Balanco, Classificacao, Pedido


@dataclass(frozen=True, slots=True)
class Trabalho:
    """What the classifier is given for one run."""

    pedido: Pedido
    execucao: str
    ferramentas: Ferramentas
    escritor: Escritor
    consulta: Consulta
    retomada: bool


class ClassificadorLoteAvancado(Agente):
    """Classifies what `encomendar` gave it and announces the end."""

    nome = "classificador"
    politica = Politica(
        falhas_para_abrir=3,
        resfriamento=300,
        espera_maxima=10,
        sem_resposta=120,
        insiste=False,
        cada_inicio_tenta=True,
    )

    def __init__(self, barramento: Barramento) -> None:
        super().__init__(barramento)
        self._trabalho: Trabalho | None = None
        self._passagens = Passagens()
        self._em_curso: Classificacao | None = None
        self.balanco: Balanco | None = None

    def encomendar(self, trabalho: Trabalho) -> None:
        """Set the work of the next start."""
        self._trabalho = trabalho
        self._passagens = Passagens()
        self.balanco = None

    def trabalhadores(self) -> list[EstadoTrabalhador]:
        """Return what each analysis worker has in hand; nothing between runs."""
        em_curso = self._em_curso
        return em_curso.trabalhadores() if em_curso else []

    def trabalhar(self) -> None:
        """Run the classification to its end, or to the end of the batch once asked to stop."""
        trabalho = self._trabalho
        if trabalho is None:
            raise RuntimeError("o classificador foi iniciado sem trabalho")
        self._passagens.comecar()
        if self._passagens.de_novo:
            trabalho = _retomado(trabalho)
        self.fazer("percorrendo as pastas")
        self._em_curso = Classificacao(
            trabalho.pedido,
            trabalho.ferramentas,
            (trabalho.escritor, trabalho.consulta),
            self._publicar,
            self.deve_parar,
        )
        try:
            balanco = self._em_curso.executar()
        finally:
            self._em_curso = None
        self.balanco = replace(balanco, mudou=balanco.mudou or self._passagens.de_novo)
        if balanco.cancelado:
            self.fazer("interrompido a pedido")
            return
        self.concluir()
        self.fazer("classificação concluída")
        self.barramento.publicar(
            ClassificacaoTerminada(
                trabalho.execucao,
                com_falhas=balanco.com_falhas,
                mudou=balanco.mudou or trabalho.retomada,
            )
        )

    def _publicar(self, evento: Evento) -> None:
        self.pulsar()
        if isinstance(evento, InventarioPronto):
            self.fazer("classificando")
            self._passagens.ao_inventariar()
        elif isinstance(evento, ProgressoLote):
            evento = self._passagens.ao_progredir(evento)
        self.barramento.publicar(evento)


def _retomado(trabalho: Trabalho) -> Trabalho:
    """Return the rest of a work whose pass was cut off, as another run would take it up.

    What was handed to the writer is stored first; batches that nobody finished are planned anew.
    """
    execucao_id = trabalho.pedido.execucao_id
    trabalho.escritor.executar(lambda conn: operacoes.descartar_inacabados(conn, execucao_id))
    return replace(trabalho, pedido=replace(trabalho.pedido, religar=True), retomada=True)
