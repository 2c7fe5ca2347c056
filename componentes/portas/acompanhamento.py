"""Follows a run on the terminal: a live screen, or a plain line every 10 s or 5 %."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from rich.live import Live
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
)
from componentes.base.metricas import Metricas
from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.apresentacao.alertas import mostrar_alerta
from componentes.portas.apresentacao.painel import (
    linha_de_copia,
    linha_do_inventario,
    linha_simples,
    tela,
)
from componentes.portas.saida import Saida

_QUADROS_POR_SEGUNDO = 4
_SEGUNDOS_ENTRE_LINHAS = 10.0
_SEGUNDOS_MINIMOS = 1.0
_PARTE_ENTRE_LINHAS = 0.05
_FALHAS_MOSTRADAS = 5


@contextlib.contextmanager
def acompanhando(central: OrquestradorCentral, titulo: str, saida: Saida) -> Iterator[None]:
    """Show the run inside the block; what is shown ends with the block."""
    with contextlib.ExitStack() as pilha:
        pilha.callback(central.barramento.assinar(_Mensagens(saida)))
        if saida.ao_vivo:
            pilha.enter_context(_tela_ao_vivo(central, titulo, saida))
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
        self._falhas = 0

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            self._inventario(evento)
        elif isinstance(evento, ArquivoFalhou):
            self._falha(evento)
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

    def _falha(self, evento: ArquivoFalhou) -> None:
        self._falhas += 1
        if self._falhas <= _FALHAS_MOSTRADAS:
            self._saida.avisar(f"{evento.caminho}: {evento.motivo}")
        elif self._falhas == _FALHAS_MOSTRADAS + 1:
            self._saida.avisar("há mais arquivos com falha; todos estarão no relatório")


class _LinhasSimples:
    """One plain line every 10 s or 5 %, NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._ultima = time.monotonic()
        self._parte = 0.0

    def __call__(self, evento: Evento) -> None:
        if not isinstance(evento, MetricasMedidas) or not evento.metricas.total:
            return
        parte = evento.metricas.bytes_feitos / max(1, evento.metricas.bytes_total)
        passou = time.monotonic() - self._ultima >= _SEGUNDOS_ENTRE_LINHAS
        if parte < 1 and (passou or parte - self._parte >= _PARTE_ENTRE_LINHAS):
            self._ultima, self._parte = time.monotonic(), parte
            self._escrever(evento.metricas)

    def _escrever(self, metricas: Metricas) -> None:
        if self._saida.json:
            campos = {n: getattr(metricas, n) for n in metricas.__struct_fields__}
            self._saida.emitir("status", {"metricas": campos})
        else:
            self._saida.dizer(linha_simples(metricas))


@contextlib.contextmanager
def _tela_ao_vivo(central: OrquestradorCentral, titulo: str, saida: Saida) -> Iterator[None]:
    def quadro() -> object:
        metricas = central.monitor.metricas()
        agentes = [agente.estado() for agente in central.componentes.values()]
        return tela(titulo, metricas, agentes, saida.mensagens.width)

    parada = threading.Event()
    with Live(
        quadro(),  # type: ignore[arg-type]
        console=saida.mensagens,
        auto_refresh=False,
        transient=True,
    ) as vivo:

        def desenhar() -> None:
            while not parada.wait(1 / _QUADROS_POR_SEGUNDO):
                vivo.update(quadro(), refresh=True)  # type: ignore[arg-type]

        desenhista = threading.Thread(target=desenhar, name="tela", daemon=True)
        desenhista.start()
        try:
            yield
        finally:
            parada.set()
            desenhista.join(1.0)
