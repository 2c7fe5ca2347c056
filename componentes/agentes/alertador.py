"""The agent that warns: turns events into alerts by the rules, and hands them to channels.

Nobody waits for it: events go into a bounded queue, each channel has a thread of its own, and the
end of a run is delayed by `Prazos.fechamento` at most.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from componentes.agentes.agente import Agente
from componentes.alertas.agrupamento import Agrupamento
from componentes.alertas.correio import Correio
from componentes.alertas.entrega import Prazos
from componentes.alertas.envio import Canal
from componentes.alertas.estado import Decisao
from componentes.alertas.fila import Fila
from componentes.alertas.livro import Livro, Relogio
from componentes.alertas.modelo import TITULOS, Contexto, Mensagem, Ocorrencia
from componentes.alertas.regras import anotado, julgar, peso_do_evento, regra_de
from componentes.alertas.resumo import Resumo
from componentes.alertas.sigilo import Tarja
from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    AgenteIniciado,
    ArquivoPerigoso,
    Evento,
    ExecucaoTerminada,
    MetricasMedidas,
)
from componentes.base.secoes_alertas import Alertas
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.perguntas.alertas import Alerta
from componentes.relatorio.textos import visivel

registro = logging.getLogger("orquestrador.alertas")
_CAPACIDADE = 512
_PULSO = 1.0
_JANELA = timedelta(seconds=30)
"""How long dangerous files wait for others of the same run."""


def _agora() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Encomenda:
    """What the agent needs for as long as it lives."""

    configuracao: Alertas
    base: str
    """The base folder, as people know it."""
    escritor: Escritor
    canais: tuple[Canal, ...] = ()
    tarja: Tarja = field(default_factory=Tarja)
    assinatura: str = ""
    """Ends each message sent away."""
    prazos: Prazos = field(default_factory=Prazos)
    relogio: Relogio = _agora
    capacidade: int = _CAPACIDADE


class Alertador(Agente):
    """Subscribes to the bus, judges in its own thread, and never lets a channel hold it up."""

    nome = "alertador"

    def __init__(self, barramento: Barramento) -> None:
        super().__init__(barramento)
        self._encomenda: Encomenda | None = None
        self._ouvindo = False
        self._recepcao = threading.Lock()
        self._contexto = Contexto()
        self._fila: Fila[Ocorrencia] = Fila(_CAPACIDADE)
        self._perigosos = Agrupamento((), _JANELA)
        barramento.assinar(self._ao_ocorrer)

    def encomendar(self, encomenda: Encomenda) -> None:
        """Set what the next start works with."""
        riscos = encomenda.configuracao.regras.arquivo_perigoso.riscos
        with self._recepcao:
            self._contexto = replace(self._contexto, base=encomenda.base)
            self._fila = Fila(encomenda.capacidade)
            self._perigosos = Agrupamento(riscos, _JANELA)
            self._encomenda = encomenda
            self._ouvindo = True

    def acordar(self) -> None:
        """End the wait for the next event."""
        self._fila.acordar()

    def trabalhar(self) -> None:
        """Judge what comes until asked to stop, then send what waits and close the channels."""
        encomenda = self._encomenda
        if encomenda is None:
            raise RuntimeError("o alertador foi iniciado sem trabalho")
        self.fazer("atento")
        with self._recepcao:
            self._ouvindo = True
        turno = _Turno(encomenda, self.barramento)
        try:
            self._servir(turno, encomenda)
        finally:  # a pass that fails leaves no thread of a channel behind
            turno.fechar()
        self.fazer("não há mais o que avisar")

    def _servir(self, turno: _Turno, encomenda: Encomenda) -> None:
        while not (self.parada.is_set() and not len(self._fila)):
            self.pulsar()
            ocorrencia = self._fila.tirar(_PULSO)
            fim = ocorrencia is not None and isinstance(ocorrencia.evento, ExecucaoTerminada)
            if fim or self._perigosos.vencido(encomenda.relogio()):
                turno.julgar_todos(self._agrupadas())
            if ocorrencia is not None:
                turno.julgar(ocorrencia)
            turno.enviar_vencidos()
        turno.julgar_todos(self._agrupadas())
        with self._recepcao:
            self._ouvindo = False
        if self._fila.descartados:
            registro.warning("%d eventos sem tempo para alertas", self._fila.descartados)

    def _agrupadas(self) -> list[Ocorrencia]:
        return [Ocorrencia(evento, self._contexto) for evento in self._perigosos.tirar()]

    def _ao_ocorrer(self, evento: Evento) -> None:
        """Take in an event, in the thread of its publisher: a look at a table and a note."""
        with self._recepcao:
            self._contexto = anotado(self._contexto, evento)
            encomenda = self._encomenda
            if encomenda is None or not self._ouvindo or evento == AgenteIniciado(self.nome):
                return
            if isinstance(evento, ArquivoPerigoso):
                self._perigosos.juntar(evento, encomenda.relogio())
                return
            peso = peso_do_evento(evento, encomenda.configuracao.regras)
            if peso is not None:
                vaga = "medidas" if isinstance(evento, MetricasMedidas) else ""
                self._fila.por(Ocorrencia(evento, self._contexto), peso, vaga=vaga)


class _Turno:
    """One life of the agent: its book, its mail, its digest."""

    def __init__(self, encomenda: Encomenda, barramento: Barramento) -> None:
        self._encomenda = encomenda
        self._regras = encomenda.configuracao.regras
        self._livro = Livro(self._regras, encomenda.escritor, encomenda.relogio)
        self._livro.carregar()
        self._resumo = Resumo(encomenda.configuracao.resumo_minutos)
        self._correio = Correio(
            encomenda.canais,
            encomenda.prazos,
            barramento,
            self._livro.anotar,
            encomenda.assinatura,
        )

    def julgar_todos(self, ocorrencias: Iterable[Ocorrencia]) -> None:
        """Judge some events."""
        for ocorrencia in ocorrencias:
            self.julgar(ocorrencia)

    def julgar(self, ocorrencia: Ocorrencia) -> None:
        """Take to the book what the rules say of an event, and tell whom it concerns."""
        ativos = self._livro.ativos()
        for sinal in julgar(ocorrencia.evento, ocorrencia.contexto, self._regras, ativos):
            self._avisar(self._livro.registrar(sinal))

    def enviar_vencidos(self) -> None:
        """Tell what was silent too long, and send the digest when it is time."""
        for decisao in self._livro.lembretes():
            self._avisar(decisao)
        vence_em = self._resumo.vence_em()
        if vence_em is not None and self._encomenda.relogio() >= vence_em:
            self._enviar_resumo()

    def fechar(self) -> None:
        """Send the digest, due or not, and wait for the channels as long as they are given."""
        try:
            self._enviar_resumo()
        finally:
            self._correio.fechar()

    def _avisar(self, decisao: Decisao) -> None:
        if decisao.avisar and decisao.alerta is not None:
            regra = regra_de(self._regras, decisao.alerta.regra)
            mensagem = self._mensagem(decisao.alerta, decisao.antes)
            externos = self._correio.dizer(decisao.alerta.regra, mensagem, regra.destinos)
            if externos and self._resumo.junta(mensagem.gravidade):
                self._resumo.guardar(mensagem, externos, self._encomenda.relogio())
            else:
                self._correio.enviar(mensagem, externos)

    def _enviar_resumo(self) -> None:
        for destino, mensagem in self._resumo.tirar().items():
            self._correio.enviar(mensagem, (destino,))

    def _mensagem(self, alerta: Alerta, antes: int) -> Mensagem:
        """Return the message of a row: inert, without secrets, in one line."""
        resolvido = alerta.situacao is SituacaoAlerta.RESOLVIDO
        titulo = TITULOS[alerta.regra]
        texto = alerta.mensagem
        if antes > 0:
            texto += f" (e mais {antes} {'vez' if antes == 1 else 'vezes'} desde o último aviso)"
        gravidade = regra_de(self._regras, alerta.regra).gravidade
        return Mensagem(
            f"resolvido: {titulo}" if resolvido else titulo,
            visivel(self._encomenda.tarja.limpar(texto)),
            gravidade,
            (alerta.impressao,),
            resolvido,
        )
