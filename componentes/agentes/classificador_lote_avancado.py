"""The agent that classifies: one run's worth of files, from the walk to the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from componentes.agentes.agente import Agente
from componentes.base.eventos import Barramento, ClassificacaoTerminada, Evento, InventarioPronto
from componentes.base.metricas import EstadoTrabalhador
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

    def __init__(self, barramento: Barramento) -> None:
        super().__init__(barramento)
        self._trabalho: Trabalho | None = None
        self._em_curso: Classificacao | None = None
        self.balanco: Balanco | None = None

    def encomendar(self, trabalho: Trabalho) -> None:
        """Set the work of the next start."""
        self._trabalho = trabalho
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
        self.fazer("percorrendo as pastas")
        self._em_curso = Classificacao(
            trabalho.pedido,
            trabalho.ferramentas,
            (trabalho.escritor, trabalho.consulta),
            self._publicar,
            self.parada.is_set,
        )
        try:
            balanco = self.balanco = self._em_curso.executar()
        finally:
            self._em_curso = None
        self.fazer("interrompido a pedido" if balanco.cancelado else "classificação concluída")
        if not balanco.cancelado:
            self.barramento.publicar(
                ClassificacaoTerminada(
                    trabalho.execucao,
                    com_falhas=balanco.com_falhas,
                    mudou=balanco.mudou or trabalho.retomada,
                )
            )

    def _publicar(self, evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            self.fazer("classificando")
        self.barramento.publicar(evento)
