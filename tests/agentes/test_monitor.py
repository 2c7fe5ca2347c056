"""The monitor counts events and asks the system about the whole family of processes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from componentes.agentes.familia import Familia, disco_livre
from componentes.agentes.monitor_tempo_real import MonitorTempoReal
from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    InventarioPronto,
    MetricasMedidas,
    ProgressoLote,
    RotulosAchados,
)
from tests.apoio.centrais import Gravador
from tests.apoio.programa import esperar

INVENTARIO = InventarioPronto(
    arquivos=10, bytes_total=1000, unicos_estimados=5, em_cache=2, novos=8, removidos=0, nao_lidos=0
)


@pytest.fixture
def barramento() -> Barramento:
    return Barramento()


@pytest.fixture
def monitor(barramento: Barramento, tmp_path: Path) -> MonitorTempoReal:
    return MonitorTempoReal(barramento, lambda: 3, tmp_path / "ainda não existe")


def test_conta_o_que_os_eventos_dizem(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(em_cache=2, bytes_feitos=100))
    barramento.publicar(ProgressoLote(classificados=3, copias=1, bytes_feitos=300, atual="a.mq4"))
    barramento.publicar(ProgressoLote(classificados=1, falhas=1, bytes_feitos=100))
    m = monitor.metricas()
    assert (m.total, m.bytes_total, m.bytes_feitos) == (10, 1000, 500)
    assert (m.classificados, m.copias, m.em_cache, m.falhas) == (4, 1, 2, 1)
    assert m.files_processed == 8
    assert m.success_rate == 87.5
    assert m.atual == "a.mq4"


def test_sem_arquivos_o_sucesso_e_de_cem(monitor: MonitorTempoReal) -> None:
    assert monitor.metricas().success_rate == 100.0
    assert monitor.metricas().files_processed == 0


def test_so_falhas_e_zero(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    barramento.publicar(ProgressoLote(falhas=4))
    assert monitor.metricas().success_rate == 0.0


def test_zerar_esquece(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(em_cache=2, bytes_feitos=100))
    monitor.zerar(7)
    assert monitor.intervalo == 7
    assert (monitor.metricas().total, monitor.metricas().files_processed) == (0, 0)
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(classificados=1, bytes_feitos=100))
    monitor.medir()
    assert monitor.metricas().bytes_por_segundo > 0


def test_sem_trabalho_feito_nao_ha_previsao(
    barramento: Barramento, monitor: MonitorTempoReal
) -> None:
    monitor.medir()
    assert monitor.metricas().restante_segundos is None
    barramento.publicar(INVENTARIO)
    # What the cache gives costs no time and says nothing of how long the rest will take.
    barramento.publicar(ProgressoLote(em_cache=2, bytes_feitos=100))
    monitor.medir()
    assert monitor.metricas().restante_segundos is None


def test_previsao_pelos_bytes(
    barramento: Barramento, monitor: MonitorTempoReal, monkeypatch: pytest.MonkeyPatch
) -> None:
    agora = time.monotonic()
    monitor.zerar(30)
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(em_cache=2, bytes_feitos=100))
    barramento.publicar(ProgressoLote(classificados=2, bytes_feitos=300))
    monkeypatch.setattr(time, "monotonic", lambda: agora + 10)
    monitor.medir()
    m = monitor.metricas()
    assert m.segundos == pytest.approx(10, abs=0.1)
    assert m.bytes_por_segundo == 30
    assert m.arquivos_por_segundo == pytest.approx(0.2)
    assert m.restante_segundos == pytest.approx(20, abs=0.2)


def test_no_fim_nao_resta_nada(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(classificados=10, bytes_feitos=1000))
    monitor.medir()
    assert monitor.metricas().restante_segundos == 0


def test_medir_publica_com_a_carga(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    gravador = Gravador()
    barramento.assinar(gravador)
    monitor.medir()
    (evento,) = gravador.de(MetricasMedidas)
    assert evento.metricas == monitor.metricas()
    assert evento.metricas.threads_ativas == 3
    assert evento.metricas.memory_usage > 5
    assert evento.metricas.cpu_usage >= 0
    assert evento.metricas.disco_livre > 0


def test_o_ritmo_de_agora_e_o_medio_sao_dois(
    barramento: Barramento, monitor: MonitorTempoReal, monkeypatch: pytest.MonkeyPatch
) -> None:
    inicio = time.monotonic()
    monitor.zerar(30)
    barramento.publicar(INVENTARIO)
    barramento.publicar(ProgressoLote(em_cache=2, bytes_feitos=100))
    for segundo in range(1, 21):
        if segundo <= 10:
            barramento.publicar(ProgressoLote(classificados=10, bytes_feitos=50))
        monkeypatch.setattr(time, "monotonic", lambda segundo=segundo: inicio + segundo)
        monitor.medir()
    m = monitor.metricas()
    assert (m.arquivos_por_segundo_agora, m.bytes_por_segundo_agora) == (0, 0)
    assert m.arquivos_por_segundo == pytest.approx(5, abs=0.1)
    assert m.bytes_por_segundo == pytest.approx(25, abs=0.5)


def test_soma_os_rotulos_achados(barramento: Barramento, monitor: MonitorTempoReal) -> None:
    barramento.publicar(RotulosAchados({"ea": 2}, {"grade": 1}, {}))
    antes = monitor.metricas()
    barramento.publicar(RotulosAchados({"ea": 1, "script": 4}, {}, {"dll": 1}))
    m = monitor.metricas()
    assert (m.por_tipo, m.por_familia) == ({"ea": 3, "script": 4}, {"grade": 1})
    assert m.por_risco == {"dll": 1}
    assert antes.por_tipo == {"ea": 2}, "quem desenha tem o retrato na mão"
    monitor.zerar(30)
    assert monitor.metricas().por_tipo == {}


def test_trabalha_ate_pedirem_e_mede_no_fim(
    barramento: Barramento, monitor: MonitorTempoReal
) -> None:
    gravador = Gravador()
    barramento.assinar(gravador)
    monitor.iniciar(lambda _: None)
    esperar(lambda: gravador.de(MetricasMedidas), "uma medida por segundo")
    barramento.publicar(ProgressoLote(classificados=9))
    monitor.parar()
    assert monitor.aguardar(30)
    assert gravador.de(MetricasMedidas)[-1].metricas.files_processed == 9


def test_a_familia_inclui_os_filhos(tmp_path: Path) -> None:
    familia = Familia()
    antes = familia.medir().memoria
    codigo = "dados = bytearray(b'x') * (80 << 20)\nprint('pronto', flush=True)\nwhile True: pass"
    with subprocess.Popen([sys.executable, "-c", codigo], stdout=subprocess.PIPE) as filho:
        try:
            assert filho.stdout is not None
            assert filho.stdout.readline().strip() == b"pronto"
            depois = familia.medir().memoria
            assert depois - antes > 70
            esperar(lambda: familia.medir().cpu > 1, "o processador do filho aparecer")
        finally:
            filho.kill()
    assert familia.medir().memoria < depois - 40


def test_a_familia_conta_o_disco_desde_que_a_viu(monkeypatch: pytest.MonkeyPatch) -> None:
    contas = iter([(1000, 500), (1000, 800), (1700, 800)])

    def ler(_: psutil.Process) -> SimpleNamespace:
        lidos, gravados = next(contas)
        return SimpleNamespace(read_bytes=lidos, write_bytes=gravados)

    monkeypatch.setattr(psutil.Process, "io_counters", ler, raising=False)
    monkeypatch.setattr(psutil.Process, "children", lambda *_, **__: [])
    familia = Familia()
    medidas = [familia.medir() for _ in range(3)]
    assert [(m.lidos, m.gravados) for m in medidas] == [(0, 0), (0, 300), (700, 300)]


def test_o_disco_que_ninguem_sabe_medir_nao_esta_cheio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recusar(_: str) -> None:
        raise OSError("sem resposta")

    monkeypatch.setattr(psutil, "disk_usage", recusar)
    assert disco_livre(tmp_path) == -1


def test_o_disco_de_uma_pasta_que_ainda_nao_ha(tmp_path: Path) -> None:
    assert disco_livre(tmp_path / "a" / "b" / "c") > 0
