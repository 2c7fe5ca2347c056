"""The agent that measures: progress counted from events, load asked of the operating system."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from componentes.agentes.agente import Agente
from componentes.agentes.familia import Familia, disco_livre
from componentes.agentes.janela import Janela
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    Evento,
    InventarioPronto,
    MetricasMedidas,
    ProgressoLote,
    RotulosAchados,
)
from componentes.base.metricas import Metricas

registro = logging.getLogger("orquestrador.monitor")
_PULSO = 1.0
_MAIOR_ESTIMATIVA = 7 * 86_400.0


class MonitorTempoReal(Agente):
    """Keeps the metrics of the run at hand and publishes them every second."""

    nome = "monitor"
    politica = Politica(falhas_para_abrir=10, resfriamento=60, espera_maxima=10, sem_resposta=15)

    def __init__(
        self, barramento: Barramento, contar_threads: Callable[[], int], pasta: Path
    ) -> None:
        super().__init__(barramento)
        self._contar_threads = contar_threads
        self._pasta = pasta
        self._familia = Familia()
        self._janela = Janela()
        self._medidas = threading.Lock()
        self._metricas = Metricas()
        self._inicio = time.monotonic()
        self._bytes_de_graca = 0
        self._contando = False
        self.intervalo = 30.0
        barramento.assinar(self._contar)

    def zerar(self, intervalo: float) -> None:
        """Forget the run before; `intervalo` is the time in seconds between lines in the log."""
        self.intervalo = intervalo
        with self._medidas:
            self._metricas = Metricas()
            self._inicio = time.monotonic()
            self._janela = Janela()
            self._bytes_de_graca = 0
            self._contando = True

    def esquecer(self) -> None:
        """Measure the process family anew; what was counted of the run stays."""
        self._familia = Familia()

    def metricas(self) -> Metricas:
        """Return the latest figures, with the time and rates of this moment until `encerrar`."""
        with self._medidas:
            return self._com_ritmo(self._metricas) if self._contando else self._metricas

    def encerrar(self) -> None:
        """Stop the clock: what the figures say now they say until the next `zerar`."""
        with self._medidas:
            self._metricas = self._com_ritmo(self._metricas)
            self._contando = False

    def trabalhar(self) -> None:
        """Measure every second until asked to stop, and once more at the end."""
        self.fazer("medindo")
        self.medir()  # the first processor reading is always 0: it only sets the starting point
        proxima_linha = time.monotonic() + self.intervalo
        while not self.parada.wait(_PULSO):
            self.pulsar()
            self.medir()
            if time.monotonic() >= proxima_linha:
                registro.info("%s", self.metricas())
                proxima_linha += self.intervalo
        self.medir()

    def medir(self) -> None:
        """Take one measurement and publish it."""
        carga, livre = self._familia.medir(), disco_livre(self._pasta)
        with self._medidas:
            m = self._metricas
            arquivos, bytes_, lidos, gravados = self._janela.incluir(
                time.monotonic(),
                m.files_processed - m.em_cache,
                m.bytes_feitos - self._bytes_de_graca,
                carga.lidos,
                carga.gravados,
            )
            self._metricas = self._com_ritmo(
                replace(
                    m,
                    threads_ativas=self._contar_threads(),
                    memory_usage=carga.memoria,
                    cpu_usage=carga.cpu,
                    arquivos_por_segundo_agora=round(arquivos, 1),
                    bytes_por_segundo_agora=round(bytes_),
                    lidos_por_segundo=round(lidos),
                    gravados_por_segundo=round(gravados),
                    disco_livre=livre,
                )
            )
            metricas = self._metricas
        self.barramento.publicar(MetricasMedidas(metricas))

    def _com_ritmo(self, m: Metricas) -> Metricas:
        """Add throughput and the time left, not counting what the cache gave for nothing."""
        segundos = time.monotonic() - self._inicio
        trabalhados = m.bytes_feitos - self._bytes_de_graca
        ritmo = trabalhados / segundos if segundos else 0.0
        restantes = m.bytes_total - m.bytes_feitos
        return replace(
            m,
            segundos=round(segundos, 1),
            arquivos_por_segundo=round((m.files_processed - m.em_cache) / (segundos or 1), 1),
            bytes_por_segundo=round(ritmo),
            restante_segundos=_estimativa(restantes, ritmo),
        )

    def _contar(self, evento: Evento) -> None:
        with self._medidas:
            if isinstance(evento, InventarioPronto):
                self._metricas = replace(
                    self._metricas, total=evento.arquivos, bytes_total=evento.bytes_total
                )
            elif isinstance(evento, ProgressoLote):
                if evento.em_cache:
                    self._bytes_de_graca += evento.bytes_feitos
                self._metricas = _somar(self._metricas, evento)
            elif isinstance(evento, RotulosAchados):
                self._metricas = replace(
                    self._metricas,
                    por_tipo=_juntar(self._metricas.por_tipo, evento.por_tipo),
                    por_familia=_juntar(self._metricas.por_familia, evento.por_familia),
                    por_risco=_juntar(self._metricas.por_risco, evento.por_risco),
                )


def _somar(m: Metricas, p: ProgressoLote) -> Metricas:
    falhas = m.falhas + p.falhas
    processados = m.files_processed + p.classificados + p.copias + p.em_cache + p.falhas
    return replace(
        m,
        files_processed=processados,
        classificados=m.classificados + p.classificados,
        copias=m.copias + p.copias,
        em_cache=m.em_cache + p.em_cache,
        falhas=falhas,
        membros=m.membros + p.membros,
        success_rate=round(100 * (processados - falhas) / processados, 2) if processados else 100.0,
        bytes_feitos=m.bytes_feitos + p.bytes_feitos,
        atual=p.atual or m.atual,
    )


def _juntar(antes: Mapping[str, int], novos: Mapping[str, int]) -> dict[str, int]:
    """Return new counts: the old ones may be in use by whoever draws them."""
    return dict(Counter(antes) + Counter(novos))


def _estimativa(restantes: int, ritmo: float) -> float | None:
    """Return the seconds left; a guess of days is none."""
    segundos = restantes / ritmo if ritmo else _MAIOR_ESTIMATIVA
    return round(segundos, 1) if segundos < _MAIOR_ESTIMATIVA else None
