"""Follows a run on the terminal: a live screen, or a plain line every 10 s or 5 %."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from componentes.base.eventos import (
    Evento,
    MetricasMedidas,
    SituacaoLida,
)
from componentes.base.metricas import Metricas
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.retrato import retrato_de
from componentes.portas.apresentacao.painel import (
    linha_simples,
)
from componentes.portas.mensagens import Mensagens
from componentes.portas.saida import Saida
from componentes.portas.vivo.fonte import DeOutroProcesso, DesteProcesso
from componentes.portas.vivo.teclado import Teclado
from componentes.portas.vivo.tela import ao_vivo

_SEGUNDOS_ENTRE_LINHAS = 10.0
_SEGUNDOS_MINIMOS = 1.0
_PARTE_ENTRE_LINHAS = 0.05


@contextlib.contextmanager
def acompanhando(
    central: OrquestradorCentral, titulo: str, saida: Saida, teclado: Teclado
) -> Iterator[None]:
    """Show the run of this process inside the block; what is shown ends with the block."""
    with contextlib.ExitStack() as pilha:
        pilha.callback(central.barramento.assinar(Mensagens(saida)))
        if saida.ao_vivo:
            pilha.enter_context(ao_vivo(DesteProcesso(central, titulo), saida, teclado))
        elif not saida.quieto:
            pilha.callback(central.barramento.assinar(_LinhasSimples(saida)))
        yield


@contextlib.contextmanager
def assistindo(central: OrquestradorCentral, saida: Saida, teclado: Teclado) -> Iterator[None]:
    """Show the run of another process inside the block, as a command reads it."""
    with contextlib.ExitStack() as pilha:
        if saida.ao_vivo:
            fonte = DeOutroProcesso(central)
            pilha.callback(central.barramento.assinar(fonte))
            pilha.enter_context(ao_vivo(fonte, saida, teclado))
        elif not saida.quieto:
            pilha.callback(central.barramento.assinar(_LinhasSimples(saida)))
        yield


class _LinhasSimples:
    """One plain line every 10 s or 5 %, NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._ultima = time.monotonic()
        self._parte = 0.0

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, MetricasMedidas):
            self._olhar(evento.metricas)
        elif isinstance(evento, SituacaoLida):
            self._olhar(retrato_de(evento.situacao).metricas_tempo_real)

    def _olhar(self, metricas: Metricas) -> None:
        if not metricas.total:
            return
        parte = metricas.bytes_feitos / max(1, metricas.bytes_total)
        passou = time.monotonic() - self._ultima >= _SEGUNDOS_ENTRE_LINHAS
        if parte < 1 and (passou or parte - self._parte >= _PARTE_ENTRE_LINHAS):
            self._ultima, self._parte = time.monotonic(), parte
            self._escrever(metricas)

    def _escrever(self, metricas: Metricas) -> None:
        if self._saida.json:
            campos = {n: getattr(metricas, n) for n in metricas.__struct_fields__}
            self._saida.emitir("status", {"metricas": campos})
        else:
            self._saida.dizer(linha_simples(metricas))
