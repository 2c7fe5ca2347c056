"""Follows a run on the terminal: a live screen, or a plain line every 10 s or 5 %."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from tqdm import tqdm

from componentes.base.eventos import (
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    Evento,
    InventarioPronto,
    MetricasMedidas,
    Passo,
    ProgressoCopia,
    SituacaoLida,
)
from componentes.base.metricas import Metricas
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.retrato import retrato_de
from componentes.portas.apresentacao.alertas import mostrar_alerta
from componentes.portas.apresentacao.painel import (
    linha_de_copia,
    linha_do_inventario,
    linha_simples,
)
from componentes.portas.falhas_ditas import FalhasDitas
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
        pilha.callback(central.barramento.assinar(_Mensagens(saida)))
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


@contextlib.contextmanager
def medindo_copia(central: OrquestradorCentral, titulo: str, saida: Saida) -> Iterator[None]:
    """Show how many bytes a command that copies is through, of how many where that is known."""
    mudo = saida.json or saida.quieto or not saida.mensagens.is_terminal
    with tqdm(desc=titulo, unit="B", unit_scale=True, disable=mudo, leave=False) as barra:

        def mostrar(evento: Evento) -> None:
            if isinstance(evento, ProgressoCopia):
                barra.total = evento.bytes_total or None
                barra.set_postfix_str(f"{evento.arquivos} arquivos", refresh=False)
                barra.update(evento.bytes_feitos - barra.n)

        with contextlib.ExitStack() as pilha:
            pilha.callback(central.barramento.assinar(mostrar))
            pilha.callback(central.barramento.assinar(_Mensagens(saida)))
            if mudo and not saida.quieto:
                pilha.callback(central.barramento.assinar(_LinhasDeCopia(saida)))
            yield


class _LinhasDeCopia:
    """One plain line every 10 s, or 5 % where the total is known; NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._ultima = time.monotonic()
        self._parte = 0.0

    def __call__(self, evento: Evento) -> None:
        if not isinstance(evento, ProgressoCopia):
            return
        parte = evento.bytes_feitos / evento.bytes_total if evento.bytes_total else 0.0
        espera = time.monotonic() - self._ultima
        andou = espera >= _SEGUNDOS_MINIMOS and parte - self._parte >= _PARTE_ENTRE_LINHAS
        if parte < 1 and (andou or espera >= _SEGUNDOS_ENTRE_LINHAS):
            self._ultima, self._parte = time.monotonic(), parte
            self._escrever(evento)

    def _escrever(self, evento: ProgressoCopia) -> None:
        if self._saida.json:
            campos = {nome: getattr(evento, nome) for nome in evento.__struct_fields__}
            self._saida.emitir("status", {"andamento": campos})
        else:
            self._saida.dizer(linha_de_copia(evento))


class _Mensagens:
    """Says what is worth a line of its own, above the live screen."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._falhas = FalhasDitas(saida)

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            self._inventario(evento)
        elif isinstance(evento, ArquivoFalhou):
            self._falhas.dizer(evento)
        elif isinstance(evento, Aviso):
            self._saida.avisar(evento.texto)
        elif isinstance(evento, AlertaEmitido):
            mostrar_alerta(evento, self._saida)
        elif isinstance(evento, Passo):
            self._saida.dizer(f"{evento.texto}…")

    def _inventario(self, evento: InventarioPronto) -> None:
        if self._saida.json:
            self._saida.emitir(
                "status", {"inventario": {n: getattr(evento, n) for n in evento.__struct_fields__}}
            )
        self._saida.dizer(linha_do_inventario(evento))


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
